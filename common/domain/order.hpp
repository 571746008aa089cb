#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"
#include "common/domain/market_data.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trading::domain {

enum class OrderType {
    Limit = 1,
    Market = 2,
    PostOnly = 3,  // A limit order that is cancelled rather than take liquidity.
    Stop = 4,      // Rests at the venue, out of the book; becomes a market order at its trigger price.
};

enum class TimeInForce { GoodTillCancelled = 1, ImmediateOrCancel = 2, FillOrKill = 3 };

// Why the order exists. Protection shrinks a position and is never stopped by entry limits.
enum class OrderPurpose { Entry = 1, Exit = 2, StopLoss = 3, TakeProfit = 4, Flatten = 5 };

// The life of an order under our management. Numbers are exported as a gauge and stored; never reuse one.
enum class OrderStatus {
    Planned = 1,          // Durable here, not yet sent.
    InFlight = 2,         // Sent, no answer yet; counts as exposure.
    Unknown = 3,          // Sent, and the answer is lost; counts as exposure until a query resolves it.
    Live = 4,             // The venue has it, nothing filled.
    PartiallyFilled = 5,  // The venue has it, some of it filled.
    Filled = 6,           // Terminal: completely filled.
    Cancelled = 7,        // Terminal: cancelled by us or by the venue; may carry fills.
    Rejected = 8,         // Terminal: the venue refused it; it never lived.
    NotPlaced = 9,        // Terminal: proven never to have reached the venue.
    Triggered = 10,       // Terminal, stops only: it fired, and another order carries on.
};

[[nodiscard]] std::string_view to_string(OrderType type) noexcept;
[[nodiscard]] std::optional<OrderType> parse_order_type(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(TimeInForce time_in_force) noexcept;
[[nodiscard]] std::optional<TimeInForce> parse_time_in_force(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(OrderPurpose purpose) noexcept;
[[nodiscard]] std::optional<OrderPurpose> parse_order_purpose(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(OrderStatus status) noexcept;
[[nodiscard]] std::optional<OrderStatus> parse_order_status(std::string_view text) noexcept;

// Terminal orders never change again, except that a late fill is still booked.
[[nodiscard]] bool is_terminal(OrderStatus status) noexcept;

// Whether the venue may hold it, or may come to hold it: such orders count as exposure.
[[nodiscard]] bool may_be_open(OrderStatus status) noexcept;

// An approved intent under our management.
struct Order {
    ClientOrderId client_order_id;
    VenueOrderId venue_order_id;  // Empty until acknowledged.
    IntentId intent_id;
    StrategyId strategy_id;  // Empty for orders that are not ours.
    InstrumentId instrument_id;
    OrderPurpose purpose = OrderPurpose::Entry;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce time_in_force = TimeInForce::GoodTillCancelled;
    bool is_reduce_only = false;
    std::optional<Price> limit_price;
    std::optional<Price> trigger_price;      // Stops only.
    std::optional<Price> take_profit_price;  // Spot protection only: the other leg of the pair.
    Quantity quantity;
    Quantity filled_quantity;
    std::optional<Price> average_fill_price;
    OrderStatus status = OrderStatus::Planned;
    std::string reason;        // Of a rejection or cancellation, the venue's code and words.
    std::int64_t version = 0;  // Grows with each stored change.
    base::Timestamp ts_created{};
    base::Timestamp ts_expires{};        // By the venue's clock: it must discard the request when it arrives later.
    base::Timestamp ts_event{};          // Venue time of the last change.
    base::Timestamp ts_amend_expires{};  // The same of the last amend, durable before it was sent; zero: none was.

    bool operator==(const Order&) const = default;
};

enum class LiquiditySide { Maker = 1, Taker = 2 };

[[nodiscard]] std::string_view to_string(LiquiditySide side) noexcept;
[[nodiscard]] std::optional<LiquiditySide> parse_liquidity_side(std::string_view text) noexcept;

// Our own execution, whole or partial. Identified by (instrument, trade id).
struct Fill {
    InstrumentId instrument_id;
    TradeId trade_id;
    ClientOrderId client_order_id;  // Empty when the venue started it (liquidation) or a person did by hand.
    VenueOrderId venue_order_id;
    StrategyId strategy_id;
    OrderPurpose purpose = OrderPurpose::Entry;
    Side side = Side::Buy;
    Price price;
    Quantity quantity;
    LiquiditySide liquidity_side = LiquiditySide::Taker;
    Cash fee;  // Negative: charged. Positive: rebate.
    Currency fee_currency;
    Cash realised_pnl;  // Of the position closed by it, in settle currency, before fees.
    FactTimes times;

    bool operator==(const Fill&) const = default;
};

// Signed quantity and average entry price of one instrument.
struct Position {
    InstrumentId instrument_id;
    StrategyId strategy_id;
    Quantity quantity;                         // Positive long, negative short.
    std::optional<Price> average_entry_price;  // Absent when flat.
    Cash realised_pnl;
    Cash fees;
    std::optional<Price> stop_price;  // Of the protection that rests at the venue.
    Quantity protected_quantity;
    std::int64_t version = 0;
    base::Timestamp ts_event{};

    [[nodiscard]] bool is_flat() const noexcept { return quantity.is_zero(); }

    bool operator==(const Position&) const = default;
};

// Cash of one currency as the venue reports it: settled money only, without unrealised profit.
struct Balance {
    Currency currency;
    Cash total;
    Cash available;
    base::Timestamp ts_event{};

    bool operator==(const Balance&) const = default;
};

}  // namespace trading::domain
