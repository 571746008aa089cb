#pragma once

#include "services/simulator/core/leg_changes.hpp"
#include "services/simulator/core/order_views.hpp"

#include <optional>
#include <string>
#include <variant>

// Everything that changes the venue. Texts are already known to have OKX's alphabet and length (io checks that, 51000);
// what they mean is checked here. An absent optional is a field that the request did not carry.
namespace trading::simulator {

struct PlaceOrder {
    domain::AccountId account;
    domain::InstrumentId instrument;
    MarginMode margin_mode = MarginMode::Cash;
    domain::Side side = domain::Side::Buy;
    std::optional<PositionSide> position_side;
    OrderKind kind = OrderKind::Limit;
    base::Decimal size;
    std::optional<base::Decimal> price;
    SizeUnit size_unit = SizeUnit::Default;
    bool is_reduce_only = false;
    bool refuses_shrinking = false;      // banAmend
    bool clamps_to_price_limit = false;  // pxAmendType 1
    SelfTrade self_trade = SelfTrade::CancelMaker;
    std::string client_order_id;
    std::string tag;
    std::optional<base::Timestamp> expires;  // expTime
    std::optional<ProtectionLegs> attached;  // attachAlgoOrds[0]
    std::string attached_client_id;          // attachAlgoClOrdId
};

// Names the order by its id, or by the client's when the id is absent; the id wins.
struct CancelOrder {
    domain::AccountId account;
    domain::InstrumentId instrument;
    std::optional<std::int64_t> order_id;
    std::string client_order_id;
};

struct AmendOrder {
    domain::AccountId account;
    domain::InstrumentId instrument;
    std::optional<std::int64_t> order_id;
    std::string client_order_id;
    std::optional<base::Decimal> new_size;  // The total, including what is filled.
    std::optional<base::Decimal> new_price;
    LegChanges new_attached;             // Of attachAlgoOrds.
    bool cancels_on_failure = false;     // cxlOnFail
    bool clamps_to_price_limit = false;  // pxAmendType 1
    std::string request_id;              // reqId
    std::optional<base::Timestamp> expires;
};

struct PlaceAlgo {
    domain::AccountId account;
    domain::InstrumentId instrument;
    MarginMode margin_mode = MarginMode::Cash;
    domain::Side side = domain::Side::Buy;
    std::optional<PositionSide> position_side;
    AlgoKind kind = AlgoKind::Conditional;
    std::optional<base::Decimal> size;
    SizeUnit size_unit = SizeUnit::Default;  // Spot market legs: default base for sells, quote for buys.
    bool closes_position = false;            // closeFraction = 1
    bool is_reduce_only = false;
    bool cancels_on_close = false;                // cxlOnClosePos
    ProtectionLegs legs;                          // conditional, oco
    std::optional<base::Decimal> trigger_price;   // trigger
    std::optional<base::Decimal> order_price;     // trigger; absent = market.
    TriggerBy trigger_by = TriggerBy::Last;       // trigger
    std::optional<base::Decimal> callback_ratio;  // move_order_stop: this or the spread.
    std::optional<base::Decimal> callback_spread;
    std::optional<base::Decimal> active_price;
    std::string client_id;  // algoClOrdId
    std::string tag;
};

// conditional, oco and trigger only. A leg's new trigger price of zero removes the leg.
struct AmendAlgo {
    domain::AccountId account;
    domain::InstrumentId instrument;
    std::optional<std::int64_t> algo_id;
    std::string client_id;
    std::optional<base::Decimal> new_size;
    LegChanges new_legs;
    std::optional<base::Decimal> new_trigger_price;
    std::optional<base::Decimal> new_order_price;  // Negative = market.
    std::optional<TriggerBy> new_trigger_by;
    std::string request_id;
};

struct CancelAlgo {
    domain::AccountId account;
    domain::InstrumentId instrument;
    std::optional<std::int64_t> algo_id;
    std::string client_id;
};

// Closes a position at market (close-position).
struct ClosePosition {
    domain::AccountId account;
    domain::InstrumentId instrument;
    MarginMode margin_mode = MarginMode::Cross;
    std::optional<PositionSide> position_side;
    bool cancels_pending = false;  // autoCxl
    std::string client_order_id;
    std::string tag;
};

struct SetLeverage {
    domain::AccountId account;
    domain::InstrumentId instrument;
    MarginMode margin_mode = MarginMode::Cross;
    base::Decimal leverage;
    std::optional<PositionSide> position_side;  // Isolated in long/short mode: one side's.
};

// Adds to the margin of an isolated position, or takes from it (negative).
struct AdjustMargin {
    domain::AccountId account;
    domain::InstrumentId instrument;
    PositionSide position_side = PositionSide::Net;
    base::Decimal amount;
};

struct SetPositionMode {
    domain::AccountId account;
    PositionMode mode = PositionMode::Net;
};

// Arms, re-arms (10 to 120 s) or disarms (0) the dead man's switch of the account, or of one tag of it.
struct CancelAllAfter {
    domain::AccountId account;
    std::string tag;
    base::Duration timeout{};
};

// Moves cash between the pockets of one account.
struct Transfer {
    domain::AccountId account;
    domain::Currency currency;
    base::Decimal amount;
    Pocket from = Pocket::Funding;
    Pocket to = Pocket::Trading;
    std::string client_id;
};

// Time passed: participants trade, candles close, marks move, timers fire. The market moves only by this input, in
// slots of 10 ms; a gap longer than `VenueOptions::catch_up_maximum` is skipped, not simulated.
struct AdvanceTime {};

// Changes how many market steps one slot holds (1 = normal activity).
struct SetSpeed {
    double speed = 1.0;
};

// Suspends or reopens an instrument; an order for a suspended one is refused (51022).
struct SetInstrumentStatus {
    domain::InstrumentId instrument;
    domain::InstrumentStatus status = domain::InstrumentStatus::Live;
};

using Input = std::variant<
    PlaceOrder,
    CancelOrder,
    AmendOrder,
    PlaceAlgo,
    AmendAlgo,
    CancelAlgo,
    ClosePosition,
    SetLeverage,
    AdjustMargin,
    SetPositionMode,
    CancelAllAfter,
    Transfer,
    AdvanceTime,
    SetSpeed,
    SetInstrumentStatus>;

}  // namespace trading::simulator
