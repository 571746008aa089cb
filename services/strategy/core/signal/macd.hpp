#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Moving average convergence and divergence (Appel): line = EMA(fast) - EMA(slow) of the closes, signal = EMA of the
// line seeded by the mean of its first values, histogram = line - signal. `Native`: each average is seeded by its own
// first bars. `TaLib`: the fast one by the bars that end where the slow one's seed ends. The line is there from bar
// slow-1, the whole from bar slow+signal-2 (0-based). Periods in the wrong order are exchanged.
class Macd {
public:
    struct Options {
        int fast_period = 12;
        int slow_period = 26;
        int signal_period = 9;
        Compatibility compatibility = Compatibility::Native;
    };

    struct Value {
        double line = 0;
        double signal = 0;
        double histogram = 0;

        bool operator==(const Value&) const = default;
    };

    explicit Macd(Options options);

    void update(const Bar& bar);
    void reset() { *this = Macd{options_}; }

    [[nodiscard]] std::optional<double> line() const;
    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return signal_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return slow_.period() + signal_.period() - 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.compatibility);
        visit(self.fast_, self.slow_, self.signal_, self.bars_until_fast_);
    }

private:
    Options options_;
    SmoothedMean fast_;
    SmoothedMean slow_;
    SmoothedMean signal_;
    int bars_until_fast_ = 0;
};

}  // namespace trading::strategy
