#pragma once

#include "services/strategy/core/signal/true_range.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Wilder's average true range, seeded by the mean of the first n true ranges, then atr += (TR - atr)/n. The first
// output is at bar n (0-based).
class AverageTrueRange {
public:
    explicit AverageTrueRange(int period) : mean_(SmoothedMean::wilder(period)) {}

    void update(const Bar& bar) {
        range_.update(bar);
        if (const auto range = range_.value()) mean_.update(*range);
    }

    void reset() { *this = AverageTrueRange{mean_.period()}; }

    [[nodiscard]] std::optional<double> value() const { return ready() ? std::optional{mean_.value()} : std::nullopt; }

    [[nodiscard]] bool ready() const noexcept { return mean_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return mean_.period() + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.range_, self.mean_);
    }

private:
    TrueRange range_;
    SmoothedMean mean_;
};

}  // namespace trading::strategy
