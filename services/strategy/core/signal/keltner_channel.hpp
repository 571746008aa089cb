#pragma once

#include "services/strategy/core/signal/average_true_range.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"

#include <algorithm>
#include <optional>

namespace trading::strategy {

// Keltner's channel in its present form (Raschke): an exponential mean of the closes, and multiples of the average true
// range around it. The first output is at bar max(n-1, m) (0-based).
class KeltnerChannel {
public:
    struct Options {
        int period = 20;
        double ranges = 2;
        int range_period = 10;
    };

    struct Value {
        double lower = 0;
        double middle = 0;
        double upper = 0;

        bool operator==(const Value&) const = default;
    };

    explicit KeltnerChannel(Options options)
        : options_(options), middle_(SmoothedMean::exponential(options.period)), range_(options.range_period) {}

    void update(const Bar& bar) {
        middle_.update(bar.close);
        range_.update(bar);
    }

    void reset() { *this = KeltnerChannel{options_}; }

    [[nodiscard]] std::optional<Value> value() const {
        if (!ready()) return std::nullopt;
        const double half_width = options_.ranges * *range_.value();
        return Value{middle_.value() - half_width, middle_.value(), middle_.value() + half_width};
    }

    [[nodiscard]] bool ready() const noexcept { return middle_.is_ready() && range_.ready(); }
    [[nodiscard]] int warmup() const noexcept { return std::max(options_.period, options_.range_period + 1); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.ranges);
        visit(self.middle_, self.range_);
    }

private:
    Options options_;
    SmoothedMean middle_;
    AverageTrueRange range_;
};

}  // namespace trading::strategy
