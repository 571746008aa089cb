#include "common/domain/order_book.hpp"

#include <algorithm>

namespace trading::domain {
namespace {

// `is_before(a, b)` is the order of the array; the best level is last. Searches from the busy end.
template <class IsBefore>
void apply_level(std::vector<BookLevel>& levels, const BookLevel& level, IsBefore is_before) {
    auto position = levels.end();
    while (position != levels.begin() && is_before(level.price, std::prev(position)->price)) --position;
    const bool is_present = position != levels.begin() && std::prev(position)->price == level.price;
    if (level.quantity.is_zero()) {
        if (is_present) levels.erase(std::prev(position));
    } else if (is_present) {
        std::prev(position)->quantity = level.quantity;
    } else {
        levels.insert(position, level);
    }
}

std::vector<BookLevel> best_first(const std::vector<BookLevel>& levels, std::size_t depth) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(depth, levels.size()));
    return std::vector<BookLevel>(levels.rbegin(), levels.rbegin() + count);
}

}  // namespace

void OrderBook::apply(const BookUpdate& update) {
    if (update.is_snapshot) clear();
    for (const BookLevel& level : update.bids) apply_level(bids_, level, std::less<>{});
    for (const BookLevel& level : update.asks) apply_level(asks_, level, std::greater<>{});
}

void OrderBook::clear() {
    bids_.clear();
    asks_.clear();
}

std::optional<BookLevel> OrderBook::best_bid() const {
    return bids_.empty() ? std::nullopt : std::optional{bids_.back()};
}

std::optional<BookLevel> OrderBook::best_ask() const {
    return asks_.empty() ? std::nullopt : std::optional{asks_.back()};
}

bool OrderBook::is_crossed() const {
    return !bids_.empty() && !asks_.empty() && bids_.back().price >= asks_.back().price;
}

std::vector<BookLevel> OrderBook::bids(std::size_t depth) const { return best_first(bids_, depth); }
std::vector<BookLevel> OrderBook::asks(std::size_t depth) const { return best_first(asks_, depth); }

}  // namespace trading::domain
