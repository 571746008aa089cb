#include "services/execution/core/exposure.hpp"

#include "common/base/planted_defect.hpp"
#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Notional;
using domain::Quantity;

namespace {

base::Result<Notional> signed_notional(const InstrumentMarket& market, Quantity quantity) {
    const auto price = market.valuation_price();
    if (!price) return base::failure(base::ErrorCode::NotFound, market.instrument.id.value() + " has no price");
    return domain::notional_of(market.instrument, *price, quantity);
}

// One direction: sum of squares, and the sum, of the magnitudes.
struct Group {
    base::Decimal squares;
    base::Decimal total;
};

constexpr int kSquareScale = 2;

base::Status add_to(Group& group, const Notional& signed_size) {
    const auto size = signed_size.absolute();
    const auto square =
        size ? base::multiply(size->value(), size->value(), kSquareScale, base::Rounding::Up) : size.map([](auto) { return base::Decimal{}; });
    const auto squares = square ? base::add(group.squares, *square) : square;
    const auto total = size ? base::add(group.total, size->value()) : square;
    if (!squares || !total) return base::failure(base::ErrorCode::OutOfRange, "exposure does not fit");
    group.squares = *squares;
    group.total = *total;
    return {};
}

// (1 - r) x sum of squares + r x square of the sum.
base::Result<base::Decimal> together(const Group& group) {
    const auto r = *base::Decimal::from_parts(kAssumedCorrelationTenths, 1);
    const auto rest = *base::Decimal::from_parts(10 - kAssumedCorrelationTenths, 1);
    const auto apart = base::multiply(group.squares, rest, kSquareScale, base::Rounding::Up);
    const auto square = base::multiply(group.total, group.total, kSquareScale, base::Rounding::Up);
    const auto joint = square ? base::multiply(*square, r, kSquareScale, base::Rounding::Up) : square;
    if (!apart || !joint) return base::failure(base::ErrorCode::OutOfRange, "exposure does not fit");
    return base::add(*apart, *joint);
}

}  // namespace

Quantity WorstCase::magnitude_max() const { return std::max(magnitude(longest), magnitude(shortest)); }

bool opens_a_position(const domain::Order& order) noexcept {
    return order.purpose == domain::OrderPurpose::Entry && !order.is_reduce_only;
}

WorstCases worst_cases(const PositionKeeper& positions, const OrderTable& orders) {
    WorstCases cases;
    for (const auto& [id, position] : positions.all()) cases[id] = WorstCase{position.quantity, position.quantity};
    for (const ManagedOrder* managed : orders.exposed_orders()) {
        if (!opens_a_position(managed->order)) continue;
        if (TRADING_PLANTED_DEFECT("risk_ignores_in_flight") && !managed->is_at_venue()) continue;
        WorstCase& worst = cases[managed->order.instrument_id];
        if (managed->order.side == domain::Side::Buy) {
            worst.longest = sum(worst.longest, managed->outstanding());
        } else {
            worst.shortest = difference(worst.shortest, managed->outstanding());
        }
    }
    return cases;
}

base::Status add_order(WorstCases& cases, const domain::OrderIntent& intent) {
    WorstCase& worst = cases[intent.instrument_id];
    const bool is_buy = intent.side == domain::Side::Buy;
    const auto changed = is_buy ? worst.longest.plus(intent.quantity) : worst.shortest.minus(intent.quantity);
    if (!changed) return base::failure(changed.error());
    (is_buy ? worst.longest : worst.shortest) = *changed;
    return {};
}

bool is_correlated_beyond(const AccountExposure& exposure, Notional limit) {
    const auto allowed = base::multiply(limit.value(), limit.value(), kSquareScale, base::Rounding::Down);
    return !allowed || exposure.correlated_squared > *allowed;
}

base::Result<AccountExposure> account_exposure(const WorstCases& cases, const MarketView& market) {
    AccountExposure exposure;
    Group longs;
    Group shorts;
    for (const auto& [id, worst] : cases) {
        if (worst.longest.is_zero() && worst.shortest.is_zero()) continue;
        const InstrumentMarket* known = market.find(id);
        if (known == nullptr) return base::failure(base::ErrorCode::NotFound, id.value() + " is not listed");
        const auto long_notional = signed_notional(*known, worst.longest);
        const auto short_notional = signed_notional(*known, worst.shortest);
        if (!long_notional) return base::failure(long_notional.error());
        if (!short_notional) return base::failure(short_notional.error());
        const auto gross = exposure.gross.plus(std::max(magnitude(*long_notional), magnitude(*short_notional)));
        if (!gross) return base::failure(base::ErrorCode::OutOfRange, "exposure does not fit");
        if (long_notional->is_positive()) {
            if (auto added = add_to(longs, *long_notional); !added) return base::failure(added.error());
        }
        if (short_notional->is_negative()) {
            if (auto added = add_to(shorts, *short_notional); !added) return base::failure(added.error());
        }
        exposure.gross = *gross;
    }
    exposure.net = Notional{std::max(longs.total, shorts.total)};
    const auto long_squared = together(longs);
    const auto short_squared = together(shorts);
    const auto squared = long_squared && short_squared ? base::add(*long_squared, *short_squared) : long_squared;
    if (!short_squared || !squared) return base::failure(base::ErrorCode::OutOfRange, "exposure does not fit");
    exposure.correlated_squared = *squared;
    return exposure;
}

}  // namespace trading::execution
