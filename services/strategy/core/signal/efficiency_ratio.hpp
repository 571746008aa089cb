#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Kaufman's efficiency ratio with its sign: (c - c_n) / sum of |changes| over the last n changes, in [-1, 1]; 0 when
// the path has no length. The first output is at close n (0-based).
class EfficiencyRatio {
public:
    explicit EfficiencyRatio(int period);

    void update(const Bar& bar) { update(bar.close); }
    void update(double close);
    void reset() { *this = EfficiencyRatio{warmup() - 1}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return closes_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(closes_.capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.closes_, self.path_);
    }

private:
    Ring closes_;
    SlidingSum path_;
};

}  // namespace trading::strategy
