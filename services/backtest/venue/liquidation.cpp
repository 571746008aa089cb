#include "services/backtest/venue/liquidation.hpp"

#include "common/base/assert.hpp"
#include "services/execution/core/exact.hpp"

namespace trading::backtest {

using domain::Cash;
using domain::Price;
using execution::exact;

namespace {

constexpr int kScale = 12;

base::Decimal product(const base::Decimal& left, const base::Decimal& right) {
    return exact(base::multiply(left, right, kScale, base::Rounding::HalfEven));
}

}  // namespace

Cash margin_balance(const NetPosition& position, Cash cash, Price mark) {
    return execution::sum(cash, position.unrealised_at(mark));
}

Cash maintenance_margin(const NetPosition& position, domain::Ratio rate, Price mark) {
    const base::Decimal size = product(execution::magnitude(position.quantity()).value(), position.multiplier());
    return Cash{product(product(mark.value(), size), rate.value())};
}

bool is_liquidated(const NetPosition& position, Cash cash, domain::Ratio rate, Price mark) {
    if (position.is_flat()) return false;
    return margin_balance(position, cash, mark) <= maintenance_margin(position, rate, mark);
}

Price bankruptcy_price(const NetPosition& position, Cash cash) {
    TRADING_ASSERT(!position.is_flat());
    const base::Decimal size = product(position.quantity().value(), position.multiplier());
    const Price room{exact(base::divide(cash.value(), size, kScale, base::Rounding::HalfEven))};
    return execution::difference(position.average_entry_price(), room);
}

}  // namespace trading::backtest
