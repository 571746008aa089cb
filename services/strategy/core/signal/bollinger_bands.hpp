#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_moments.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Bollinger's bands: the mean of the last n closes, and k population standard deviations around it. %B says where the
// close is between the bands (0.5 when they have no width); the bandwidth is their distance relative to the middle. The
// first output is at bar n-1 (0-based).
class BollingerBands {
public:
    struct Value {
        double lower = 0;
        double middle = 0;
        double upper = 0;
        double percent_b = 0.5;
        double bandwidth = 0;

        bool operator==(const Value&) const = default;
    };

    BollingerBands(int period, double deviations) : deviations_(deviations), moments_(period) {}

    void update(const Bar& bar) { moments_.update(bar.close); }
    void reset() { *this = BollingerBands{warmup(), deviations_}; }

    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(moments_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.deviations_);
        visit(self.moments_);
    }

private:
    double deviations_;
    SlidingMoments moments_;
};

}  // namespace trading::strategy
