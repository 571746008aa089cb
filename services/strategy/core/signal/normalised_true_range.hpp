#pragma once

#include "services/strategy/core/signal/average_true_range.hpp"

#include <optional>

namespace trading::strategy {

// The average true range in percent of the close: 100 ATR/c. The first output is at bar n (0-based).
class NormalisedTrueRange {
public:
    explicit NormalisedTrueRange(int period) : range_(period) {}

    void update(const Bar& bar) {
        range_.update(bar);
        close_ = bar.close;
    }

    void reset() { *this = NormalisedTrueRange{warmup() - 1}; }

    [[nodiscard]] std::optional<double> value() const {
        const auto range = range_.value();
        return range && close_ > 0 ? std::optional{100 * *range / close_} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return range_.ready(); }
    [[nodiscard]] int warmup() const noexcept { return range_.warmup(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.range_, self.close_);
    }

private:
    AverageTrueRange range_;
    double close_ = 0;
};

}  // namespace trading::strategy
