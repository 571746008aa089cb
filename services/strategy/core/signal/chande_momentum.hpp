#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Chande's momentum oscillator: 100 (U-D)/(U+D) of the gains U and losses D of the closes; `Wilder` smooths them as RSI
// does (so does TA-Lib), `PlainSums` is Chande's own sum of the last n. The first output is at bar n (0-based); 0
// without any movement.
class ChandeMomentum {
public:
    enum class Smoothing { Wilder, PlainSums };

    explicit ChandeMomentum(int period, Smoothing smoothing = Smoothing::Wilder);

    void update(const Bar& bar);
    void reset() { *this = ChandeMomentum{warmup() - 1, smoothing_}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return mean_gain_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return mean_gain_.period() + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.smoothing_);
        visit(self.mean_gain_, self.mean_loss_, self.gains_, self.losses_, self.previous_);
    }

private:
    Smoothing smoothing_;
    SmoothedMean mean_gain_;
    SmoothedMean mean_loss_;
    SlidingSum gains_;
    SlidingSum losses_;
    std::optional<double> previous_;
};

}  // namespace trading::strategy
