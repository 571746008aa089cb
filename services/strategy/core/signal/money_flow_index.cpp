#include "services/strategy/core/signal/money_flow_index.hpp"

namespace trading::strategy {

void MoneyFlowIndex::update(const Bar& bar) {
    const double typical = typical_price(bar);
    if (previous_) {
        const double flow = typical * bar.volume;
        positive_.update(typical > *previous_ ? flow : 0.0);
        negative_.update(typical < *previous_ ? flow : 0.0);
    }
    previous_ = typical;
}

std::optional<double> MoneyFlowIndex::value() const {
    if (!ready()) return std::nullopt;
    const double total = positive_.sum() + negative_.sum();
    if (compatibility_ == Compatibility::TaLib && total < 1) return 0.0;
    return total > 0 ? 100 * positive_.sum() / total : 50.0;
}

}  // namespace trading::strategy
