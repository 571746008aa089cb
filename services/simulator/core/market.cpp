#include "services/simulator/core/market.hpp"

namespace trading::simulator {
namespace {

std::size_t crowd_side(domain::Side side) { return side == domain::Side::Buy ? 0 : 1; }

}  // namespace

void Market::insert_participant(domain::Side side, std::int64_t ticks, std::int64_t lots) {
    std::vector<BookSlot>& slots = crowd[crowd_side(side)];
    RestingOrder order;
    order.side = side;
    order.ticks = ticks;
    order.lots = lots;
    order.crowd_index = static_cast<std::uint32_t>(slots.size());
    slots.push_back(book.insert(order));
}

void Market::remove_participant(BookSlot slot) {
    forget_participant(book.at(slot));
    book.remove(slot);
}

void Market::reduce_resting(BookSlot slot, std::int64_t lots) {
    const RestingOrder& order = book.at(slot);
    if (order.is_participant() && order.lots == lots) forget_participant(order);
    book.reduce(slot, lots);
}

void Market::forget_participant(const RestingOrder& order) {
    std::vector<BookSlot>& slots = crowd[crowd_side(order.side)];
    const std::uint32_t index = order.crowd_index;
    slots[index] = slots.back();
    book.at(slots[index]).crowd_index = index;
    slots.pop_back();
}

}  // namespace trading::simulator
