#pragma once

#include "common/base/time.hpp"
#include "services/simulator/core/bar.hpp"
#include "services/simulator/core/money.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace trading::simulator {

// One bar in ticks and lots. `value` is the sum of ticks x lots.
struct Candle {
    base::Timestamp open_time{};
    std::int64_t open = 0;
    std::int64_t high = 0;
    std::int64_t low = 0;
    std::int64_t close = 0;
    Wide lots = 0;
    Wide value = 0;

    // Adds a later part of the same period.
    void absorb(const Candle& later);
};

// The candles of one instrument: closed seconds for six hours, closed minutes for thirty days, and the forming candle
// of every bar. Longer bars are summed up from minutes. A period without trades repeats the previous close. One thread.
class CandleStore {
public:
    static constexpr std::size_t kSecondsMax = 6 * 3600;
    static constexpr std::size_t kMinutesMax = 30 * 24 * 60;

    using OnClosed = std::function<void(Bar, const Candle&)>;

    // Starts at `now` (a whole minute is not needed) with history: closed minutes and closed seconds, oldest first,
    // both without gaps and ending at the second of `now`.
    void start(base::Timestamp now, std::deque<Candle> minutes, std::deque<Candle> seconds, std::int64_t last_ticks);

    // Closes every period that ended at or before `now`, shorter bars first. Call before anything else happens at
    // `now`.
    void roll(base::Timestamp now, const OnClosed& on_closed);

    void add_trade(std::int64_t ticks, std::int64_t lots);

    // Includes the running second.
    [[nodiscard]] Candle current(Bar bar) const;

    // Closed candles whose open time is before `before`, newest first, at most `limit`.
    [[nodiscard]] std::vector<Candle> closed_before(Bar bar, base::Timestamp before, std::size_t limit) const;

    // The last 24 hours up to now, as one candle; exact to the minute at its old end.
    [[nodiscard]] Candle day() const;

    // The first open at or after `time`; the oldest known when history is shorter.
    [[nodiscard]] std::int64_t open_at(base::Timestamp time) const;

private:
    void close_second(base::Timestamp next_open, const OnClosed& on_closed);
    void refresh_day();

    std::deque<Candle> seconds_;
    std::deque<Candle> minutes_;
    Candle running_;  // The running second.
    std::array<Candle, 28>
        forming_{};      // By Bar number, without the running second; empty while lots and open are zero.
    Candle closed_day_;  // Closed minutes of the last 24 hours.
};

}  // namespace trading::simulator
