#include "tests/simulation/crowd.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace trading::simulation {
namespace {

constexpr double kTick = 0.1;
constexpr double kBasisPoint = 1e-4;
constexpr std::array<double, 2> kDistances{0.8 * kBasisPoint, 4 * kBasisPoint};

base::Decimal tenths(std::int64_t count) {
    const auto value = base::Decimal::from_parts(count, 1);
    TRADING_ASSERT(value.has_value());
    return *value;
}

}  // namespace

Crowd::Crowd(Scene& scene, Venue& venue)
    : scene_(scene), venue_(venue), markets_{{{kSpot, 0.0001, 0.05, {}}, {kSwap, 0.1, 8.0, {}}}} {
    volatility_ = kBasisPoint * (2.0 + 8.0 * scene_.draws.uniform(Site::Market, 1));
    drift_ = kBasisPoint * 2.0 * (scene_.draws.uniform(Site::Market, 2) - 0.5);
}

void Crowd::start() {
    for (Market& market : markets_) {
        quote(market);
        take(market);
    }
    scene_.schedule.after(kPause, [this] { step(); });
}

void Crowd::step() {
    if (!is_stopped_) {
        double normal = -6;
        for (int draw = 0; draw < 12; ++draw) normal += scene_.draws.uniform(Site::Market, 3);
        price_ *= 1.0 + drift_ + volatility_ * normal;
    }
    for (Market& market : markets_) {
        quote(market);
        if (!is_stopped_ && scene_.draws.chance(Site::Market, entity_of(market.id), 0.55)) take(market);
    }
    scene_.schedule.after(kPause, [this] { step(); });
}

base::Decimal Crowd::price_at(double factor) const {
    return tenths(static_cast<std::int64_t>(std::llround(price_ * factor / kTick)));
}

base::Decimal Crowd::size_of(const Market& market, double units) {
    const auto lots = std::max<std::int64_t>(1, static_cast<std::int64_t>(units / market.lot));
    const auto size = base::Decimal::from_parts(lots, market.lot < 0.01 ? 4 : 1);
    TRADING_ASSERT(size.has_value());
    return *size;
}

void Crowd::quote(Market& market) {
    for (std::size_t slot = 0; slot < market.orders.size(); ++slot) {
        const bool is_bid = slot < kQuotes;
        const double distance = kDistances[slot % kQuotes];
        const base::Decimal price = price_at(is_bid ? 1 - distance : 1 + distance);
        const double share = 0.3 + scene_.draws.uniform(Site::Market, entity_of(market.id) + 1);
        const base::Decimal size = size_of(market, market.size * share * (slot % kQuotes == 0 ? 1 : 6));
        if (market.orders[slot] != 0) {
            simulator::CancelOrder cancel;
            cancel.account = domain::AccountId{kMakerAccount};
            cancel.instrument = domain::InstrumentId{market.id};
            cancel.order_id = market.orders[slot];
            venue_.apply(cancel);
        }
        simulator::PlaceOrder place;
        place.account = domain::AccountId{kMakerAccount};
        place.instrument = domain::InstrumentId{market.id};
        place.margin_mode = market.id == kSpot ? simulator::MarginMode::Cash : simulator::MarginMode::Cross;
        place.side = is_bid ? domain::Side::Buy : domain::Side::Sell;
        place.size = size;
        place.price = price;
        market.orders[slot] = venue_.apply(place).order_id;
    }
}

void Crowd::take(Market& market) {
    const std::uint64_t entity = entity_of(market.id) + 2;
    const bool buys = scene_.draws.chance(Site::Market, entity, 0.5);
    const double share = 0.05 + 0.9 * scene_.draws.uniform(Site::Market, entity);
    simulator::PlaceOrder place;
    place.account = domain::AccountId{kTakerAccount};
    place.instrument = domain::InstrumentId{market.id};
    place.margin_mode = market.id == kSpot ? simulator::MarginMode::Cash : simulator::MarginMode::Cross;
    place.side = buys ? domain::Side::Buy : domain::Side::Sell;
    place.kind = simulator::OrderKind::ImmediateOrCancel;
    place.size = size_of(market, market.size * share);
    place.price = price_at(buys ? 1.0008 : 0.9992);
    venue_.apply(place);
}

}  // namespace trading::simulation
