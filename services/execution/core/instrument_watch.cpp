#include "services/execution/core/instrument_watch.hpp"

#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::InstrumentId;
using domain::Price;

namespace {

constexpr int kScale = 8;

// How far `price` is from `from`, as a fraction of it.
std::optional<domain::Ratio> deviation(Price price, Price from) {
    const auto away = price.minus(from);
    const auto size = away ? away->absolute() : away;
    if (!size || !from.is_positive()) return std::nullopt;
    const auto ratio = base::divide(size->value(), from.value(), kScale, base::Rounding::HalfEven);
    return ratio ? std::optional{domain::Ratio{*ratio}} : std::nullopt;
}

void forget_before(std::deque<base::Timestamp>& times, base::Timestamp start) {
    while (!times.empty() && times.front() < start) times.pop_front();
}

std::string seconds(base::Duration duration) {
    return fmt::format("{}s", std::chrono::duration_cast<std::chrono::seconds>(duration).count());
}

std::string out_of(const domain::Ratio& found, const domain::Ratio& limit, std::string_view what) {
    return fmt::format("{}={} limit={}", what, found.to_string(), limit.to_string());
}

}  // namespace

bool is_in_sight(const InstrumentMarket& market, const AccountLimits& limits, base::Timestamp now) {
    if (market.book_state != domain::FeedState::Fresh || !market.ticker) return false;
    if (now - market.ticker->times.ts_received > limits.book_age_max) return false;
    if (!market.instrument.is_derivative()) return true;
    return market.mark_price && now - market.mark_price->times.ts_received <= limits.mark_age_max;
}

void InstrumentWatch::on_cancel(const InstrumentId& id, base::Timestamp now) { activities_[id].cancels.push_back(now); }

void InstrumentWatch::on_fill(const InstrumentId& id, base::Timestamp now) { activities_[id].fills.push_back(now); }

std::vector<InstrumentWatch::Finding> InstrumentWatch::look(base::Timestamp now) {
    found_.clear();
    for (const auto& [id, limits] : view_.limits.instruments) {
        const InstrumentMarket* market = view_.market.find(id);
        if (market == nullptr) continue;
        Activity& activity = activities_[id];
        look_at_activity(id, activity, now);
        look_at_prices(*market, now);
        look_at_sight(*market, activity, now);
        look_at_liquidation(*market);
    }
    return std::exchange(found_, {});
}

void InstrumentWatch::look_at_activity(const InstrumentId& id, Activity& activity, base::Timestamp now) {
    forget_before(activity.cancels, now - kActivityWindow);
    forget_before(activity.fills, now - kActivityWindow);
    const auto fills = std::max<std::size_t>(activity.fills.size(), 1);
    const auto allowed = fills * static_cast<std::size_t>(view_.limits.instruments.at(id).cancels_per_fill_max);
    if (activity.cancels.size() <= allowed) return;
    found_.push_back(
        {id,
         Remedy::Lock,
         "R07",
         fmt::format("cancels={} fills={} limit={}", activity.cancels.size(), activity.fills.size(), allowed)}
    );
}

void InstrumentWatch::look_at_prices(const InstrumentMarket& market, base::Timestamp now) {
    // Prices that are old are no disorder of the market; R19 sees to them.
    if (!is_in_sight(market, *view_.limits.account, now)) return;
    const InstrumentLimits& limits = view_.limits.instruments.at(market.instrument.id);
    if (market.mark_price) {
        const auto away = deviation(market.ticker->last_price, market.mark_price->price);
        if (away && *away > limits.last_deviation_max) {
            found_.push_back(
                {market.instrument.id, Remedy::Lock, "R20", out_of(*away, limits.last_deviation_max, "last_deviation")}
            );
        }
    }
    if (!market.ticker->best_bid || !market.ticker->best_ask) return;
    const auto middle = market.reference_price();
    const auto wide = market.ticker->best_ask->price.minus(market.ticker->best_bid->price);
    if (!middle || !wide || !middle->is_positive()) return;
    const auto spread = base::divide(wide->value(), middle->value(), kScale, base::Rounding::HalfEven);
    if (spread && domain::Ratio{*spread} > limits.spread_max) {
        found_.push_back(
            {market.instrument.id, Remedy::Lock, "R20", out_of(domain::Ratio{*spread}, limits.spread_max, "spread")}
        );
    }
}

void InstrumentWatch::look_at_sight(const InstrumentMarket& market, Activity& activity, base::Timestamp now) {
    const AccountLimits& limits = *view_.limits.account;
    const domain::Position* position = view_.positions.find(market.instrument.id);
    const bool is_ours = position != nullptr && !position->strategy_id.empty() &&
                         !tradable_part(market.instrument, position->quantity).is_zero();
    if (!is_ours || is_in_sight(market, limits, now)) {
        activity.ts_blind_since = {};
        return;
    }
    if (activity.ts_blind_since == base::Timestamp{}) activity.ts_blind_since = now;
    const base::Duration blind = now - activity.ts_blind_since;
    const std::string words = fmt::format("blind={}", seconds(blind));
    if (blind > limits.blind_cancel_after) {
        found_.push_back({market.instrument.id, Remedy::CancelEntries, "R19", words});
    }
    if (blind > limits.blind_close_after) found_.push_back({market.instrument.id, Remedy::Close, "R19", words});
}

void InstrumentWatch::look_at_liquidation(const InstrumentMarket& market) {
    const AccountLimits& limits = *view_.limits.account;
    const domain::Position* position = view_.positions.find(market.instrument.id);
    if (position == nullptr || !market.instrument.is_derivative() || position->quantity.is_zero()) return;
    // A person's position is left alone.
    if (position->strategy_id.empty()) return;
    const auto mark = market.valuation_price();
    const auto liquidation = view_.venue_positions.liquidation_price(market.instrument.id, position->quantity);
    if (!mark || !liquidation) return;
    const auto distance = liquidation_distance(*mark, *liquidation);
    if (!distance || *distance >= limits.liquidation_reduce_distance) return;
    const bool is_close = *distance < limits.liquidation_close_distance;
    found_.push_back(
        {market.instrument.id,
         is_close ? Remedy::Close : Remedy::CloseHalf,
         "R12",
         out_of(
             *distance,
             is_close ? limits.liquidation_close_distance : limits.liquidation_reduce_distance,
             "liquidation_distance"
         )}
    );
}

}  // namespace trading::execution
