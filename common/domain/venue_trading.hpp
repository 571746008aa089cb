#pragma once

#include "common/domain/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trading::domain {

// The private side of a venue in our words: what execution may ask of it, and what it reports back. An answer to a
// request is not a state: only reports, fills and queries move an order.

// --- Requests ---------------------------------------------------------------------------------------------------

// Send exactly once. `order.ts_expires` travels with it: the venue must discard it when it arrives later. Stops
// (`OrderType::Stop`) go to the venue's conditional orders; with both a trigger and a take-profit price, as a pair.
struct PlaceOrder {
    Order order;

    bool operator==(const PlaceOrder&) const = default;
};

struct CancelOrder {
    InstrumentId instrument_id;
    ClientOrderId client_order_id;
    VenueOrderId venue_order_id;  // May be empty.
    bool is_stop = false;

    bool operator==(const CancelOrder&) const = default;
};

// Moves a resting order. Absent fields stay as they are. `quantity` is the new total, filled part included.
struct AmendOrder {
    InstrumentId instrument_id;
    ClientOrderId client_order_id;
    VenueOrderId venue_order_id;
    bool is_stop = false;
    std::optional<Quantity> quantity;
    std::optional<Price> limit_price;
    std::optional<Price> trigger_price;
    std::optional<Price> take_profit_price;
    base::Timestamp ts_expires{};

    bool operator==(const AmendOrder&) const = default;
};

struct QueryOrder {
    InstrumentId instrument_id;
    ClientOrderId client_order_id;  // What the answer carries.
    bool is_stop = false;
    VenueOrderId venue_order_id;  // When present the venue is asked by it: orders that are not ours have no other name.
    base::Timestamp ts_created{};  // Ours: the venue's record of it cannot be older. Zero: not known.

    bool operator==(const QueryOrder&) const = default;
};

// The five questions of one look at the account carry its number, and so do their answers: an answer that was given to
// an earlier look says nothing about this one.
struct FetchOpenOrders {
    std::uint64_t look = 0;

    bool operator==(const FetchOpenOrders&) const = default;
};

// All fills at or after the time, oldest first.
struct FetchFills {
    base::Timestamp since{};
    std::uint64_t look = 0;

    bool operator==(const FetchFills&) const = default;
};

struct FetchPositions {
    std::uint64_t look = 0;

    bool operator==(const FetchPositions&) const = default;
};

struct FetchBalances {
    std::uint64_t look = 0;

    bool operator==(const FetchBalances&) const = default;
};

// What moved our cash at or after the time other than trades: funding, transfers, interest. Oldest first.
struct FetchBills {
    base::Timestamp since{};
    std::uint64_t look = 0;

    bool operator==(const FetchBills&) const = default;
};

// The venue's dead-man's switch: cancel all orders of the book unless refreshed within `timeout`; zero disarms.
struct RefreshDeadMan {
    base::Duration timeout{};

    bool operator==(const RefreshDeadMan&) const = default;
};

using VenueRequest = std::variant<
    PlaceOrder,
    CancelOrder,
    AmendOrder,
    QueryOrder,
    FetchOpenOrders,
    FetchFills,
    FetchPositions,
    FetchBalances,
    FetchBills,
    RefreshDeadMan>;

// --- Reports ----------------------------------------------------------------------------------------------------

enum class RequestKind { Place = 1, Cancel = 2, Amend = 3, DeadMan = 4 };

enum class RequestOutcome {
    Accepted = 1,  // The venue took the request; not yet a state.
    Refused = 2,   // The venue refused it, with `code` and `detail`; nothing happened.
    Unknown = 3,   // No answer, or one that proves nothing.
    NotSent = 4,   // It never left us (no connection, budget used up); nothing happened.
};

struct RequestAnswered {
    RequestKind kind = RequestKind::Place;
    RequestOutcome outcome = RequestOutcome::Unknown;
    InstrumentId instrument_id;
    ClientOrderId client_order_id;
    VenueOrderId venue_order_id;
    bool is_stop = false;
    std::string code;    // The venue's.
    std::string detail;  // The venue's words.
    base::Timestamp ts_received{};

    bool operator==(const RequestAnswered&) const = default;
};

// Why an order was cancelled, as far as it matters to what we do next; `reason` has the venue's code and words.
enum class CancelCause {
    None = 0,       // It was not, or the venue does not say.
    Requested = 1,  // By a request: ours or a person's.
    Terms = 2,      // By the order's own terms: post-only, immediate-or-cancel, reduce-only, self-trade prevention.
    DeadMan = 3,    // The venue's dead-man's switch fired: it had not heard from us.
    Venue = 4,      // By the venue's decision: risk control, deleveraging, delivery.
};

