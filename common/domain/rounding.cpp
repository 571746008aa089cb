#include "common/domain/rounding.hpp"

namespace trading::domain {
namespace {

constexpr int kNotionalScale = 12;

base::Result<Price> round_price(const Instrument& instrument, Price price, base::Rounding rounding) {
    return price.value().rounded_to_multiple(instrument.tick_size.value(), rounding).map([](base::Decimal value) {
        return Price{value};
    });
}

}  // namespace

base::Result<Price> floor_to_tick(const Instrument& instrument, Price price) {
    return round_price(instrument, price, base::Rounding::Floor);
}

base::Result<Price> ceil_to_tick(const Instrument& instrument, Price price) {
    return round_price(instrument, price, base::Rounding::Ceiling);
}

base::Result<Quantity> floor_to_lot(const Instrument& instrument, Quantity quantity) {
    return quantity.value()
        .rounded_to_multiple(instrument.lot_size.value(), base::Rounding::Floor)
        .map([](base::Decimal value) { return Quantity{value}; });
}

bool is_on_tick(const Instrument& instrument, Price price) {
    return price.value().is_multiple_of(instrument.tick_size.value());
}

bool is_on_lot(const Instrument& instrument, Quantity quantity) {
    return quantity.value().is_multiple_of(instrument.lot_size.value());
}

base::Result<Notional> notional_of(const Instrument& instrument, Price price, Quantity quantity) {
    const auto contracts = base::multiply(
        quantity.value(), instrument.contract_multiplier, base::Decimal::kMaxScale, base::Rounding::HalfEven
    );
    if (!contracts) return base::failure(contracts.error());
    const auto value = instrument.contract_kind == ContractKind::Inverse
                           ? contracts->rounded(kNotionalScale, base::Rounding::HalfEven)
                           : base::multiply(*contracts, price.value(), kNotionalScale, base::Rounding::HalfEven);
    return value.map([](base::Decimal exact) { return Notional{exact}; });
}

}  // namespace trading::domain
