#include "services/simulator/core/candle_store.hpp"

#include <algorithm>

namespace trading::simulator {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr base::Duration kLongestPeriod = std::chrono::days{93};

std::size_t index_of(Bar bar) { return static_cast<std::size_t>(bar); }

Candle flat(base::Timestamp open, std::int64_t ticks) { return Candle{open, ticks, ticks, ticks, ticks, 0, 0}; }

auto first_at_or_after(const std::deque<Candle>& candles, base::Timestamp time) {
    return std::lower_bound(candles.begin(), candles.end(), time, [](const Candle& candle, base::Timestamp wanted) {
        return candle.open_time < wanted;
    });
}

}  // namespace

void Candle::absorb(const Candle& later) {
    if (open == 0) {
        const base::Timestamp kept = open_time;
        *this = later;
        open_time = kept;
        return;
    }
    high = std::max(high, later.high);
    low = std::min(low, later.low);
    close = later.close;
    lots += later.lots;
    value += later.value;
}

void CandleStore::start(
    base::Timestamp now, std::deque<Candle> minutes, std::deque<Candle> seconds_back, std::int64_t last_ticks
) {
    minutes_ = std::move(minutes);
    seconds_ = std::move(seconds_back);
    running_ = flat(open_time(Bar::S1, now), last_ticks);
    for (const Bar bar : all_bars()) {
        Candle& candle = forming_[index_of(bar)];
        candle = Candle{};
        candle.open_time = open_time(bar, now);
        const base::Timestamp minute = open_time(Bar::M1, now);
        for (auto from = first_at_or_after(minutes_, candle.open_time); from != minutes_.end(); ++from) {
            candle.absorb(*from);
        }
        const base::Timestamp rest = std::max(candle.open_time, minute);
        for (auto from = first_at_or_after(seconds_, rest); from != seconds_.end(); ++from) candle.absorb(*from);
    }
    refresh_day();
}

void CandleStore::roll(base::Timestamp now, const OnClosed& on_closed) {
    while (running_.open_time + seconds{1} <= now) close_second(running_.open_time + seconds{1}, on_closed);
}

void CandleStore::close_second(base::Timestamp next_open, const OnClosed& on_closed) {
    seconds_.push_back(running_);
    if (seconds_.size() > kSecondsMax) seconds_.pop_front();
    on_closed(Bar::S1, running_);
    for (const Bar bar : all_bars()) {
        if (bar == Bar::S1) continue;
        Candle& candle = forming_[index_of(bar)];
        candle.absorb(running_);
        const base::Timestamp period = open_time(bar, next_open);
        if (period == candle.open_time) continue;
        if (bar == Bar::M1) {
            minutes_.push_back(candle);
            if (minutes_.size() > kMinutesMax) minutes_.pop_front();
            refresh_day();
        }
        on_closed(bar, candle);
        candle = Candle{};
        candle.open_time = period;
    }
    running_ = flat(next_open, running_.close);
}

void CandleStore::add_trade(std::int64_t ticks, std::int64_t lots) {
    if (running_.lots == 0) running_ = flat(running_.open_time, ticks);
    running_.high = std::max(running_.high, ticks);
    running_.low = std::min(running_.low, ticks);
    running_.close = ticks;
    running_.lots += lots;
    running_.value += Wide{ticks} * lots;
}

Candle CandleStore::current(Bar bar) const {
    if (bar == Bar::S1) return running_;
    Candle candle = forming_[index_of(bar)];
    candle.absorb(running_);
    return candle;
}

std::vector<Candle> CandleStore::closed_before(Bar bar, base::Timestamp before, std::size_t limit) const {
    std::vector<Candle> newest_first;
    const std::deque<Candle>& source = bar == Bar::S1 ? seconds_ : minutes_;
    const base::Timestamp forming_open = bar == Bar::S1 ? running_.open_time : forming_[index_of(bar)].open_time;
    const bool is_aligned = open_time(bar, before) == before;
    const base::Timestamp search_end = is_aligned ? before : before + kLongestPeriod;
    for (auto part = std::make_reverse_iterator(first_at_or_after(source, std::min(search_end, forming_open)));
         part != source.rend();
         ++part) {
        if (open_time(bar, part->open_time) >= before) continue;
        // The parts arrive newest first, so each earlier one absorbs what is already there.
        const base::Timestamp period = open_time(bar, part->open_time);
        if (!newest_first.empty() && newest_first.back().open_time == period) {
            Candle earlier = *part;
            earlier.absorb(newest_first.back());
            newest_first.back() = earlier;
        } else {
            if (newest_first.size() == limit) return newest_first;
            newest_first.push_back(*part);
        }
        newest_first.back().open_time = period;
    }
    // The oldest one may lack its beginning, because history starts somewhere.
    if (!newest_first.empty() && newest_first.back().open_time < source.front().open_time) newest_first.pop_back();
    return newest_first;
}

void CandleStore::refresh_day() {
    closed_day_ = Candle{};
    if (minutes_.empty()) return;
    const base::Timestamp from = minutes_.back().open_time + std::chrono::minutes{1} - hours{24};
    closed_day_.open_time = from;
    for (auto minute = first_at_or_after(minutes_, from); minute != minutes_.end(); ++minute) {
        closed_day_.absorb(*minute);
    }
}

Candle CandleStore::day() const {
    Candle day = closed_day_;
    day.absorb(current(Bar::M1));
    return day;
}

std::int64_t CandleStore::open_at(base::Timestamp time) const {
    const auto minute = first_at_or_after(minutes_, time);
    return minute != minutes_.end() ? minute->open : current(Bar::M1).open;
}

}  // namespace trading::simulator
