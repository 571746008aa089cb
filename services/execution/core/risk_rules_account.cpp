#include "services/execution/core/risk_rules.hpp"

#include "common/base/planted_defect.hpp"
#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"
#include "services/execution/core/exposure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace trading::execution::rules {

using domain::DenyReason;
using domain::Notional;

namespace {

constexpr int kScale = 12;

Outcome deny(DenyReason reason, std::string detail) { return Denied{reason, std::move(detail)}; }

Outcome deny_above(DenyReason reason, const Notional& limit, const Notional& found) {
    return deny(reason, fmt::format("limit={} notional={}", limit.to_string(), found.to_string()));
}

Outcome deny_count(DenyReason reason, std::string_view what, int limit) {
    return deny(reason, fmt::format("{}={} limit={}", what, limit + 1, limit));
}

// Orders in the book or on their way there; stops are counted apart.
int count_open(const Case& it, bool are_stops, bool of_instrument_only) {
    int count = 0;
    it.view.orders.for_each_open([&](const ManagedOrder& managed) {
        if (of_instrument_only && managed.order.instrument_id != it.intent.instrument_id) return;
        if (managed.is_stop() == are_stops) ++count;
    });
    return count;
}

}  // namespace

const WorstCases* cases_with_intent(const Case& it) {
    if (!it.worst_cases->has_value()) {
        WorstCases cases = worst_cases(it.view.positions, it.view.orders);
        if (!add_order(cases, it.intent)) return nullptr;
        *it.worst_cases = std::move(cases);
    }
    return &**it.worst_cases;
}

const base::Result<AccountExposure>& exposure_with_intent(const Case& it) {
    if (!it.exposure->has_value()) {
        const WorstCases* cases = cases_with_intent(it);
        base::Result<AccountExposure> found = base::failure(base::ErrorCode::OutOfRange, "quantity=out_of_range");
        if (cases != nullptr) found = account_exposure(*cases, it.view.market);
        *it.exposure = std::move(found);
    }
    return **it.exposure;
}

Outcome order_is_no_duplicate(const Case& it) {
    const base::Duration window = it.view.limits.account->duplicate_window;
    if (!it.view.history.has_alike(it.intent, it.now - window + base::Duration{1})) return std::nullopt;
    return deny(
        DenyReason::DuplicateOrder,
        fmt::format("window={}ms", std::chrono::duration_cast<std::chrono::milliseconds>(window).count())
    );
}

// The venue would cancel one of the two; which one, and when, is not ours to say.
Outcome order_meets_none_of_ours(const Case& it) {
    const bool is_buy = it.intent.side == domain::Side::Buy;
    const ManagedOrder* met = nullptr;
    it.view.orders.for_each_open([&](const ManagedOrder& managed) {
        const domain::Order& order = managed.order;
        if (order.instrument_id != it.intent.instrument_id || order.side == it.intent.side || managed.is_stop()) return;
        if (!order.limit_price || order.strategy_id.empty()) return;
        const auto& wanted = it.intent.limit_price;
        const bool is_met =
            !wanted || (is_buy ? *order.limit_price <= *wanted : *order.limit_price >= *wanted);
        if (is_met) met = &managed;
    });
    if (met == nullptr) return std::nullopt;
    return deny(
        DenyReason::SelfTrade,
        fmt::format("order={} price={}", met->order.client_order_id.value(), met->order.limit_price->to_string())
    );
}

Outcome position_is_ours_to_grow(const Case& it) {
    const domain::Position* position = it.view.positions.find(it.intent.instrument_id);
    if (position == nullptr || tradable_part(it.market->instrument, position->quantity).is_zero()) return std::nullopt;
    if (position->strategy_id != it.intent.strategy_id) {
        const std::string owner = position->strategy_id.empty() ? "external" : position->strategy_id.value();
        return deny(DenyReason::PositionLimit, fmt::format("owner={}", owner));
    }
    const bool is_long = position->quantity.is_positive();
    if (is_long == (it.intent.side == domain::Side::Buy)) return std::nullopt;
    return deny(DenyReason::PositionLimit, fmt::format("position={} opposite side", position->quantity.to_string()));
}

Outcome position_is_within_limit(const Case& it) {
    if (TRADING_PLANTED_DEFECT("position_limit_ignored")) return std::nullopt;
    const WorstCases* cases = cases_with_intent(it);
    if (cases == nullptr) return deny(DenyReason::PositionLimit, "quantity=out_of_range");
    const auto worst = cases->at(it.intent.instrument_id).magnitude_max();
    const auto notional = domain::notional_of(it.market->instrument, *it.market->valuation_price(), worst);
    if (!notional) return deny(DenyReason::PositionLimit, "notional=out_of_range");
    if (*notional > it.instrument_limits->position_notional_max) {
        return deny_above(DenyReason::PositionLimit, it.instrument_limits->position_notional_max, *notional);
    }
    const auto by_equity = base::multiply(
        it.view.ledger.total(it.market->instrument.settle_currency).value(),
        it.instrument_limits->position_equity_ratio_max.value(),
        kScale,
        base::Rounding::Down
    );
    if (by_equity && *notional <= Notional{*by_equity}) return std::nullopt;
    return deny(
        DenyReason::PositionLimit,
        fmt::format(
            "limit={} of equity notional={}",
            it.instrument_limits->position_equity_ratio_max.to_string(),
            notional->to_string()
        )
    );
}

