#include "services/backtest/venue/funding.hpp"

#include "common/domain/rounding.hpp"

namespace trading::backtest {

base::Result<domain::Cash> funding_payment(
    const domain::Instrument& instrument, domain::Quantity position, domain::Price mark_price, domain::Ratio rate
) {
    constexpr int kDigits = 12;
    const auto notional = domain::notional_of(instrument, mark_price, position);
    if (!notional) return base::failure(notional.error());
    const auto owed = base::multiply(notional->value(), rate.value(), kDigits, base::Rounding::HalfEven);
    if (!owed) return base::failure(owed.error());
    return owed->negated().map([](base::Decimal paid) { return domain::Cash{paid}; });
}

}  // namespace trading::backtest
