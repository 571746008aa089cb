#include "services/simulator/core/matching_book.hpp"

#include "common/base/assert.hpp"

namespace trading::simulator {

BookSlot MatchingBook::insert(RestingOrder order) {
    TRADING_ASSERT(order.lots > 0);
    TRADING_ASSERT(order.ticks > 0);
    BookSlot slot = kNoSlot;
    if (free_.empty()) {
        slot = static_cast<BookSlot>(slots_.size());
        slots_.emplace_back();
    } else {
        slot = free_.back();
        free_.pop_back();
    }
    BookLevel& level = side_of(order.side)[key_of(order.side, order.ticks)];
    order.previous = level.tail;
    order.next = kNoSlot;
    slots_[slot] = order;
    if (level.tail == kNoSlot) {
        level.head = slot;
    } else {
        slots_[level.tail].next = slot;
    }
    level.tail = slot;
    level.lots += order.lots;
    ++level.orders;
    return slot;
}

void MatchingBook::remove(BookSlot slot) {
    RestingOrder& order = slots_[slot];
    Side& levels = side_of(order.side);
    const auto found = levels.find(key_of(order.side, order.ticks));
    TRADING_ASSERT(found != levels.end());
    BookLevel& level = found->second;
    (order.previous == kNoSlot ? level.head : slots_[order.previous].next) = order.next;
    (order.next == kNoSlot ? level.tail : slots_[order.next].previous) = order.previous;
    level.lots -= order.lots;
    --level.orders;
    if (level.orders == 0) levels.erase(found);
    order = RestingOrder{};
    free_.push_back(slot);
}

void MatchingBook::reduce(BookSlot slot, std::int64_t lots) {
    RestingOrder& order = slots_[slot];
    TRADING_ASSERT(lots > 0 && lots <= order.lots);
    if (lots == order.lots) {
        remove(slot);
        return;
    }
    const auto found = side_of(order.side).find(key_of(order.side, order.ticks));
    found->second.lots -= lots;
    order.lots -= lots;
}

std::int64_t MatchingBook::best_ticks(domain::Side wanted) const noexcept {
    const Side& levels = side(wanted);
    if (levels.empty()) return 0;
    const std::int64_t key = levels.begin()->first;
    return wanted == domain::Side::Buy ? -key : key;
}

std::int64_t MatchingBook::best_lots(domain::Side wanted) const noexcept {
    const Side& levels = side(wanted);
    return levels.empty() ? 0 : levels.begin()->second.lots;
}

BookSlot MatchingBook::best(domain::Side wanted) const noexcept {
    const Side& levels = side(wanted);
    return levels.empty() ? kNoSlot : levels.begin()->second.head;
}

bool MatchingBook::crosses(domain::Side taker, std::int64_t ticks) const noexcept {
    const std::int64_t best = best_ticks(domain::opposite(taker));
    if (best == 0) return false;
    return taker == domain::Side::Buy ? best <= ticks : best >= ticks;
}

}  // namespace trading::simulator