// An order as the venue sees it: pushed on its order channel, or fetched.
struct OrderReport {
    InstrumentId instrument_id;
    ClientOrderId client_order_id;  // Empty when it is not ours.
    VenueOrderId venue_order_id;
    bool is_stop = false;
    OrderStatus status = OrderStatus::Live;  // Live, PartiallyFilled, Filled, Cancelled, Triggered or Rejected.
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    bool is_reduce_only = false;
    std::optional<Price> limit_price;
    std::optional<Price> trigger_price;
    Quantity quantity;
    Quantity filled_quantity;
    std::optional<Price> average_fill_price;
    std::string reason;  // Why cancelled or rejected, the venue's code.
    CancelCause cancel_cause = CancelCause::None;
    ClientOrderId parent_client_order_id;  // The stop that created this order, when one did.
    std::optional<Fill> fill;              // The fill that this report announces, when it does.
    FactTimes times;

    bool operator==(const OrderReport&) const = default;
};

// A position as the venue sees it.
struct PositionReport {
    InstrumentId instrument_id;
    Quantity quantity;  // Signed.
    std::optional<Price> average_entry_price;
    std::optional<Price> mark_price;
    std::optional<Price> liquidation_price;
    FactTimes times;
    std::optional<Ratio> leverage;  // As the account is set for the instrument.
    bool is_net = true;             // False: of an account with a long and a short position side by side.

    bool operator==(const PositionReport&) const = default;
};

// What the venue charges, as fractions; negative: charged, positive: rebate.
struct FeeRates {
    InstrumentKind kind = InstrumentKind::Spot;
    Ratio maker;
    Ratio taker;

    bool operator==(const FeeRates&) const = default;
};

struct OrderQueried {
    ClientOrderId client_order_id;
    InstrumentId instrument_id;
    bool is_stop = false;
    bool has_answer = false;            // False: the query itself failed; ask again.
    std::optional<OrderReport> report;  // Absent with `has_answer`: the venue does not know it.
    base::Timestamp ts_venue{};         // The venue's clock when it was asked: the answer is not older.

    bool operator==(const OrderQueried&) const = default;
};

struct OpenOrdersFetched {
    bool has_answer = false;
    std::vector<OrderReport> reports;  // Orders and stops, all instruments.
    base::Timestamp ts_venue{};        // When the venue was asked, by its clock.
    std::uint64_t look = 0;            // Of the question.

    bool operator==(const OpenOrdersFetched&) const = default;
};

struct FillsFetched {
    bool has_answer = false;
    std::vector<Fill> fills;     // Oldest first.
    base::Timestamp ts_venue{};  // When the venue was asked, by its clock.
    std::uint64_t look = 0;      // Of the question.

    bool operator==(const FillsFetched&) const = default;
};

struct PositionsFetched {
    bool has_answer = false;
    std::vector<PositionReport> positions;
    base::Timestamp ts_venue{};  // When the venue was asked, by its clock.
    std::uint64_t look = 0;      // Of the question.

    bool operator==(const PositionsFetched&) const = default;
};

enum class BillKind { Funding = 1, Transfer = 2, Liquidation = 3, Other = 4 };

// One line of the venue's own book about us that is not a trade's.
struct Bill {
    std::string bill_id;
    BillKind kind = BillKind::Other;
    InstrumentId instrument_id;  // Empty when it concerns none.
    Currency currency;
    Cash amount;         // What it did to our cash; negative: it left.
    std::string detail;  // The venue's type and sub-type, for people.
    base::Timestamp ts_event{};

    bool operator==(const Bill&) const = default;
};

struct BillsFetched {
    bool has_answer = false;
    std::vector<Bill> bills;     // Oldest first.
    base::Timestamp ts_venue{};  // When the venue was asked, by its clock.
    std::uint64_t look = 0;      // Of the question.

    bool operator==(const BillsFetched&) const = default;
};

struct BalancesFetched {
    bool has_answer = false;
    std::vector<Balance> balances;
    base::Timestamp ts_venue{};         // When the venue was asked, by its clock.
    std::optional<Ratio> margin_ratio;  // Equity by what maintenance needs; absent when the venue names none.
    std::uint64_t look = 0;             // Of the question.

    bool operator==(const BalancesFetched&) const = default;
};

// Pushed when balances changed: only the currencies that did.
struct BalancesReported {
    std::vector<Balance> balances;
    std::optional<Ratio> margin_ratio;  // As in `BalancesFetched`.

    bool operator==(const BalancesReported&) const = default;
};

// The private socket is logged in and subscribed (up), or not. After each `up`, nothing missed is replayed: reconcile.
struct PrivateConnection {
    bool is_up = false;
    std::string reason;

    bool operator==(const PrivateConnection&) const = default;
};

// Our clock minus the venue's, re-estimated regularly; absent when it cannot be known.
struct ClockOffset {
    std::optional<base::Duration> offset;
    base::Duration uncertainty{};

    bool operator==(const ClockOffset&) const = default;
};

using VenueReport = std::variant<
    RequestAnswered,
    OrderReport,
    PositionReport,
    BalancesReported,
    OrderQueried,
    OpenOrdersFetched,
    FillsFetched,
    PositionsFetched,
    BalancesFetched,
    BillsFetched,
    PrivateConnection,
    ClockOffset>;

}  // namespace trading::domain
