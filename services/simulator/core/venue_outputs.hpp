#pragma once

#include "services/simulator/core/account_views.hpp"
#include "services/simulator/core/market_views.hpp"
#include "services/simulator/core/order_views.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trading::simulator {

// The answer to one input: sCode, sMsg and subCode of the item, and the ids it is about. "0" is acceptance; every other
// code refuses the whole request, and nothing has changed. AdvanceTime and SetSpeed always answer "0".
struct Reply {
    std::string code{"0"};
    std::string message;
    std::string sub_code;
    std::int64_t order_id = 0;  // Order or algo order; zero prints as "". Transfers: the transfer id.
    std::string client_order_id;
    std::string tag;
    std::string request_id;
    base::Timestamp time{};          // `ts`: place: now; cancel and amend: creation of the order.
    base::Timestamp trigger_time{};  // cancel-all-after only; the epoch: disarmed.

    [[nodiscard]] bool is_accepted() const noexcept { return code == "0"; }
};

// One push of the orders channel. `fill` is set when the push is about a fill; else every fill* field is empty.
struct OrderChanged {
    OrderView order;
    std::optional<FillView> fill;
    AmendResult amend_result = AmendResult::None;
    AmendSource amend_source = AmendSource::None;
    std::string request_id;  // reqId of the amend.
    std::string code{"0"};   // Why an amend failed.
    std::string message;
};

// One push of orders-algo (conditional, oco, trigger) or algo-advance (trailing).
struct AlgoChanged {
    AlgoView algo;
};

// The cash of one currency changed; ask the core for the balance when building the push.
struct BalanceChanged {
    domain::AccountId account;
    domain::Currency currency;
    ChangeReason reason = ChangeReason::Filled;
};

struct PositionChanged {
    domain::AccountId account;
    PositionView position;  // Size zero: just closed.
    ChangeReason reason = ChangeReason::Filled;
    std::string trade_id;  // Empty unless a fill did it.
};

struct BillBooked {
    domain::AccountId account;
    BillView bill;
};

struct PublicTrade {
    TradeView trade;
};

// The book differs, or may differ, from what it was; at most one per instrument and input. Ask for the levels.
struct BookChanged {
    domain::InstrumentId instrument;
};

// Last price or best quotes changed; at most one per instrument and input.
struct TickerChanged {
    domain::InstrumentId instrument;
};

// The forming candles of the instrument changed; at most one per instrument and second. Ask for `current_candle`.
struct CandleChanged {
    domain::InstrumentId instrument;
};

// A candle closed; exactly once per bar and period, shorter bars first. Seconds of a gap that AdvanceTime skips close
// without it.
struct CandleClosed {
    domain::InstrumentId instrument;
    Bar bar = Bar::S1;
    CandleView candle;
};

// Every 200 ms in which it changed.
struct MarkChanged {
    MarkPriceView mark;
};

// Every 100 ms in which it changed.
struct IndexChanged {
    domain::InstrumentId index;
};

// Every 60 s, and when funding settles.
struct FundingChanged {
    FundingRateView funding;
};

// Every 200 ms in which it changed.
struct PriceLimitChanged {
    PriceLimitView limit;
};

struct InstrumentChanged {
    domain::InstrumentId instrument;
};

// A forced close, for the liquidation-orders channel.
struct LiquidationPrinted {
    domain::InstrumentId instrument;
    domain::Side side = domain::Side::Sell;  // Of the closing order.
    PositionSide position_side = PositionSide::Net;
    base::Decimal size;
    base::Decimal bankruptcy_price;
    base::Timestamp time{};
};

// The account's margin ratio fell below 3, for the liquidation-warning channel; once per fall.
struct LiquidationWarned {
    domain::AccountId account;
    PositionView position;
};

using Event = std::variant<
    OrderChanged,
    AlgoChanged,
    BalanceChanged,
    PositionChanged,
    BillBooked,
    PublicTrade,
    BookChanged,
    TickerChanged,
    CandleChanged,
    CandleClosed,
    MarkChanged,
    IndexChanged,
    FundingChanged,
    PriceLimitChanged,
    InstrumentChanged,
    LiquidationPrinted,
    LiquidationWarned>;

// What one input caused, in the order it happened. The core appends events and sets the reply; the caller empties it
// between inputs (`clear` keeps the memory).
struct Outputs {
    Reply reply;
    std::vector<Event> events;

    void clear() {
        reply = Reply{};
        events.clear();
    }
};

}  // namespace trading::simulator
