#pragma once

#include "services/strategy/core/portfolio/square_matrix.hpp"
#include "services/strategy/core/window/faded_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>
#include <vector>

namespace trading::strategy {

// What is known of the correlation of two instruments.
struct PairCorrelation {
    double correlation = 0;
    double lower = -1;  // Fisher's 95 % interval.
    double upper = 1;
    bool is_known = false;  // Enough bars of both, and not too many missing.

    bool operator==(const PairCorrelation&) const = default;
};

// Correlations of the returns of many instruments over the same closed bars (five minutes, never ticks: trades of two
// instruments do not happen at one time, which makes tick correlations vanish). Exponential covariances around zero of
// returns that are cut at so many deviations; pulled towards the average correlation; repaired to a matrix that can be
// one. A missing return skips its pairs for that bar and is never filled. O(p^2) for each bar and in memory, O(p^3) for
// `matrix()`.
class CorrelationEstimator {
public:
    struct Options {
        std::size_t instruments = 0;
        double half_life = 144;  // Bars: twelve hours of five minutes.
        double cut_deviations = 5;
        int cut_after_bars = 20;  // No deviation is known before.
        double shrinkage = 0.2;   // Towards the average correlation.
        int joint_bars_min = 100;
        double missing_share_max = 0.2;
    };

    explicit CorrelationEstimator(Options options);

    // The returns of one bar, one for each instrument, empty where there was none.
    void update(const std::vector<std::optional<double>>& returns);
    void reset() { *this = CorrelationEstimator{options_}; }

    // Shrunk, before the repair; what the limits of exposure ask.
    [[nodiscard]] PairCorrelation pair(std::size_t first, std::size_t second) const;
    // All of them, positive definite. An unknown pair is zero here.
    [[nodiscard]] SquareMatrix matrix() const;

    [[nodiscard]] bool ready() const;
    [[nodiscard]] int warmup() const noexcept { return options_.joint_bars_min; }
    [[nodiscard]] bool is_known(std::size_t instrument) const;

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.instruments, self.options_.cut_deviations);
        for (auto& each : self.instruments_) visit(each.variance, each.missing, each.bars);
        for (auto& each : self.pairs_) visit(each.first, each.second, each.product, each.bars);
        visit(self.average_);
    }

private:
    struct InstrumentState {
        FadedMean variance;
        FadedMean missing;  // 1 for a bar without a return.
        int bars = 0;
    };

    struct PairState {
        FadedMean first;
        FadedMean second;
        FadedMean product;
        int bars = 0;  // Of both, up to the minimum.
    };

    [[nodiscard]] double cut(const InstrumentState& instrument, double change) const;
    [[nodiscard]] const PairState& state(std::size_t first, std::size_t second) const;
    [[nodiscard]] static double plain_correlation(const PairState& pair);
    [[nodiscard]] double average_correlation() const;

    Options options_;
    std::vector<InstrumentState> instruments_;
    std::vector<PairState> pairs_;  // Of (row, column) with column < row, by rows.
    double average_ = 0;            // Of the plain correlations that are known.
};

}  // namespace trading::strategy
