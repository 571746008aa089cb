#include "services/backtest/venue/net_position.hpp"

#include "services/execution/core/exact.hpp"

namespace trading::backtest {

using domain::Cash;
using domain::Price;
using domain::Quantity;
using execution::exact;

namespace {

constexpr int kScale = 12;

base::Decimal product(const base::Decimal& left, const base::Decimal& right) {
    return exact(base::multiply(left, right, kScale, base::Rounding::HalfEven));
}

}  // namespace

Cash NetPosition::profit(Price exit, Quantity signed_quantity) const {
    const Price gain = execution::difference(exit, average_);
    return Cash{product(product(gain.value(), signed_quantity.value()), multiplier_)};
}

Cash NetPosition::unrealised_at(Price price) const { return is_flat() ? Cash{} : profit(price, quantity_); }

Cash NetPosition::apply(domain::Side side, Price price, Quantity quantity) {
    const Quantity change = side == domain::Side::Buy ? quantity : execution::negative(quantity);
    const Quantity before = quantity_;
    quantity_ = execution::sum(before, change);
    if (before.is_zero() || before.is_negative() == change.is_negative()) {
        const Quantity held = execution::magnitude(before);
        const auto cost =
            exact(base::add(product(average_.value(), held.value()), product(price.value(), quantity.value())));
        const Quantity size = execution::magnitude(quantity_);
        average_ = Price{exact(base::divide(cost, size.value(), kScale, base::Rounding::HalfEven))};
        return {};
    }
    const bool is_turned = !quantity_.is_zero() && quantity_.is_negative() != before.is_negative();
    const Cash realised = profit(price, is_turned ? before : execution::negative(change));
    if (quantity_.is_zero()) average_ = Price{};
    if (is_turned) average_ = price;
    return realised;
}

}  // namespace trading::backtest
