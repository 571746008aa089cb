#pragma once

#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// The correlation of two series of returns by exponential means of x^2, y^2 and xy around zero, with one lambda; seeded
// by the means of the first m products, where the first output is (pair m-1, 0-based). Its 95 % interval is Fisher's:
// atanh(rho) +- 1.96/sqrt(n - 3), n = (1+lambda)/(1-lambda) the pairs that it effectively remembers.
class EwmaCorrelation {
public:
    struct Options {
        double lambda = 0.97;
        int seed_pairs = 60;
    };

    struct Value {
        double correlation = 0;  // 0 if a variance is 0.
        double lower = -1;
        double upper = 1;

        bool operator==(const Value&) const = default;
    };

    explicit EwmaCorrelation(Options options);

    void update(double x, double y);
    void reset() { *this = EwmaCorrelation{options_}; }

    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] double covariance() const noexcept { return product_.value(); }
    [[nodiscard]] double effective_pairs() const noexcept;
    [[nodiscard]] bool ready() const noexcept { return product_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return options_.seed_pairs; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.x_, self.y_, self.product_);
    }

private:
    Options options_;
    SmoothedMean x_;
    SmoothedMean y_;
    SmoothedMean product_;
};

}  // namespace trading::strategy
