#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Wilder's RSI: 100 U/(U+D) of the smoothed gains U and losses D of the closes, each seeded by the mean of the first n
// changes. The first output is at bar n (0-based). Without any movement: 50, as TA-Lib 0.
class RelativeStrengthIndex {
public:
    explicit RelativeStrengthIndex(int period, Compatibility compatibility = Compatibility::Native)
        : compatibility_(compatibility), gain_(SmoothedMean::wilder(period)), loss_(SmoothedMean::wilder(period)) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double close);
    void reset() { *this = RelativeStrengthIndex{gain_.period(), compatibility_}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return gain_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return gain_.period() + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.gain_, self.loss_, self.previous_);
    }

private:
    Compatibility compatibility_;
    SmoothedMean gain_;
    SmoothedMean loss_;
    std::optional<double> previous_;
};

}  // namespace trading::strategy
