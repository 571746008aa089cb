#include "services/simulator/core/crowd.hpp"

#include <algorithm>

namespace trading::simulator {
namespace {

constexpr double kLadderWidth = 0.012;  // How far makers quote, as a fraction of the price...
constexpr double kLadderTicks = 450;    // ...but at least this many ticks, for coarse grids.
constexpr int kStaleActionsMax = 8;     // Per side and step; the rest waits for the next.
constexpr double kSweepChance = 0.35;   // A stale order is traded away rather than pulled.
constexpr double kSmallOrderUsd = 300;
constexpr double kLargeOrderUsd = 30'000;
constexpr double kTakerUsd = 900;
constexpr double kTakerUsdMax = 150'000;
constexpr double kTakerReach = 0.0012;  // How far from fair a taker goes.

double sign_of(domain::Side side) { return side == domain::Side::Buy ? -1.0 : 1.0; }

MarketModel::Asset asset_for(const Market& market) {
    const double start = market.spec.start_price.to_double();
    const std::string& name = market.spec.published.base_currency.value();
    if (name == "BTC") return {start, 1.0, 0.35};
    if (name == "ETH") return {start, 1.15, 0.55};
    return {start, 1.3, 0.8};
}

}  // namespace

Crowd::Crowd(VenueState& state, Matcher& matcher, std::uint64_t seed)
    : state_(state),
      matcher_(matcher),
      asset_of_([&] {
          // Each index is one asset; its markets share it.
          std::vector<std::size_t> assets(state.markets.size());
          std::size_t next = 0;
          for (std::size_t market = 0; market < assets.size(); ++market) {
              const std::size_t index = state.markets[market].index_market;
              assets[market] = index == market ? next++ : 0;
          }
          for (std::size_t market = 0; market < assets.size(); ++market) {
              assets[market] = assets[state.markets[market].index_market];
          }
          return assets;
      }()),
      model_(
          base::mix(seed ^ 0xA11ULL),
          [&] {
              std::vector<MarketModel::Asset> assets;
              for (std::size_t market = 0; market < state.markets.size(); ++market) {
                  if (state.markets[market].index_market == market) assets.push_back(asset_for(state.markets[market]));
              }
              return assets;
          }()
      ),
      random_(base::mix(seed ^ 0xC0DULL)) {}

double Crowd::fair_of(std::size_t market) const {
    return state_.markets[market].is_spot() ? model_.spot(asset_of_[market]) : model_.swap(asset_of_[market]);
}

void Crowd::open_books() {
    for (std::size_t market = 0; market < state_.markets.size(); ++market) {
        const double fair = fair_of(market);
        for (const domain::Side side : {domain::Side::Buy, domain::Side::Sell}) {
            hold_touch(market, side, fair);
            const std::size_t depth = rules_of(model_.regime()).depth;
            while (state_.markets[market].crowd[side == domain::Side::Buy ? 0 : 1].size() < depth) {
                keep_depth(market, side, fair);
            }
        }
    }
}

void Crowd::step() {
    model_.step();
    for (std::size_t market = 0; market < state_.markets.size(); ++market) {
        if (state_.markets[market].spec.published.status == domain::InstrumentStatus::Live) step(market);
    }
}

void Crowd::step(std::size_t market) {
    const double fair = fair_of(market);
    for (const domain::Side side : {domain::Side::Buy, domain::Side::Sell}) {
        sweep_stale(market, side, fair);
        hold_touch(market, side, fair);
        keep_depth(market, side, fair);
    }
    take_sometimes(market, fair);
}

void Crowd::sweep_stale(std::size_t where, domain::Side side, double fair) {
    Market& market = state_.markets[where];
    const double fair_ticks = fair / market.grid.price_of(1.0);
    for (int action = 0; action < kStaleActionsMax; ++action) {
        const BookSlot slot = market.book.best(side);
        if (slot == kNoSlot) return;
        const RestingOrder& best = market.book.at(slot);
        const bool is_stale = (static_cast<double>(best.ticks) - fair_ticks) * sign_of(side) < 0;
        if (!is_stale) return;
        if (best.is_participant() && !random_.chance(kSweepChance)) {
            market.remove_participant(slot);
            market.book_changed(state_.now);
            continue;
        }
        Taker taker;
        taker.side = domain::opposite(side);
        taker.limit_ticks = best.ticks;
        taker.lots = best.lots;
        static_cast<void>(matcher_.take(where, taker));
        ++state_.counters.participant_orders;
    }
}

void Crowd::hold_touch(std::size_t where, domain::Side side, double fair) {
    const Market& market = state_.markets[where];
    const double half = rules_of(model_.regime()).half_spread;
    const std::int64_t best = market.book.best_ticks(side);
    const double gap =
        best == 0 ? 1.0 : (market.grid.price_of(static_cast<double>(best)) - fair) * sign_of(side) / fair;
    if (gap < 2.0 * half) return;
    quote(where, side, fair, half * (0.6 + 0.8 * random_.uniform()));
}

void Crowd::keep_depth(std::size_t where, domain::Side side, double fair) {
    Market& market = state_.markets[where];
    const RegimeRules& rules = rules_of(model_.regime());
    std::vector<BookSlot>& orders = market.crowd[side == domain::Side::Buy ? 0 : 1];
    const bool is_too_deep = orders.size() > rules.depth;
    if (!orders.empty() && (is_too_deep || random_.chance(rules.churn_chance))) {
        market.remove_participant(orders[random_.below(orders.size())]);
        market.book_changed(state_.now);
    }
    if (orders.size() >= rules.depth) return;
    const double width = std::max(kLadderWidth, kLadderTicks * market.grid.price_of(1.0) / fair);
    const double draw = random_.uniform();
    // Dense at the touch, thin far away.
    quote(where, side, fair, rules.half_spread + width * draw * draw);
}

void Crowd::quote(std::size_t where, domain::Side side, double price, double distance) {
    Market& market = state_.markets[where];
    const double quoted = price * (1.0 + sign_of(side) * distance);
    // Rounded away from the fair price, so that a coarse grid does not make makers trade with each other.
    const std::int64_t ticks = market.grid.nearest_ticks(quoted + sign_of(side) * 0.5 * market.grid.price_of(1.0));
    const double draw = random_.uniform();
    const double usd = kSmallOrderUsd + kLargeOrderUsd * draw * draw * draw * (1.0 + 100.0 * distance);
    std::int64_t lots = lots_worth(market, quoted, usd);
    ++state_.counters.participant_orders;
    if (market.book.crosses(side, ticks)) {
        // Whatever stands in the way, a user's order too, is traded with first.
        Taker taker;
        taker.side = side;
        taker.limit_ticks = ticks;
        taker.lots = lots;
        lots = matcher_.take(where, taker).remaining_lots;
        if (lots == 0 || market.book.crosses(side, ticks)) return;
    }
    market.insert_participant(side, ticks, lots);
    market.book_changed(state_.now);
}

void Crowd::take_sometimes(std::size_t where, double fair) {
    const RegimeRules& rules = rules_of(model_.regime());
    if (!random_.chance(rules.taker_chance)) return;
    const Market& market = state_.markets[where];
    // The drift of a trend (0.006 basis points per step) means three buyers to one seller.
    const double lean = std::clamp(0.5 + model_.momentum(asset_of_[where]) * 400'000.0, 0.15, 0.85);
    Taker taker;
    taker.side = random_.chance(lean) ? domain::Side::Buy : domain::Side::Sell;
    const double draw = 1.0 - random_.uniform();
    const double usd = std::min(kTakerUsdMax, kTakerUsd * rules.taker_size * (0.1 + 0.2 / draw));
    taker.lots = lots_worth(market, fair, usd);
    taker.limit_ticks = market.grid.nearest_ticks(fair * (1.0 - sign_of(taker.side) * kTakerReach));
    static_cast<void>(matcher_.take(where, taker));
    ++state_.counters.participant_orders;
}

std::int64_t Crowd::lots_worth(const Market& market, double price, double usd) const {
    const double usd_per_lot =
        static_cast<double>(market.grid.notional_units(market.grid.nearest_ticks(price))) * 1e-10;
    const std::int64_t minimum = market.grid.to_lots(market.spec.published.minimum_quantity.value()).value_or(1);
    return std::max(minimum, static_cast<std::int64_t>(usd / usd_per_lot));
}

}  // namespace trading::simulator
