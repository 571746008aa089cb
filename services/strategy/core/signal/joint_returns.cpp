#include "services/strategy/core/signal/joint_returns.hpp"

#include <cmath>

namespace trading::strategy {

std::optional<JointReturns::Pair> JointReturns::update_first(const Bar& bar) {
    take(first_, bar);
    return pair();
}

std::optional<JointReturns::Pair> JointReturns::update_second(const Bar& bar) {
    take(second_, bar);
    return pair();
}

void JointReturns::take(Leg& leg, const Bar& bar) const {
    const bool is_next = leg.close > 0 && bar.ts_open - leg.ts_open == interval_;
    leg.change = is_next && !is_empty(bar, leg.close) ? std::optional{std::log(bar.close / leg.close)} : std::nullopt;
    leg.ts_open = bar.ts_open;
    leg.close = bar.close;
}

std::optional<JointReturns::Pair> JointReturns::pair() const {
    if (first_.ts_open != second_.ts_open || !first_.change || !second_.change) return std::nullopt;
    return Pair{*first_.change, *second_.change};
}

}  // namespace trading::strategy
