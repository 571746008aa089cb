#pragma once

#include "common/domain/market_data.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace trading::simulator {

// Where an order rests in a book: valid from `insert` until it is removed or reduced to nothing.
using BookSlot = std::uint32_t;
constexpr BookSlot kNoSlot = 0xFFFFFFFF;

// One resting order. Participants' orders have no order id; their `owner` is the index that the crowd gave them.
struct RestingOrder {
    domain::Side side = domain::Side::Buy;
    std::int64_t ticks = 0;
    std::int64_t lots = 0;      // Still open.
    std::int64_t order_id = 0;  // Of a user's order; zero: a participant's.
    std::uint32_t account = 0;  // Of a user's order.
    std::uint32_t crowd_index = 0;
    BookSlot previous = kNoSlot;
    BookSlot next = kNoSlot;

    [[nodiscard]] bool is_participant() const noexcept { return order_id == 0; }
};

// All orders at one price, oldest first.
struct BookLevel {
    std::int64_t lots = 0;
    std::int64_t orders = 0;
    BookSlot head = kNoSlot;
    BookSlot tail = kNoSlot;
};

// The resting orders of one instrument by price, then time. Slots are recycled; nothing is allocated in steady state
// beyond the price levels. One thread.
class MatchingBook {
public:
    // Price levels, best first. Keys are ticks for asks and negated ticks for bids.
    using Side = std::map<std::int64_t, BookLevel>;

    [[nodiscard]] BookSlot insert(RestingOrder order);
    void remove(BookSlot slot);

    // Takes `lots` away in place, keeping the order's priority; removes it when nothing is left.
    void reduce(BookSlot slot, std::int64_t lots);

    [[nodiscard]] RestingOrder& at(BookSlot slot) { return slots_[slot]; }
    [[nodiscard]] const RestingOrder& at(BookSlot slot) const { return slots_[slot]; }
    [[nodiscard]] const Side& side(domain::Side side) const noexcept {
        return side == domain::Side::Buy ? bids_ : asks_;
    }
    [[nodiscard]] static std::int64_t key_of(domain::Side side, std::int64_t ticks) noexcept {
        return side == domain::Side::Buy ? -ticks : ticks;
    }

    // Zero when the side is empty.
    [[nodiscard]] std::int64_t best_ticks(domain::Side side) const noexcept;
    [[nodiscard]] std::int64_t best_lots(domain::Side side) const noexcept;
    // The order that trades first; kNoSlot when the side is empty.
    [[nodiscard]] BookSlot best(domain::Side side) const noexcept;

    // Whether an order of `side` limited to `ticks` would trade at once.
    [[nodiscard]] bool crosses(domain::Side side, std::int64_t ticks) const noexcept;

private:
    [[nodiscard]] Side& side_of(domain::Side side) noexcept { return side == domain::Side::Buy ? bids_ : asks_; }

    Side bids_;
    Side asks_;
    std::vector<RestingOrder> slots_;
    std::vector<BookSlot> free_;
};

}  // namespace trading::simulator
