#include "services/gateway/core/candle_keeper.hpp"

#include <algorithm>

namespace trading::gateway {

void CandleKeeper::start(Step& step) { want_history(step); }

void CandleKeeper::want_history(Step& step) {
    if (is_history_missing_) return;
    is_history_missing_ = true;
    if (step.now >= ts_fetch_due_) fetch(step);
}

void CandleKeeper::fetch(Step& step) {
    is_fetch_under_way_ = true;
    ts_fetch_due_ = step.now + options_.fetch_wait;
    step.command(domain::FetchCandles{key_.instrument_id, key_.interval, static_cast<int>(options_.history_max)});
}

void CandleKeeper::schedule_fetch(Step& step) {
    fetch_delay_ = fetch_delay_ == base::Duration::zero() ? options_.fetch_retry_first
                                                          : std::min(fetch_delay_ * 2, options_.fetch_retry_longest);
    ts_fetch_due_ = step.now + fetch_delay_;
}

void CandleKeeper::on_candle(const domain::Candle& candle, FeedWatch& watch, Step& step) {
    watch.on_data(key_, step);
    const bool is_late = last_closed_ && candle.ts_open <= *last_closed_;
    if (is_late || held_.contains(candle.ts_open)) {
        ++step.counters.candles_dropped;
    } else if (candle.is_closed) {
        take_closed(candle, step);
    } else {
        take_forming(candle, step);
    }
}

void CandleKeeper::take_forming(const domain::Candle& candle, Step& step) {
    if (forming_ && candle.ts_open < forming_->ts_open) {
        ++step.counters.candles_dropped;
        return;
    }
    forming_ = candle;
    step.publish(candle);
    // The one before must have closed by now.
    const bool is_hole = last_closed_ && held_.empty() && candle.ts_open > next_open();
    if (is_hole && !is_history_missing_) {
        ++step.counters.candle_holes;
        want_history(step);
    }
}

void CandleKeeper::take_closed(const domain::Candle& candle, Step& step) {
    if (forming_ && forming_->ts_open <= candle.ts_open) forming_.reset();
    const bool continues = last_closed_ && candle.ts_open == next_open();
    if (continues || (!last_closed_ && !is_history_missing_)) {
        fetch_delay_ = {};
        ts_fetch_due_ = {};
        publish_closed(candle, step);
        release_held(step);
        return;
    }
    if (!is_history_missing_) {
        ++step.counters.candle_holes;
        want_history(step);
    }
    if (held_.empty()) ts_release_due_ = step.now + (last_closed_ ? options_.hold_max : options_.first_hold_max);
    held_.emplace(candle.ts_open, candle);
    if (held_.size() > options_.history_max) release_held(step);
}

void CandleKeeper::publish_closed(const domain::Candle& candle, Step& step) {
    last_closed_ = candle.ts_open;
    remember(candle);
    ++step.counters.candles_closed;
    step.publish(candle);
}

void CandleKeeper::remember(const domain::Candle& candle) {
    closed_.emplace(candle.ts_open, candle);
    if (closed_.size() > options_.history_max) closed_.erase(closed_.begin());
}

void CandleKeeper::release_held(Step& step) {
    for (const auto& [ts_open, candle] : held_) {
        if (!last_closed_ || ts_open > *last_closed_) publish_closed(candle, step);
    }
    held_.clear();
}

void CandleKeeper::on_fetched(const std::vector<domain::Candle>& candles, Step& step) {
    is_fetch_under_way_ = false;
    is_history_missing_ = false;
    schedule_fetch(step);  // A hole that the history does not fill must not lead to one question after the other.
    for (const domain::Candle& candle : candles) {
        if (!candle.is_closed) continue;
        if (!last_closed_ || candle.ts_open > *last_closed_) {
            held_.emplace(candle.ts_open, candle);
        } else {
            remember(candle);
        }
    }
    release_held(step);
}

void CandleKeeper::on_fetch_failed(Step& step) {
    if (!is_fetch_under_way_) return;
    is_fetch_under_way_ = false;
    ++step.counters.candle_fetches_failed;
    schedule_fetch(step);
}

void CandleKeeper::on_tick(Step& step) {
    if (is_history_missing_ && step.now >= ts_fetch_due_) {
        if (is_fetch_under_way_) {
            on_fetch_failed(step);
        } else {
            fetch(step);
        }
    }
    if (!held_.empty() && step.now >= ts_release_due_) {
        ++step.counters.candles_held_too_long;
        release_held(step);
    }
}

void CandleKeeper::append_candles(std::vector<domain::MarketFact>& facts) const {
    for (const auto& [ts_open, candle] : closed_) facts.emplace_back(candle);
    if (forming_) facts.emplace_back(*forming_);
}

}  // namespace trading::gateway
