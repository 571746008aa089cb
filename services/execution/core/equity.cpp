#include "services/execution/core/equity.hpp"

#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

namespace trading::execution {

using domain::Cash;

namespace {

constexpr int kScale = 8;

bool is_followed(const EquityView& view, const domain::InstrumentId& id) { return view.limits.instruments.count(id) > 0; }

}  // namespace

std::optional<Cash> unrealised_of(const domain::Position& position, const InstrumentMarket& market) {
    if (position.quantity.is_zero()) return Cash{};
    const auto price = market.valuation_price();
    if (!price || !position.average_entry_price) return std::nullopt;
    const auto now = domain::notional_of(market.instrument, *price, position.quantity);
    const auto paid = domain::notional_of(market.instrument, *position.average_entry_price, position.quantity);
    if (!now || !paid) return std::nullopt;
    const auto gain = now->minus(*paid);
    return gain ? std::optional{Cash{gain->value()}} : std::nullopt;
}

std::optional<Cash> value_of(const EquityView& view, const domain::Currency& currency, Cash amount) {
    const domain::Currency& counted_in = view.limits.account->equity_currency;
    if (currency == counted_in || amount.is_zero()) return amount;
    const InstrumentMarket* spot = view.market.find_spot(currency, counted_in);
    if (spot == nullptr || !is_followed(view, spot->instrument.id)) return Cash{};
    const auto price = spot->valuation_price();
    if (!price) return std::nullopt;
    const auto value = base::multiply(amount.value(), price->value(), kScale, base::Rounding::HalfEven);
    return value ? std::optional{Cash{*value}} : std::nullopt;
}

std::optional<Cash> equity_of(const EquityView& view) {
    if (!view.limits.account || !view.ledger.is_open()) return std::nullopt;
    Cash total;
    for (const auto& [currency, balance] : view.ledger.balances()) {
        const auto value = value_of(view, currency, balance.total);
        if (!value) return std::nullopt;
        total = sum(total, *value);
    }
    for (const auto& [id, position] : view.positions.all()) {
        const InstrumentMarket* market = view.market.find(id);
        if (market == nullptr || market->instrument.is_spot() || position.quantity.is_zero()) continue;
        const auto gain = unrealised_of(position, *market);
        if (!gain && is_followed(view, id)) return std::nullopt;
        if (gain) total = sum(total, *gain);
    }
    return total;
}

bool is_leveraged_beyond(domain::Notional gross, Cash equity, domain::Ratio limit) {
    if (!equity.is_positive()) return gross.is_positive();
    const auto allowed = base::multiply(equity.value(), limit.value(), kScale, base::Rounding::Down);
    return !allowed || gross.value() > *allowed;
}

}  // namespace trading::execution
