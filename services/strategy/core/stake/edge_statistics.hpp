#pragma once

#include "common/base/time.hpp"
#include "services/strategy/core/window/ring.hpp"
#include "services/strategy/core/window/snapshot.hpp"

namespace trading::strategy {

// What the last closed trades say about a strategy's edge. An outcome is R: the net profit (fees and funding included)
// in units of the money that was at risk at the entry. The newest weighs most: weights halve each `half_life` trades.
class EdgeStatistics {
public:
    struct Options {
        int trades_max = 300;
        double half_life = 100;      // Trades; 0: all weigh the same.
        double prior_win = 1.2;      // R. The means of wins and losses are pulled towards these ...
        double prior_loss = -1.0;    // R
        double prior_outcomes = 20;  // ... by so many trades' worth.
        double prior_trades = 40;    // The same of the win rate, towards break-even.
    };

    struct Value {
        int trades = 0;
        base::Duration span{};        // From the first to the last of them.
        double mean = 0;              // R
        double variance = 0;          // Unbiased.
        double effective_trades = 0;  // (sum w)^2 / sum w^2
        double t_statistic = 0;       // mean sqrt(effective trades) / deviation
        double win_rate = 0;          // With its prior.
        double payoff = 0;            // Mean win by mean loss, each with its prior.
        double mean_loss = 0;         // R, above zero, with its prior.

        bool operator==(const Value&) const = default;
    };

    explicit EdgeStatistics(Options options);

    void add(base::Timestamp ts_closed, double outcome);
    void reset() { *this = EdgeStatistics{options_}; }

    // O(trades): asked once for each closed trade, not for each bar. All zero without a trade.
    [[nodiscard]] Value value() const;

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.half_life);
        visit(self.outcomes_, self.closed_seconds_);
    }

private:
    Options options_;
    Ring outcomes_;
    Ring closed_seconds_;  // Since 1970.
};

}  // namespace trading::strategy
