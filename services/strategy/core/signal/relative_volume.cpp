#include "services/strategy/core/signal/relative_volume.hpp"

#include "common/base/assert.hpp"

#include <algorithm>

namespace trading::strategy {

namespace {

constexpr double kWeekWeight = 0.25;
constexpr int kWeeksNeeded = 2;

int bars_of_a_day(base::Duration interval) {
    TRADING_ASSERT(interval > base::Duration::zero());
    return static_cast<int>(std::max<std::int64_t>(1, std::chrono::hours{24} / interval));
}

}  // namespace

RelativeVolume::RelativeVolume(base::Duration interval) : interval_(interval), day_(bars_of_a_day(interval)) {}

void RelativeVolume::update(const Bar& bar) {
    const std::int64_t hour = std::chrono::floor<std::chrono::hours>(bar.ts_open).time_since_epoch().count();
    if (hour != hour_) close_hour();
    hour_ = hour;
    const auto usual = expected(hour);
    is_ready_ = usual.has_value();
    ratio_ = usual && *usual > 0 ? std::optional{bar.volume / *usual} : std::nullopt;
    hour_volume_ += bar.volume;
    ++hour_bars_;
    day_.update(bar.volume);
}

std::optional<double> RelativeVolume::expected(std::int64_t hour) const {
    const Slot& slot = slots_[static_cast<std::size_t>(hour) % kSlots];
    if (slot.weeks >= kWeeksNeeded) return slot.volume;
    return day_.is_full() ? std::optional{day_.mean()} : std::nullopt;
}

void RelativeVolume::close_hour() {
    if (hour_bars_ > 0) {
        Slot& slot = slots_[static_cast<std::size_t>(hour_) % kSlots];
        const double volume = hour_volume_ / hour_bars_;
        slot.volume = slot.weeks == 0 ? volume : slot.volume + kWeekWeight * (volume - slot.volume);
        slot.weeks = std::min(slot.weeks + 1, kWeeksNeeded);
    }
    hour_volume_ = 0;
    hour_bars_ = 0;
}

}  // namespace trading::strategy
