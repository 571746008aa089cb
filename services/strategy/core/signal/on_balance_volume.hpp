#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Granville's on-balance volume: plus or minus the volume by the change of the close. It begins at 0, as TA-Lib at the
// first volume. It has no bounds: use differences only. The first output is at bar 0.
class OnBalanceVolume {
public:
    explicit OnBalanceVolume(Compatibility compatibility = Compatibility::Native) : compatibility_(compatibility) {}

    void update(const Bar& bar) {
        if (!previous_close_) {
            sum_ = compatibility_ == Compatibility::TaLib ? bar.volume : 0.0;
        } else if (bar.close > *previous_close_) {
            sum_ += bar.volume;
        } else if (bar.close < *previous_close_) {
            sum_ -= bar.volume;
        }
        previous_close_ = bar.close;
    }

    void reset() { *this = OnBalanceVolume{compatibility_}; }

    [[nodiscard]] std::optional<double> value() const { return ready() ? std::optional{sum_} : std::nullopt; }
    [[nodiscard]] bool ready() const noexcept { return previous_close_.has_value(); }
    [[nodiscard]] int warmup() const noexcept { return 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.compatibility_);
        visit(self.sum_, self.previous_close_);
    }

private:
    Compatibility compatibility_;
    double sum_ = 0;
    std::optional<double> previous_close_;
};

}  // namespace trading::strategy
