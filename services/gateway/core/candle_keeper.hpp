#pragma once

#include "services/gateway/core/feed_watch.hpp"

#include <map>
#include <optional>
#include <vector>

namespace trading::gateway {

// One instrument's candles of one interval: publishes forming ones as they change and each closed one exactly once, in
// order. Late and repeated candles are dropped. When a closed candle is missing, and at the start, the venue's history
// is asked for, and newer closed candles wait for it for at most `hold_max`, the first ones for `first_hold_max`: what
// comes after a newer one is of no use to anyone. Keeps the newest closed candles, so that late subscribers need not
// wait for their warm-up.
class CandleKeeper {
public:
    CandleKeeper(domain::FeedKey key, const CandleOptions& options) : key_(std::move(key)), options_(options) {}

    // Asks for the history.
    void start(Step& step);
    void on_candle(const domain::Candle& candle, FeedWatch& watch, Step& step);
    void on_fetched(const std::vector<domain::Candle>& candles, Step& step);
    void on_fetch_failed(Step& step);
    void on_tick(Step& step);

    // The history, oldest first, and then the forming candle.
    void append_candles(std::vector<domain::MarketFact>& facts) const;

private:
    void want_history(Step& step);
    void fetch(Step& step);
    void schedule_fetch(Step& step);
    void take_closed(const domain::Candle& candle, Step& step);
    void take_forming(const domain::Candle& candle, Step& step);
    void publish_closed(const domain::Candle& candle, Step& step);
    void remember(const domain::Candle& candle);
    void release_held(Step& step);
    [[nodiscard]] base::Timestamp next_open() const { return *last_closed_ + key_.interval; }

    domain::FeedKey key_;
    CandleOptions options_;
    std::map<base::Timestamp, domain::Candle> closed_;  // By opening time; the newest `history_max`.
    std::map<base::Timestamp, domain::Candle> held_;    // Closed, not yet published; at most `history_max`.
    std::optional<base::Timestamp> last_closed_;        // Opening time of the newest published closed candle.
    std::optional<domain::Candle> forming_;
    bool is_history_missing_ = false;  // Asked for, or about to be.
    bool is_fetch_under_way_ = false;
    base::Timestamp ts_fetch_due_{};    // Of the next attempt; while one is under way, the end of our patience.
    base::Timestamp ts_release_due_{};  // Held candles go out then at the latest.
    base::Duration fetch_delay_{};
};

}  // namespace trading::gateway
