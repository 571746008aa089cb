#pragma once

#include "common/domain/market_data.hpp"

#include <map>
#include <optional>
#include <vector>

namespace trading::backtest {

// What our own takers have taken out of a recorded book. The recording still shows it, because nobody traded there; so
// it is remembered, level by level, and is not taken twice before the level is shown anew. One instrument; pure; one
// thread.
class ConsumedLiquidity {
public:
    // What an order gets, level by level: `levels` are those of the other side, best first. Less than `quantity` when
    // they do not reach, or not within `limit`.
    [[nodiscard]] std::vector<domain::BookLevel> take(
        domain::Side side,
        const std::vector<domain::BookLevel>& levels,
        domain::Quantity quantity,
        std::optional<domain::Price> limit
    );

    // Each level in it shows what is there now; a snapshot shows all of them.
    void on_book(const domain::BookUpdate& update);

private:
    using Taken = std::map<domain::Price, domain::Quantity>;

    Taken from_bids_;
    Taken from_asks_;
};

}  // namespace trading::backtest