Outcome instrument_orders_are_few(const Case& it) {
    const int limit = it.instrument_limits->open_orders_max;
    if (count_open(it, false, true) < limit) return std::nullopt;
    return deny_count(DenyReason::OpenOrdersPerInstrument, "open_orders", limit);
}

Outcome exposure_is_within_limit(const Case& it) {
    const AccountLimits& limits = *it.view.limits.account;
    const auto& exposure = exposure_with_intent(it);
    if (!exposure) {
        const bool has_no_price = exposure.error().code == base::ErrorCode::NotFound;
        return deny(has_no_price ? DenyReason::DataStale : DenyReason::ExposureLimit, exposure.error().detail);
    }
    if (exposure->gross > limits.gross_notional_max) {
        return deny_above(DenyReason::ExposureLimit, limits.gross_notional_max, exposure->gross);
    }
    if (exposure->net > limits.net_notional_max) {
        return deny_above(DenyReason::ExposureLimit, limits.net_notional_max, exposure->net);
    }
    if (is_correlated_beyond(*exposure, limits.correlated_notional_max)) {
        return deny(
            DenyReason::ExposureLimit,
            fmt::format(
                "limit={} correlated_squared={}",
                limits.correlated_notional_max.to_string(),
                exposure->correlated_squared.to_string()
            )
        );
    }
    return std::nullopt;
}

Outcome account_orders_are_few(const Case& it) {
    const AccountLimits& limits = *it.view.limits.account;
    if (count_open(it, false, false) >= limits.open_orders_max) {
        return deny_count(DenyReason::OpenOrdersPerAccount, "open_orders", limits.open_orders_max);
    }
    // The entry's stop needs a place too.
    if (count_open(it, true, false) >= limits.open_stops_max) {
        return deny_count(DenyReason::OpenOrdersPerAccount, "open_stops", limits.open_stops_max);
    }
    return std::nullopt;
}

Outcome strategy_is_within_limit(const Case& it) {
    const StrategyLimits& limits = it.view.limits.strategies.at(it.intent.strategy_id);
    std::set<domain::InstrumentId> held;
    for (const auto& [id, position] : it.view.positions.all()) {
        const domain::Instrument* instrument = it.view.market.instrument(id);
        if (position.strategy_id != it.intent.strategy_id || instrument == nullptr) continue;
        if (!tradable_part(*instrument, position.quantity).is_zero()) held.insert(id);
    }
    it.view.orders.for_each_open([&](const ManagedOrder& managed) {
        if (managed.order.strategy_id != it.intent.strategy_id || !opens_a_position(managed.order)) return;
        held.insert(managed.order.instrument_id);
    });
    held.insert(it.intent.instrument_id);
    if (static_cast<int>(held.size()) > limits.open_positions_max) {
        return deny_count(DenyReason::StrategyLimit, "open_positions", limits.open_positions_max);
    }
    const auto day = std::chrono::floor<std::chrono::days>(it.now);
    if (it.view.history.count(it.intent.strategy_id, day) >= limits.entries_per_day_max) {
        return deny_count(DenyReason::StrategyLimit, "entries_per_day", limits.entries_per_day_max);
    }
    const auto hour_ago = it.now - std::chrono::hours{1} + base::Duration{1};
    if (it.view.history.count(it.intent.strategy_id, hour_ago) >= limits.entries_per_hour_max) {
        return deny_count(DenyReason::StrategyLimit, "entries_per_hour", limits.entries_per_hour_max);
    }
    return std::nullopt;
}

Outcome entry_rate_is_allowed(const Case& it) {
    if (TRADING_PLANTED_DEFECT("message_rate_ignored")) return std::nullopt;
    const AccountLimits& limits = *it.view.limits.account;
    const int allowed = limits.messages_per_second_max - limits.messages_reserved;
    if (it.view.rate.messages_in_last_second(it.now) < allowed) return std::nullopt;
    return deny_count(DenyReason::RateLimited, "messages_per_second", allowed);
}

Outcome exit_rate_is_allowed(const Case& it) {
    if (!it.view.limits.account) return std::nullopt;
    const int allowed = it.view.limits.account->messages_per_second_max;
    if (it.view.rate.messages_in_last_second(it.now) < allowed) return std::nullopt;
    return deny_count(DenyReason::RateLimited, "messages_per_second", allowed);
}

}  // namespace trading::execution::rules
