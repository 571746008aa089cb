#include "services/backtest/core/overfitting.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace trading::backtest {
namespace {

struct Sums {
    double count = 0;
    double sum = 0;
    double squares = 0;

    void add(const Sums& other) {
        count += other.count;
        sum += other.sum;
        squares += other.squares;
    }

    // Returns lie around zero: the difference of the squares loses no digits that would matter for a rank.
    [[nodiscard]] double sharpe() const {
        const double mean = sum / count;
        const double variance = squares / count - mean * mean;
        return variance > 0 ? mean / std::sqrt(variance) : 0.0;
    }
};

// One for each block, of one configuration.
using Blocks = std::vector<Sums>;

Blocks blocks_of(const std::vector<double>& returns, std::size_t blocks) {
    const std::size_t length = returns.size() / blocks;
    Blocks result(blocks);
    for (std::size_t index = 0; index < length * blocks; ++index) {
        result[index / length].add({1, returns[index], returns[index] * returns[index]});
    }
    return result;
}

double sharpe_over(const Blocks& blocks, std::uint32_t chosen) {
    Sums sums;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        if ((chosen >> block & 1U) != 0) sums.add(blocks[block]);
    }
    return sums.sharpe();
}

// The relative rank, out of the chosen blocks, of the configuration that is the best in them.
double rank_of_the_best(const std::vector<Blocks>& configurations, std::uint32_t inside, std::uint32_t outside) {
    std::size_t best = 0;
    double best_sharpe = sharpe_over(configurations[0], inside);
    for (std::size_t index = 1; index < configurations.size(); ++index) {
        const double sharpe = sharpe_over(configurations[index], inside);
        if (sharpe <= best_sharpe) continue;
        best = index;
        best_sharpe = sharpe;
    }
    const double chosen = sharpe_over(configurations[best], outside);
    const auto rank = std::count_if(configurations.begin(), configurations.end(), [&](const Blocks& each) {
        return sharpe_over(each, outside) <= chosen;
    });
    return static_cast<double>(rank) / (static_cast<double>(configurations.size()) + 1);
}

}  // namespace

Overfitting overfitting_of(const std::vector<std::vector<double>>& returns, std::size_t blocks) {
    TRADING_ASSERT(returns.size() >= 2);
    TRADING_ASSERT(blocks >= 2 && blocks % 2 == 0 && blocks <= kOverfittingBlocksMax);
    std::vector<Blocks> configurations;
    for (const auto& each : returns) {
        TRADING_ASSERT(each.size() == returns.front().size() && each.size() >= blocks);
        configurations.push_back(blocks_of(each, blocks));
    }
    Overfitting result;
    const std::uint32_t all = (1U << blocks) - 1;
    std::size_t lower_half = 0;
    for (std::uint32_t inside = 0; inside <= all; ++inside) {
        if (static_cast<std::size_t>(std::popcount(inside)) != blocks / 2) continue;
        const double rank = rank_of_the_best(configurations, inside, all & ~inside);
        result.logits.push_back(std::log(rank / (1 - rank)));
        if (result.logits.back() <= 0) ++lower_half;
    }
    result.probability = static_cast<double>(lower_half) / static_cast<double>(result.logits.size());
    return result;
}

}  // namespace trading::backtest
