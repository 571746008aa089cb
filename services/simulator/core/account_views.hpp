#pragma once

#include "common/base/decimal.hpp"
#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "services/simulator/core/venue_types.hpp"

#include <cstdint>
#include <optional>
#include <string>

// Money as the venue shows it. Every cash amount has at most 10 digits after the point; the sum of all accounts, the
// house and the venue's fee account is constant per currency.
namespace trading::simulator {

struct BalanceView {
    domain::Currency currency;
    base::Decimal cash;              // cashBal: settled money, without the margin of isolated positions.
    base::Decimal equity;            // eq: cash + margin of isolated positions + unrealised profit.
    base::Decimal available;         // availBal: what spot orders may use and transfers may take.
    base::Decimal available_equity;  // availEq: what new derivative orders may use.
    base::Decimal frozen;            // frozenBal: by orders, and as margin of positions.
    base::Decimal order_frozen;      // ordFrozen: by pending orders alone.
    base::Decimal unrealised_pnl;    // upl: of all positions.
    base::Decimal isolated_equity;   // isoEq: margin and profit of isolated positions, which `equity` holds too.
    base::Decimal isolated_unrealised_pnl;
    base::Decimal initial_margin;  // imr, of cross positions.
    base::Decimal maintenance_margin;
    std::optional<base::Decimal> margin_ratio;  // mgnRatio; absent without positions.
    base::Decimal usd_price;
    base::Decimal usd_equity;
    base::Timestamp updated{};
};

struct PositionView {
    domain::InstrumentId instrument;
    std::int64_t position_id = 0;
    MarginMode margin_mode = MarginMode::Cross;
    PositionSide side = PositionSide::Net;
    base::Decimal size;            // pos: signed in net mode, positive in long/short mode.
    base::Decimal available_size;  // availPos: what no pending closing order has claimed; signed as `size`.
    std::optional<base::Decimal> average_price;
    base::Decimal mark_price;
    base::Decimal last_price;
    base::Decimal leverage;
    base::Decimal unrealised_pnl;
    base::Decimal unrealised_ratio;                  // Of the margin: initial, or set aside.
    std::optional<base::Decimal> liquidation_price;  // Estimate; absent when the account cannot be liquidated by it.
    base::Decimal initial_margin;
    std::optional<base::Decimal> margin;  // Isolated only: what was set aside for it.
    base::Decimal maintenance_margin;
    std::optional<base::Decimal> margin_ratio;
    base::Decimal notional_usd;
    base::Decimal realised_pnl;  // realizedPnl = pnl + fee + fundingFee + liqPenalty
    base::Decimal pnl;           // Of closed parts, since the position opened.
    base::Decimal fee;
    base::Decimal funding_fee;
    std::string trade_id;  // Newest fill included.
    base::Timestamp created{};
    base::Timestamp updated{};
};

// One line of the account's statement: every change of a cash balance has one.
struct BillView {
    std::int64_t bill_id = 0;
    BillType type = BillType::Trade;
    BillSubType sub_type = BillSubType::Buy;
    domain::Currency currency;
    base::Decimal balance;  // bal: the cash balance after it.
    base::Decimal
        balance_change;  // balChg: pnl + fee, the funding, or what was bought, sold, transferred or set aside.
    base::Decimal position_balance;         // posBal: the isolated margin after it.
    base::Decimal position_balance_change;  // posBalChg
    base::Decimal size;
    std::optional<base::Decimal> price;
    base::Decimal pnl;
    base::Decimal fee;
    domain::InstrumentId instrument;  // Empty for transfers.
    MarginMode margin_mode = MarginMode::Cash;
    std::int64_t order_id = 0;
    std::string client_order_id;
    std::string tag;
    std::string trade_id;
    std::optional<ExecutionRole> role;
    std::optional<Pocket> from;
    std::optional<Pocket> to;
    base::Timestamp time{};
};

// A currency in the funding pocket.
struct FundingBalanceView {
    domain::Currency currency;
    base::Decimal balance;
};

// max-size and max-avail-size of one instrument.
struct SizeLimitView {
    base::Decimal maximum_buy;     // Spot: quote currency to spend is `available_buy`; this is base. Swaps: contracts.
    base::Decimal maximum_sell;    // Spot: base. Swaps: contracts.
    base::Decimal available_buy;   // Spot: quote currency. Swaps: available equity.
    base::Decimal available_sell;  // Spot: base currency. Swaps: available equity.
};

struct FeeView {
    base::Decimal maker;  // Negative: charged.
    base::Decimal taker;
};

struct AccountConfigView {
    domain::AccountId account;
    std::string uid;
    PositionMode position_mode = PositionMode::Net;
};

}  // namespace trading::simulator
