#include "services/strategy/core/signal/book_features.hpp"

#include <algorithm>

namespace trading::strategy {
namespace {

double quantity_of(std::span<const BookPoint> side, std::size_t levels) {
    double sum = 0;
    for (const BookPoint& point : side.first(std::min(levels, side.size()))) sum += point.quantity;
    return sum;
}

}  // namespace

double mid_of(const TopOfBook& quotes) noexcept { return (quotes.bid.price + quotes.ask.price) / 2; }

double spread_basis_points(const TopOfBook& quotes) noexcept {
    return 1e4 * (quotes.ask.price - quotes.bid.price) / mid_of(quotes);
}

double microprice(const TopOfBook& quotes) noexcept {
    const double quantity = quotes.bid.quantity + quotes.ask.quantity;
    if (quantity <= 0) return mid_of(quotes);
    return (quotes.ask.price * quotes.bid.quantity + quotes.bid.price * quotes.ask.quantity) / quantity;
}

std::optional<BookNotional> notional_within(const BookSides& book, double basis_points) {
    if (book.bids.empty() || book.asks.empty()) return std::nullopt;
    const double mid = mid_of({book.bids.front(), book.asks.front()});
    const double reach = mid * basis_points / 1e4;
    BookNotional notional;
    for (const BookPoint& point : book.bids) {
        if (point.price < mid - reach) break;
        notional.bids += point.price * point.quantity;
    }
    for (const BookPoint& point : book.asks) {
        if (point.price > mid + reach) break;
        notional.asks += point.price * point.quantity;
    }
    return notional;
}

std::optional<double> imbalance(const BookSides& book, std::size_t levels) {
    const double bids = quantity_of(book.bids, levels);
    const double asks = quantity_of(book.asks, levels);
    if (bids + asks <= 0) return std::nullopt;
    return (bids - asks) / (bids + asks);
}

}  // namespace trading::strategy
