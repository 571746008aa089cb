#pragma once

#include "services/gateway/core/feed_watch.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace trading::gateway {

// Publishes one instrument's prints, each once, and notices what is missing. A print of `match_count` matches covers
// the ids from trade_id - match_count + 1 to trade_id (OKX ws trades), so a hole in the ids is a loss; it is counted
// and published as a stale state that ends at once, because the print itself is good. Late prints that fill a known
// hole are published, anything else seen before is dropped.
class TradeChecker {
public:
    static constexpr std::size_t kHolesMax = 16;  // Remembered, the newest ones.

    explicit TradeChecker(domain::InstrumentId instrument_id)
        : key_{domain::Channel::Trades, std::move(instrument_id), {}} {}

    void on_trade(const domain::Trade& trade, FeedWatch& watch, Step& step);

private:
    struct Range {
        std::int64_t first = 0;
        std::int64_t last = 0;
    };

    void note_hole(Range hole, FeedWatch& watch, Step& step);
    // True when the print lies in a hole, which is then smaller.
    [[nodiscard]] bool take_from_hole(Range print);

    domain::FeedKey key_;
    std::optional<std::int64_t> last_id_;
    std::vector<Range> holes_;
};

}  // namespace trading::gateway
