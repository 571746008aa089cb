#pragma once

#include "common/domain/market_data.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace trading::domain {

// One instrument's book, kept by applying updates. It trusts its caller about sequence; the gateway verifies that.
// Sorted flat arrays, best level last, so that the busy end of the book moves the fewest bytes. One thread.
class OrderBook {
public:
    // Applies in order. Deleting a price that is not there is normal and does nothing.
    void apply(const BookUpdate& update);

    // Forgets everything: the book is unknown until the next whole one.
    void clear();

    [[nodiscard]] bool is_empty() const noexcept { return bids_.empty() && asks_.empty(); }
    [[nodiscard]] std::optional<BookLevel> best_bid() const;
    [[nodiscard]] std::optional<BookLevel> best_ask() const;

    // Whether the best bid reaches or passes the best ask, which no venue's running book does.
    [[nodiscard]] bool is_crossed() const;

    // Best first, at most `depth` levels.
    [[nodiscard]] std::vector<BookLevel> bids(std::size_t depth) const;
    [[nodiscard]] std::vector<BookLevel> asks(std::size_t depth) const;

    [[nodiscard]] std::size_t bid_count() const noexcept { return bids_.size(); }
    [[nodiscard]] std::size_t ask_count() const noexcept { return asks_.size(); }

private:
    std::vector<BookLevel> bids_;  // Ascending: the best bid is last.
    std::vector<BookLevel> asks_;  // Descending: the best ask is last.
};

}  // namespace trading::domain
