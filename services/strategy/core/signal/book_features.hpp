#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace trading::strategy {

// One price of the book as statistics see it.
struct BookPoint {
    double price = 0;
    double quantity = 0;

    bool operator==(const BookPoint&) const = default;
};

// The best bid and the best ask; both there, and not crossed.
struct TopOfBook {
    BookPoint bid;
    BookPoint ask;

    bool operator==(const TopOfBook&) const = default;
};

// Both sides of a book, best first.
struct BookSides {
    std::span<const BookPoint> bids;
    std::span<const BookPoint> asks;
};

struct BookNotional {
    double bids = 0;  // Notional in quote currency.
    double asks = 0;

    bool operator==(const BookNotional&) const = default;
};

[[nodiscard]] double mid_of(const TopOfBook& quotes) noexcept;

// 10,000 (ask - bid)/mid.
[[nodiscard]] double spread_basis_points(const TopOfBook& quotes) noexcept;

// The mid weighted by the other side's quantity: nearer to the side with less. The mid when nothing is quoted.
[[nodiscard]] double microprice(const TopOfBook& quotes) noexcept;

// What rests within so many basis points of the mid; empty when a side is.
[[nodiscard]] std::optional<BookNotional> notional_within(const BookSides& book, double basis_points);

// (bids - asks)/(bids + asks) of the quantities on the best `levels` of each side, in [-1, 1]; empty without quantity.
[[nodiscard]] std::optional<double> imbalance(const BookSides& book, std::size_t levels = 5);

}  // namespace trading::strategy
