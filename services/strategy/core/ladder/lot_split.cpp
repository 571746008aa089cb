#include "services/strategy/core/ladder/lot_split.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <numeric>

namespace trading::strategy {
namespace {

using Lots = std::vector<std::int64_t>;
__extension__ using Wide = __int128;

constexpr std::int64_t kWeightMax = 1'000'000'000;

// The weights of the levels that there are lots for; those of the others go to the last of them.
Lots weights_for(std::size_t levels, const Lots& weights) {
    Lots used(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(levels));
    const auto last = weights.begin() + static_cast<std::ptrdiff_t>(levels) - 1;
    used.back() = std::accumulate(last, weights.end(), std::int64_t{0});
    return used;
}

// Does level `j` deserve the next lot more than level `i`? Exact, in whole numbers.
bool deserves_more(const Lots& weights, const Lots& given, std::size_t j, std::size_t i) {
    return Wide{weights[j]} * (2 * given[i] + 1) > Wide{weights[i]} * (2 * given[j] + 1);
}

Lots webster(std::int64_t lots, const Lots& weights) {
    const std::int64_t total = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto levels = static_cast<std::int64_t>(weights.size());
    Lots given;
    // No level ends more than `levels` lots below its exact share: start there instead of at nothing.
    for (const std::int64_t weight : weights) {
        const auto share = static_cast<std::int64_t>(Wide{lots} * weight / total);
        given.push_back(std::max<std::int64_t>(0, share - levels));
    }
    for (std::int64_t rest = lots - std::accumulate(given.begin(), given.end(), std::int64_t{0}); rest > 0; --rest) {
        std::size_t best = 0;
        for (std::size_t j = 1; j < weights.size(); ++j) {
            if (deserves_more(weights, given, j, best)) best = j;
        }
        ++given[best];
    }
    return given;
}

// There are at least `minimum` lots for each level, so that the largest always has one to spare.
void raise_to(std::int64_t minimum, Lots& given) {
    for (std::int64_t& level : given) {
        while (level < minimum) {
            auto largest = given.begin();
            for (auto each = given.begin(); each != given.end(); ++each) {
                if (*each >= *largest) largest = each;
            }
            --*largest;
            ++level;
        }
    }
}

}  // namespace

std::optional<Lots> split_lots(std::int64_t lots, const LotSplitRules& rules) {
    TRADING_ASSERT(!rules.weights.empty() && rules.minimum_lots > 0);
    for (const std::int64_t weight : rules.weights) TRADING_ASSERT(weight > 0 && weight <= kWeightMax);
    if (lots < rules.minimum_lots) return std::nullopt;
    const auto levels = std::min<std::int64_t>(std::ssize(rules.weights), lots / rules.minimum_lots);
    Lots given = webster(lots, weights_for(static_cast<std::size_t>(levels), rules.weights));
    raise_to(rules.minimum_lots, given);
    given.resize(rules.weights.size());
    return given;
}

}  // namespace trading::strategy
