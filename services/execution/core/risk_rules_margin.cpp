#include "common/domain/rounding.hpp"
#include "services/execution/core/equity.hpp"
#include "services/execution/core/exact.hpp"
#include "services/execution/core/risk_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution::rules {

using domain::DenyReason;
using domain::Notional;
using domain::Price;
using domain::Ratio;

namespace {

constexpr int kScale = 12;
constexpr int kPriceScale = 8;
constexpr int kRatioScale = 8;

Outcome deny(DenyReason reason, std::string detail) { return Denied{reason, std::move(detail)}; }

// The cash that an entry of this notional binds; absent when it does not fit.
std::optional<base::Decimal> margin_of(const Case& it, const Notional& notional) {
    if (it.market->instrument.is_spot()) return notional.value();
    const auto margin =
        base::divide(notional.value(), it.instrument_limits->leverage.value(), kScale, base::Rounding::HalfEven);
    return margin ? std::optional{*margin} : std::nullopt;
}

// Notional of the entries that the venue's free balance does not show yet, in the same currency.
Notional unseen_notional(const Case& it) {
    Notional total;
    it.view.orders.for_each_open([&](const ManagedOrder& managed) {
        if (managed.is_at_venue() || !opens_a_position(managed.order)) return;
        const InstrumentMarket* market = it.view.market.find(managed.order.instrument_id);
        if (market == nullptr || market->instrument.settle_currency != it.market->instrument.settle_currency) return;
        const auto price = managed.order.limit_price ? managed.order.limit_price : market->valuation_price();
        if (!price) return;
        total = sum(total, exact(domain::notional_of(market->instrument, *price, managed.outstanding())));
    });
    return total;
}

// Where the venue would liquidate the order alone, if it were filled at its price on its own margin: for one unit long
// (E - E/L) / (1 - m - f), short (E + E/L) / (1 + m + f); E entry, L leverage, m maintenance, f fee. On cross margin the
// true price is further away. Absent when it does not fit.
std::optional<Price> liquidation_estimate(const Case& it, Price entry) {
    const InstrumentLimits& limits = *it.instrument_limits;
    const auto own = base::divide(entry.value(), limits.leverage.value(), kScale, base::Rounding::Down);
    const auto asked = base::add(limits.maintenance_margin.value(), limits.taker_fee.value());
    if (!own || !asked) return std::nullopt;
    const bool is_long = it.intent.side == domain::Side::Buy;
    const auto left = is_long ? base::subtract(entry.value(), *own) : base::add(entry.value(), *own);
    const auto factor = is_long ? base::subtract(base::Decimal{1}, *asked) : base::add(base::Decimal{1}, *asked);
    const auto price = left && factor ? base::divide(*left, *factor, kPriceScale, base::Rounding::HalfEven) : left;
    return left && factor && price ? std::optional{Price{*price}} : std::nullopt;
}

// The least distance from liquidation that an entry must have: the fixed one, and a multiple of its stop's distance.
std::optional<Ratio> least_distance(const Case& it, Price entry) {
    const AccountLimits& limits = *it.view.limits.account;
    const auto away = liquidation_distance(entry, *it.intent.stop_price);
    if (!away) return std::nullopt;
    const auto multiple = base::multiply(
        away->value(), limits.liquidation_stop_multiple.value(), kRatioScale, base::Rounding::HalfEven
    );
    return multiple ? std::optional{std::max(limits.liquidation_distance_min, Ratio{*multiple})} : std::nullopt;
}

}  // namespace

Outcome leverage_is_within_limit(const Case& it) {
    const Ratio limit = it.view.limits.account->leverage_max;
    if (!it.condition.equity) return deny(DenyReason::DataStale, "equity=unknown");
    const auto& exposure = exposure_with_intent(it);
    if (exposure && !is_leveraged_beyond(exposure->gross, *it.condition.equity, limit)) return std::nullopt;
    return deny(
        DenyReason::LeverageLimit,
        fmt::format(
            "limit={} gross={} equity={}",
            limit.to_string(),
            exposure ? exposure->gross.to_string() : "?",
            it.condition.equity->to_string()
        )
    );
}

Outcome margin_ratio_is_safe(const Case& it) {
    const Ratio limit = it.view.limits.account->margin_ratio_min;
    if (!it.condition.margin_ratio || *it.condition.margin_ratio >= limit) return std::nullopt;
    return deny(
        DenyReason::MarginRatioLow,
        fmt::format("minimum={} margin_ratio={}", limit.to_string(), it.condition.margin_ratio->to_string())
    );
}

Outcome liquidation_is_far(const Case& it) {
    if (it.market->instrument.is_spot()) return std::nullopt;
    const Price entry = *price_of(it);
    const Price mark = *it.market->valuation_price();
    const auto estimate = liquidation_estimate(it, entry);
    const auto least = least_distance(it, entry);
    auto distance = estimate ? liquidation_distance(mark, *estimate) : std::nullopt;
    if (!distance || !least) return deny(DenyReason::LiquidationTooClose, "distance=out_of_range");
    // What we hold already is liquidated where the venue says.
    const domain::InstrumentId& id = it.intent.instrument_id;
    if (const auto price = it.view.venue_positions.liquidation_price(id, it.view.positions.quantity(id))) {
        const auto held = liquidation_distance(mark, *price);
        if (held) distance = std::min(*distance, *held);
    }
    if (*distance >= *least) return std::nullopt;
    return deny(
        DenyReason::LiquidationTooClose,
        fmt::format("minimum={} distance={}", least->to_string(), distance->to_string())
    );
}

Outcome margin_is_sufficient(const Case& it) {
    const domain::Currency& currency = it.market->instrument.settle_currency;
    const auto own = domain::notional_of(it.market->instrument, *price_of(it), it.intent.quantity);
    const auto bound = own ? own->plus(unseen_notional(it)) : own;
    const auto margin = bound ? margin_of(it, *bound) : std::nullopt;
    const auto kept = base::multiply(
        it.view.ledger.total(currency).value(),
        it.view.limits.account->free_margin_ratio_min.value(),
        kScale,
        base::Rounding::Up
    );
    if (!margin || !kept) return deny(DenyReason::MarginInsufficient, "margin=out_of_range");
    const auto free_after = base::subtract(it.view.ledger.available(currency).value(), *margin);
    if (free_after && *free_after >= *kept) return std::nullopt;
    return deny(
        DenyReason::MarginInsufficient,
        fmt::format("minimum={} free_after={}", kept->to_string(), free_after ? free_after->to_string() : "?")
    );
}

}  // namespace trading::execution::rules
