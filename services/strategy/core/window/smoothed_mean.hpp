#pragma once

#include "common/base/assert.hpp"

namespace trading::strategy {

// An exponential mean that begins as the plain mean of its first n values: e += weight * (x - e) after it. Weight
// 2/(n+1) is the usual exponential average, 1/n is Wilder's. `FirstValue` begins with the first value instead.
class SmoothedMean {
public:
    enum class Seed { MeanOfFirst, FirstValue };

    struct Options {
        int period = 1;
        double weight = 1;
        Seed seed = Seed::MeanOfFirst;
    };

    explicit SmoothedMean(Options options) : options_(options) { TRADING_ASSERT(options.period > 0); }

    [[nodiscard]] static SmoothedMean exponential(int period, Seed seed = Seed::MeanOfFirst) {
        return SmoothedMean{{.period = period, .weight = 2.0 / (period + 1.0), .seed = seed}};
    }

    [[nodiscard]] static SmoothedMean wilder(int period) {
        return SmoothedMean{{.period = period, .weight = 1.0 / period}};
    }

    void update(double value) {
        if (count_ >= options_.period || (count_ > 0 && options_.seed == Seed::FirstValue)) {
            mean_ += options_.weight * (value - mean_);
            if (count_ < options_.period) ++count_;
            return;
        }
        ++count_;
        sum_ += value;
        mean_ = sum_ / count_;
    }

    // The mean of what was seen; meaningful once ready.
    [[nodiscard]] double value() const noexcept { return mean_; }
    [[nodiscard]] bool is_ready() const noexcept { return count_ >= options_.period; }
    [[nodiscard]] int period() const noexcept { return options_.period; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.period, self.options_.weight, self.options_.seed);
        visit(self.count_, self.sum_, self.mean_);
    }

private:
    Options options_;
    int count_ = 0;  // Values seen, up to the period.
    double sum_ = 0;
    double mean_ = 0;
};

}  // namespace trading::strategy
