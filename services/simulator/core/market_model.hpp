#pragma once

#include "common/base/random.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trading::simulator {

// The mood of the whole market. It lasts for a random while and then changes.
enum class Regime {
    Range = 1,  // Prices swing around a level.
    Trend = 2,  // They drift one way.
    Burst = 3,  // They jump about.
    Thin = 4,   // Few orders, wide spreads.
};

// How a regime feels, per market step.
struct RegimeRules {
    double volatility = 0;    // Standard deviation of one step's common return.
    double half_spread = 0;   // Fraction of the price.
    double taker_chance = 0;  // Of a taker per step and market.
    double taker_size = 1;    // Factor.
    std::size_t depth = 0;    // Participants' orders per side.
    double churn_chance = 0;  // Of replacing a random order per step and market.
};

[[nodiscard]] const RegimeRules& rules_of(Regime regime);

// The fair prices behind the books: one common factor and one factor of its own per asset, under changing regimes, with
// a weak pull back to the start so that a long run stays plausible; a swap adds a wandering basis. Doubles are right
// here: these are statistics, and they become prices only when a participant quotes. Uses nothing but + - * /, so it is
// the same on every machine.
class MarketModel {
public:
    struct Asset {
        double start = 0;
        double beta = 1;   // How strongly it follows the common factor.
        double own = 0.5;  // Its own volatility, as a share of the common one.
    };

    MarketModel(std::uint64_t seed, std::vector<Asset> assets);

    // One market step (10 ms at normal speed).
    void step();

    [[nodiscard]] Regime regime() const noexcept { return regime_; }
    [[nodiscard]] double spot(std::size_t asset) const { return prices_[asset].fair; }
    [[nodiscard]] double swap(std::size_t asset) const { return prices_[asset].fair * (1.0 + prices_[asset].basis); }
    // The asset's smoothed recent return per step, for takers who follow it.
    [[nodiscard]] double momentum(std::size_t asset) const { return prices_[asset].momentum; }

private:
    struct State {
        Asset asset;
        double fair = 0;
        double center = 0;  // What a range swings around.
        double basis = 0;
        double momentum = 0;
    };

    void change_regime();

    base::Random random_;
    std::vector<State> prices_;
    Regime regime_ = Regime::Range;
    std::int64_t steps_left_ = 0;
    double drift_ = 0;
};

}  // namespace trading::simulator
