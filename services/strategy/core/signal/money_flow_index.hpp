#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Money flow index (Quong and Soudack): flow = typical price * volume, positive or negative by the change of the
// typical price (an equal one counts nowhere); 100 P/(P+N) over the last n flows. The first output is at bar n
// (0-based). Without flow 50; TA-Lib gives 0 when P+N < 1, which does not suit small volumes.
class MoneyFlowIndex {
public:
    explicit MoneyFlowIndex(int period, Compatibility compatibility = Compatibility::Native)
        : compatibility_(compatibility), positive_(period), negative_(period) {}

    void update(const Bar& bar);
    void reset() { *this = MoneyFlowIndex{warmup() - 1, compatibility_}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return positive_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(positive_.values().capacity()) + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.compatibility_);
        visit(self.positive_, self.negative_, self.previous_);
    }

private:
    Compatibility compatibility_;
    SlidingSum positive_;
    SlidingSum negative_;
    std::optional<double> previous_;
};

}  // namespace trading::strategy
