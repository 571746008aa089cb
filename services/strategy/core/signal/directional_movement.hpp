#pragma once

#include "services/strategy/core/signal/true_range.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Wilder's directional movement. +DM = up move if it is the larger one and positive, -DM mirrored; their sums and that
// of the true range begin as the sums over bars 1..n-1 (as TA-Lib does; libraries that take n bars differ by up to 5 %
// at first), then s += x - s/n. DI = 100 sum(DM)/sum(TR), DX = 100 |+DI - -DI|/(+DI + -DI), ADX = Wilder's mean of DX
// seeded by its first n. DI and DX are there from bar n, ADX from bar 2n-1 (0-based). No range gives DI 0; no movement
// keeps the DX before.
class DirectionalMovement {
public:
    struct Direction {
        double plus = 0;   // +DI
        double minus = 0;  // -DI
        double dx = 0;

        bool operator==(const Direction&) const = default;
    };

    struct Value {
        Direction direction;
        double adx = 0;

        bool operator==(const Value&) const = default;
    };

    explicit DirectionalMovement(int period);

    void update(const Bar& bar);
    void reset() { *this = DirectionalMovement{period_}; }

    [[nodiscard]] std::optional<Direction> direction() const;
    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return adx_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return 2 * period_; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.period_);
        visit(self.bars_, self.range_, self.previous_high_, self.previous_low_, self.plus_sum_, self.minus_sum_);
        visit(self.range_sum_, self.direction_.plus, self.direction_.minus, self.direction_.dx, self.adx_);
    }

private:
    void accumulate(double plus, double minus, double range);

    int period_;
    int bars_ = 0;  // Up to period + 1.
    TrueRange range_;
    double previous_high_ = 0;
    double previous_low_ = 0;
    double plus_sum_ = 0;
    double minus_sum_ = 0;
    double range_sum_ = 0;
    Direction direction_;
    SmoothedMean adx_;
};

}  // namespace trading::strategy
