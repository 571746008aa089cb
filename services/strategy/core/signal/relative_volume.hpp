#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <array>
#include <optional>

namespace trading::strategy {

// The volume of the last bar relative to what this hour of the week usually brings (RVOL). Each of the 168 slots of the
// week (UTC) keeps an exponential mean over the weeks of its mean volume of a bar; a slot that has seen fewer than two
// weeks falls back to the mean of the last day. What is expected never contains the bar itself. Empty when nothing is
// expected. Memory: one day of bars.
class RelativeVolume {
public:
    explicit RelativeVolume(base::Duration interval);

    void update(const Bar& bar);
    void reset() { *this = RelativeVolume{interval_}; }

    [[nodiscard]] std::optional<double> value() const { return ratio_; }
    [[nodiscard]] bool ready() const noexcept { return is_ready_; }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(day_.values().capacity()) + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.interval_);
        for (auto& slot : self.slots_) visit(slot.volume, slot.weeks);
        visit(self.day_, self.hour_, self.hour_volume_, self.hour_bars_, self.ratio_, self.is_ready_);
    }

private:
    struct Slot {
        double volume = 0;  // Of one bar.
        int weeks = 0;
    };

    [[nodiscard]] std::optional<double> expected(std::int64_t hour) const;
    void close_hour();

    static constexpr std::size_t kSlots = 7 * 24;

    base::Duration interval_;
    std::array<Slot, kSlots> slots_{};
    SlidingSum day_;
    std::int64_t hour_ = 0;  // Since 1970.
    double hour_volume_ = 0;
    int hour_bars_ = 0;
    std::optional<double> ratio_;
    bool is_ready_ = false;
};

}  // namespace trading::strategy
