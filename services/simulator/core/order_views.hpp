#pragma once

#include "common/base/decimal.hpp"
#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "common/domain/market_data.hpp"
#include "services/simulator/core/venue_types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Orders, fills and algo orders as the venue shows them: copies, complete enough to print every field of OKX's
// messages. Sizes are base currency (spot) or contracts; fees are negative when charged.
namespace trading::simulator {

// A take-profit and/or stop-loss that comes to life when its parent order has filled (attachAlgoOrds), and the legs of
// conditional and oco algo orders. An absent trigger price means: no such leg. An absent order price means: market
// (-1 on the wire).
struct ProtectionLegs {
    std::optional<base::Decimal> take_profit_trigger;
    std::optional<base::Decimal> take_profit_price;
    TriggerBy take_profit_by = TriggerBy::Last;
    std::optional<base::Decimal> stop_loss_trigger;
    std::optional<base::Decimal> stop_loss_price;
    TriggerBy stop_loss_by = TriggerBy::Last;

    bool operator==(const ProtectionLegs&) const = default;
};

// One fill as its owner sees it: one per match for makers, one per price level for takers.
struct FillView {
    domain::InstrumentId instrument;
    std::string trade_id;  // Unique per instrument; negative for liquidation.
    std::int64_t order_id = 0;
    std::string client_order_id;
    std::string tag;
    std::int64_t bill_id = 0;  // Of its bill; ascending, what fills are paged by. Spot: of the base currency's bill.
    domain::Side side = domain::Side::Buy;
    PositionSide position_side = PositionSide::Net;
    BillSubType sub_type = BillSubType::Buy;
    base::Decimal price;
    base::Decimal size;
    ExecutionRole role = ExecutionRole::Taker;
    base::Decimal fee;
    domain::Currency fee_currency;
    base::Decimal fee_rate;
    base::Decimal pnl;  // Realised by it, settle currency, before fees; zero for spot.
    base::Timestamp time{};
};

// The whole of an order. `last_fill` is the newest fill ever; whether *this* push is about a fill says OrderChanged.
struct OrderView {
    domain::AccountId account;
    domain::InstrumentId instrument;
    bool is_spot = true;
    std::int64_t order_id = 0;
    std::string client_order_id;
    std::string tag;
    domain::Side side = domain::Side::Buy;
    PositionSide position_side = PositionSide::Net;
    MarginMode margin_mode = MarginMode::Cash;
    OrderKind kind = OrderKind::Limit;
    SizeUnit size_unit = SizeUnit::Base;  // Base or Quote for spot market orders; else Base and printed as "".
    base::Decimal size;                   // In `size_unit`.
    std::optional<base::Decimal> price;   // Absent for market orders.
    bool is_reduce_only = false;
    SelfTrade self_trade = SelfTrade::CancelMaker;
    base::Decimal leverage;  // Swaps; zero prints as "".
    OrderState state = OrderState::Live;
    base::Decimal filled_size;
    std::optional<base::Decimal> average_price;  // Rounded half even to 10 digits; absent when nothing filled.
    base::Decimal fee;                           // Cumulative.
    domain::Currency fee_currency;
    base::Decimal pnl;  // Cumulative.
    std::optional<FillView> last_fill;
    CancelSource cancel_source = CancelSource::None;
    OrderCategory category = OrderCategory::Normal;
    OrderSource source = OrderSource::None;
    std::int64_t algo_id = 0;  // Of the algo order that created it; zero prints as "".
    std::string algo_client_id;
    std::optional<ProtectionLegs> attached;
    std::string attached_client_id;
    base::Timestamp created{};
    base::Timestamp updated{};
};

struct AlgoView {
    domain::AccountId account;
    domain::InstrumentId instrument;
    bool is_spot = true;
    std::int64_t algo_id = 0;
    std::string client_id;  // algoClOrdId
    std::string tag;
    AlgoKind kind = AlgoKind::Conditional;
    domain::Side side = domain::Side::Buy;
    PositionSide position_side = PositionSide::Net;
    MarginMode margin_mode = MarginMode::Cash;
    SizeUnit size_unit = SizeUnit::Base;
    std::optional<base::Decimal> size;  // Absent with closes_position.
    bool closes_position = false;       // closeFraction = 1.
    bool is_reduce_only = false;
    bool cancels_on_close = false;                // cxlOnClosePos
    base::Decimal leverage;                       // Swaps; zero prints as "".
    ProtectionLegs legs;                          // conditional, oco
    std::optional<base::Decimal> trigger_price;   // trigger
    std::optional<base::Decimal> order_price;     // trigger; absent = market.
    TriggerBy trigger_by = TriggerBy::Last;       // trigger
    std::optional<base::Decimal> callback_ratio;  // move_order_stop
    std::optional<base::Decimal> callback_spread;
    std::optional<base::Decimal> active_price;
    std::optional<base::Decimal> moving_trigger;  // moveTriggerPx: where the trailing stop stands now.
    AlgoState state = AlgoState::Live;
    TriggeredLeg actual_leg = TriggeredLeg::None;
    std::optional<base::Decimal> actual_size;
    std::optional<base::Decimal> actual_price;  // Absent while unknown and for market orders.
    std::int64_t order_id = 0;                  // Of the order it created; zero: none.
    std::string fail_code;
    base::Timestamp triggered{};  // The epoch: not yet.
    base::Timestamp created{};
    base::Timestamp updated{};
};

}  // namespace trading::simulator
