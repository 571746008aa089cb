#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/sliding_extreme.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Lane's stochastic: fast K = 100 (c-LL)/(HH-LL) of the last n bars, slow K and D are plain means of it and of one
// another. A K-smoothing of 1 is the fast stochastic. Slow K is there from bar n+s-2, D from bar n+s+d-3 (0-based). A
// flat window gives 50, as TA-Lib 0.
class StochasticOscillator {
public:
    struct Options {
        int period = 14;
        int k_smoothing = 3;
        int d_smoothing = 3;
        Compatibility compatibility = Compatibility::Native;
    };

    struct Value {
        double k = 0;
        double d = 0;

        bool operator==(const Value&) const = default;
    };

    explicit StochasticOscillator(Options options);

    void update(const Bar& bar);
    void reset() { *this = StochasticOscillator{options_}; }

    [[nodiscard]] std::optional<double> slow_k() const;
    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return d_.is_full(); }
    [[nodiscard]] int warmup() const noexcept;

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.compatibility);
        visit(self.highest_, self.lowest_, self.k_, self.d_);
    }

private:
    Options options_;
    SlidingMaximum highest_;
    SlidingMinimum lowest_;
    SlidingSum k_;
    SlidingSum d_;
};

}  // namespace trading::strategy
