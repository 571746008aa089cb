#pragma once

#include "common/domain/venue_trading.hpp"
#include "services/execution/core/order_status_table.hpp"
#include "services/execution/core/output.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trading::execution {

// A request about the order that has not shown its effect yet. One at a time for each order.
struct AwaitedEffect {
    domain::RequestKind kind = domain::RequestKind::Place;
    bool is_answered = false;
    base::Timestamp ts_sent{};
    base::Timestamp ts_answered{};
};

// An order and what we know beside its row.
struct ManagedOrder {
    domain::Order order;
    domain::Quantity booked_quantity;  // Of the fills in our books; behind `filled_quantity` when one was missed.
    std::optional<AwaitedEffect> awaited;
    bool is_cancel_wanted = false;
    bool is_recovered = false;    // Older than this process: what was asked of it before is not known.
    bool is_undecidable = false;  // Absent at the venue, but for longer than the venue remembers.
    base::Timestamp ts_verify{};  // An amend of unknown outcome can take effect until then: ask once more.
    bool is_query_out = false;
    base::Timestamp ts_query_out{};
    base::Timestamp ts_next_query{};  // Zero: none is due.
    base::Duration query_delay{};
    int absences = 0;  // Answers in a row that say: the venue does not know it.
    base::Timestamp ts_next_cancel{};
    base::Timestamp ts_reported{};  // Venue time of the newest report; older ones say nothing about size and price.
    base::Timestamp ts_ended{};     // When we heard that it was over.

    [[nodiscard]] bool is_open() const noexcept { return domain::may_be_open(order.status); }
    [[nodiscard]] bool is_at_venue() const noexcept {
        return order.status == domain::OrderStatus::Live || order.status == domain::OrderStatus::PartiallyFilled;
    }
    [[nodiscard]] bool is_stop() const noexcept { return order.type == domain::OrderType::Stop; }

    // What may still be filled or was filled without being in our books: it counts as exposure.
    [[nodiscard]] domain::Quantity outstanding() const;
};

// What an event says about the order beside its trigger. Empty or absent fields stay as they are; the filled quantity
// never decreases.
struct OrderChange {
    domain::VenueOrderId venue_order_id;
    std::optional<domain::Quantity> quantity;
    std::optional<domain::Quantity> filled_quantity;
    std::optional<domain::Price> limit_price;
    std::optional<domain::Price> trigger_price;
    std::optional<domain::Price> take_profit_price;
    std::optional<domain::Price> average_fill_price;
    std::string reason;
    base::Timestamp ts_event{};
};

// All orders of the account, and the only place where one changes. Each change is a new version of its row.
class OrderTable {
public:
    // What a stop sets off trades within this time: it is a market order.
    static constexpr base::Duration kFiringMax = std::chrono::seconds{10};

    OrderTable() = default;
    OrderTable(const OrderTable&) = delete;
    OrderTable& operator=(const OrderTable&) = delete;

    void recover(const domain::Order& order, domain::Quantity booked_quantity);

    // Adds an order and records it. The id must be new.
    ManagedOrder& add(domain::Order order, Step& step);

    // Moves the order by the table. False when the table refuses the event; the quantities of the change count anyway.
    bool move(ManagedOrder& managed, OrderTrigger trigger, const OrderChange& change, Step& step);

    // Puts the expiry of an amend on record, before the amend is sent.
    static void note_amend(ManagedOrder& managed, base::Timestamp ts_expires, Step& step);

    // Gives an order that is not ours to a strategy.
    static void assign(ManagedOrder& managed, const domain::StrategyId& strategy_id, Step& step);

    // Counts a fill that is in our books now.
    void book(ManagedOrder& managed, const domain::Fill& fill, Step& step);

    [[nodiscard]] ManagedOrder* find(const domain::ClientOrderId& id);
    [[nodiscard]] ManagedOrder* find(const domain::VenueOrderId& id);
    [[nodiscard]] const ManagedOrder* find(const domain::ClientOrderId& id) const;
    [[nodiscard]] const ManagedOrder* find(const domain::VenueOrderId& id) const;

    // In the order of their ids; stable until the next `add` or `move`.
    [[nodiscard]] std::vector<ManagedOrder*> open_orders();
    [[nodiscard]] std::vector<const ManagedOrder*> open_orders() const;

    // Calls `visit` with each open order, without making a list.
    template <class Visit>
    void for_each_open(Visit visit) const {
        for (const auto& [id, managed] : open_) visit(static_cast<const ManagedOrder&>(*managed));
    }

    [[nodiscard]] std::vector<ManagedOrder*> open_orders_of(const domain::InstrumentId& instrument_id);
    [[nodiscard]] std::vector<ManagedOrder*> orders_of(const domain::IntentId& intent_id);

    // A stop of ours that fired around that time; null when none did. For fills whose order we have not heard of.
    [[nodiscard]] const ManagedOrder* find_fired_stop(
        const domain::InstrumentId& instrument_id, domain::Side side, base::Timestamp ts_fill
    ) const;

    // Whether a stop of ours on it fired at or after that time.
    [[nodiscard]] bool has_stop_fired_since(const domain::InstrumentId& instrument_id, base::Timestamp since) const;

    // Open ones, and those with fills that are not in our books yet.
    [[nodiscard]] std::vector<const ManagedOrder*> exposed_orders() const;
    [[nodiscard]] std::vector<ManagedOrder*> exposed_orders_of(const domain::InstrumentId& instrument_id);
    [[nodiscard]] bool has_unbooked_fills() const noexcept { return !unbooked_.empty(); }

    // Forgets terminal orders that are older than `before`.
    void forget(base::Timestamp before);

    // Entries that were filled beyond their quantity, since the start.
    [[nodiscard]] std::int64_t overfilled_orders() const noexcept { return overfilled_orders_; }

    // Events that the table refused since the start.
    [[nodiscard]] std::int64_t refused_events() const noexcept { return refused_events_; }

private:
    static void absorb(domain::Order& order, const OrderChange& change);
    void check_size(ManagedOrder& managed, const domain::Order& before, Step& step);
    void set_status(ManagedOrder& managed, domain::OrderStatus status, base::Timestamp now);
    void index(const ManagedOrder& managed);
    static void emit(ManagedOrder& managed, domain::OrderStatus previous, Step& step);

    std::map<domain::ClientOrderId, ManagedOrder> orders_;
    std::map<domain::VenueOrderId, domain::ClientOrderId> by_venue_id_;
    std::map<domain::IntentId, std::vector<domain::ClientOrderId>> by_intent_;
    std::map<domain::ClientOrderId, ManagedOrder*> open_;  // Into `orders_`, whose nodes never move.
    std::set<domain::ClientOrderId> unbooked_;
    std::int64_t refused_events_ = 0;
    std::int64_t overfilled_orders_ = 0;
};

}  // namespace trading::execution
