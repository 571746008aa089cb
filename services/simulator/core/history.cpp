#include "services/simulator/core/history.hpp"

#include "common/base/assert.hpp"
#include "common/base/random.hpp"

#include <algorithm>
#include <cmath>

namespace trading::simulator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kSecondVolatility = 0.00016;
constexpr double kMinuteVolatility = 0.0009;
constexpr double kPullHome = 0.0006;  // Per minute, back to the price it must end at: weeks stay plausible.
constexpr double kVolumeUsdPerSecond = 9000;
constexpr std::size_t kFundingRows = 90;  // A month of eight hours each.
constexpr double kFundingHome = 0.0001;
constexpr double kFundingSpread = 0.00004;
constexpr int kFundingScale = 16;

// One period that closes at `close`, whose open is a random step before it.
Candle invent(
    base::Random& random, const Market& market, base::Timestamp open_time, double& close, double step, double usd
) {
    const double open = close * (1.0 - step);
    const double spread = std::abs(close - open) * 0.4 + close * kSecondVolatility * random.uniform();
    Candle candle;
    candle.open_time = open_time;
    candle.open = market.grid.nearest_ticks(open);
    candle.close = market.grid.nearest_ticks(close);
    candle.high = market.grid.nearest_ticks(std::max(open, close) + spread * random.uniform());
    candle.low = market.grid.nearest_ticks(std::min(open, close) - spread * random.uniform());
    const double usd_per_lot = static_cast<double>(market.grid.notional_units(candle.close)) * 1e-10;
    candle.lots =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(usd * (0.2 + 1.6 * random.uniform()) / usd_per_lot));
    candle.value = candle.lots * ((candle.open + candle.close) / 2);
    close = open;
    return candle;
}

// Whole minutes that the seconds make up.
std::deque<Candle> sum_up(const std::deque<Candle>& seconds_back) {
    std::deque<Candle> sums;
    for (const Candle& second : seconds_back) {
        const base::Timestamp minute = open_time(Bar::M1, second.open_time);
        if (sums.empty() || sums.back().open_time != minute) {
            sums.emplace_back();
            sums.back().open_time = minute;
        }
        sums.back().absorb(second);
    }
    return sums;
}

}  // namespace

void write_history(const HistoryOptions& options, Market& market) {
    base::Random random{options.seed};
    const base::Timestamp now_second = open_time(Bar::S1, options.now);
    const base::Timestamp now_minute = open_time(Bar::M1, options.now);
    // Seconds start at a whole minute, so that minutes join them without overlap.
    const base::Timestamp first_second = open_time(Bar::M1, options.now - options.seconds);
    double price = market.grid.price_of(static_cast<double>(market.last_ticks));
    const double home = price;
    std::deque<Candle> seconds_back;
    for (base::Timestamp at = now_second - seconds{1}; at >= first_second; at -= seconds{1}) {
        const double step = kSecondVolatility * random.normal();
        seconds_back.push_front(invent(random, market, at, price, step, kVolumeUsdPerSecond));
    }
    std::deque<Candle> minutes_back = sum_up(seconds_back);
    if (!minutes_back.empty() && minutes_back.back().open_time == now_minute) minutes_back.pop_back();
    const base::Timestamp first_minute = open_time(Bar::M1, options.now - options.minutes);
    for (base::Timestamp at = first_second - minutes{1}; at >= first_minute; at -= minutes{1}) {
        const double step = kMinuteVolatility * random.normal() + kPullHome * (price - home) / home;
        minutes_back.push_front(invent(random, market, at, price, step, 60 * kVolumeUsdPerSecond));
    }
    while (minutes_back.size() > CandleStore::kMinutesMax) minutes_back.pop_front();
    while (seconds_back.size() > CandleStore::kSecondsMax) seconds_back.pop_front();
    market.candles.start(options.now, std::move(minutes_back), std::move(seconds_back), market.last_ticks);
}

void write_funding_history(const HistoryOptions& options, base::Duration interval, Market& market) {
    base::Random random{options.seed};
    for (std::size_t back = kFundingRows; back > 0; --back) {
        const double invented = kFundingHome + kFundingSpread * random.normal();
        const auto rate = base::Decimal::from_double(invented, kFundingScale, base::Rounding::HalfEven);
        TRADING_ASSERT(rate.has_value());
        const base::Timestamp settled = market.funding_time - static_cast<std::int64_t>(back) * interval;
        market.funding_history.push_back({market.id(), *rate, settled});
        market.settled_rate = *rate;
    }
}

}  // namespace trading::simulator
