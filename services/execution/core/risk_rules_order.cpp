#include "services/execution/core/risk_rules.hpp"

#include "common/base/planted_defect.hpp"
#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

namespace trading::execution::rules {

using domain::DenyReason;
using domain::OrderType;
using domain::Price;
using domain::Quantity;
using domain::Side;

namespace {

constexpr int kScale = 12;

Outcome deny(DenyReason reason, std::string detail) { return Denied{reason, std::move(detail)}; }

std::string milliseconds(base::Duration duration) {
    return fmt::format("{}ms", std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

bool is_on_tick(const Case& it, const std::optional<Price>& price) {
    return !price || (price->is_positive() && domain::is_on_tick(it.market->instrument, *price));
}

// base x (1 + ratio), or (1 - ratio) for a negative sign; absent when it does not fit.
std::optional<Price> shifted(Price base_price, domain::Ratio ratio, bool is_up) {
    const auto step = base::multiply(base_price.value(), ratio.value(), kScale, base::Rounding::HalfEven);
    if (!step) return std::nullopt;
    const auto moved = is_up ? base::add(base_price.value(), *step) : base::subtract(base_price.value(), *step);
    return moved ? std::optional{Price{*moved}} : std::nullopt;
}

}  // namespace

std::optional<Price> price_of(const Case& it) {
    return it.intent.limit_price ? it.intent.limit_price : it.market->reference_price();
}

Outcome data_is_fresh(const Case& it) {
    const AccountLimits& limits = *it.view.limits.account;
    if (TRADING_PLANTED_DEFECT("stale_book_trades")) return std::nullopt;
    if (it.market->book_state != domain::FeedState::Fresh) {
        return deny(DenyReason::DataStale, fmt::format("book={}", domain::to_string(it.market->book_state)));
    }
    if (!it.market->ticker || !it.market->reference_price()) return deny(DenyReason::DataStale, "ticker=none");
    const base::Duration book_age = it.now - it.market->ticker->times.ts_received;
    if (book_age > limits.book_age_max && !TRADING_PLANTED_DEFECT("old_quotes_trade")) {
        return deny(
            DenyReason::DataStale,
            fmt::format("book_age={} limit={}", milliseconds(book_age), milliseconds(limits.book_age_max))
        );
    }
    if (it.market->instrument.is_derivative()) {
        if (!it.market->mark_price) return deny(DenyReason::DataStale, "mark_price=none");
        const base::Duration mark_age = it.now - it.market->mark_price->times.ts_received;
        if (mark_age > limits.mark_age_max) {
            return deny(
                DenyReason::DataStale,
                fmt::format("mark_age={} limit={}", milliseconds(mark_age), milliseconds(limits.mark_age_max))
            );
        }
    }
    if (!it.condition.clock_offset) return deny(DenyReason::DataStale, "clock_offset=unknown");
    const base::Duration offset = std::chrono::abs(*it.condition.clock_offset);
    if (TRADING_PLANTED_DEFECT("wrong_clock_trades")) return std::nullopt;
    if (offset <= limits.clock_offset_max) return std::nullopt;
    return deny(
        DenyReason::DataStale,
        fmt::format("clock_offset={} limit={}", milliseconds(offset), milliseconds(limits.clock_offset_max))
    );
}

Outcome quantity_is_valid(const Case& it) {
    const domain::Instrument& instrument = it.market->instrument;
    const Quantity quantity = it.intent.quantity;
    if (TRADING_PLANTED_DEFECT("lots_ignored")) return std::nullopt;
    if (!domain::is_on_lot(instrument, quantity)) {
        return deny(
            DenyReason::QuantityInvalid,
            fmt::format("lot={} quantity={}", instrument.lot_size.to_string(), quantity.to_string())
        );
    }
    if (quantity < instrument.minimum_quantity) {
        return deny(
            DenyReason::QuantityInvalid,
            fmt::format("minimum={} quantity={}", instrument.minimum_quantity.to_string(), quantity.to_string())
        );
    }
    const Quantity largest =
        it.intent.type == OrderType::Market ? instrument.maximum_market_quantity : instrument.maximum_limit_quantity;
    if (largest.is_zero() || quantity <= largest) return std::nullopt;
    return deny(
        DenyReason::QuantityInvalid, fmt::format("maximum={} quantity={}", largest.to_string(), quantity.to_string())
    );
}

Outcome price_is_on_tick(const Case& it) {
    for (const auto& price : {it.intent.limit_price, it.intent.stop_price, it.intent.take_profit_price}) {
        if (is_on_tick(it, price)) continue;
        return deny(
            DenyReason::QuantityInvalid,
            fmt::format("tick={} price={}", it.market->instrument.tick_size.to_string(), price->to_string())
        );
    }
    return std::nullopt;
}

Outcome short_is_possible(const Case& it) {
    if (it.market->instrument.is_derivative() || it.intent.side == Side::Buy) return std::nullopt;
    return deny(DenyReason::ShortNotPossible, it.intent.instrument_id.value());
}

Outcome stop_is_present(const Case& it) {
    if (!it.intent.stop_price) return deny(DenyReason::StopMissing, "stop_price=none");
    const bool is_buy = it.intent.side == Side::Buy;
    const Price entry = *price_of(it);
    const Price stop = *it.intent.stop_price;
    if (is_buy ? stop >= entry : stop <= entry) {
        return deny(
            DenyReason::StopMissing, fmt::format("entry={} stop={} wrong side", entry.to_string(), stop.to_string())
        );
    }
    if (!it.intent.take_profit_price) return std::nullopt;
    const Price target = *it.intent.take_profit_price;
    if (is_buy ? target > entry : target < entry) return std::nullopt;
    return deny(
        DenyReason::StopMissing,
        fmt::format("entry={} take_profit={} wrong side", entry.to_string(), target.to_string())
    );
}

Outcome price_is_near(const Case& it) {
    if (!it.intent.limit_price) return std::nullopt;
    const Price reference = *it.market->reference_price();
    const domain::Ratio limit = it.instrument_limits->price_deviation_max;
    const auto lowest = shifted(reference, limit, false);
    const auto highest = shifted(reference, limit, true);
    if (lowest && highest && *it.intent.limit_price >= *lowest && *it.intent.limit_price <= *highest) {
        return std::nullopt;
    }
    return deny(
        DenyReason::PriceTooFar,
        fmt::format(
            "limit={} reference={} price={}",
            limit.to_string(),
            reference.to_string(),
            it.intent.limit_price->to_string()
        )
    );
}

Outcome price_is_inside_collar(const Case& it) {
    if (!it.intent.limit_price) return std::nullopt;
    const bool is_buy = it.intent.side == Side::Buy;
    auto bound = shifted(*it.market->valuation_price(), it.instrument_limits->collar, is_buy);
    if (!bound) return deny(DenyReason::PriceOutsideCollar, "collar=out_of_range");
    if (it.market->price_limit) {
        const auto& venue_bound = is_buy ? it.market->price_limit->highest_buy : it.market->price_limit->lowest_sell;
        if (venue_bound) bound = is_buy ? std::min(*bound, *venue_bound) : std::max(*bound, *venue_bound);
    }
    const Price price = *it.intent.limit_price;
    if (is_buy ? price <= *bound : price >= *bound) return std::nullopt;
    return deny(
        DenyReason::PriceOutsideCollar, fmt::format("limit={} price={}", bound->to_string(), price.to_string())
    );
}

Outcome notional_is_allowed(const Case& it) {
    const domain::Notional limit = it.instrument_limits->order_notional_max;
    const auto notional = domain::notional_of(it.market->instrument, *price_of(it), it.intent.quantity);
    if (notional && *notional <= limit) return std::nullopt;
    if (TRADING_PLANTED_DEFECT("order_limit_ignored")) return std::nullopt;
    return deny(
        DenyReason::NotionalExceedsMax,
        fmt::format("limit={} notional={}", limit.to_string(), notional ? notional->to_string() : "out_of_range")
    );
}

Outcome market_trades_enough(const Case& it) {
    const auto minute = it.market->minute_notional();
    if (!minute) return deny(DenyReason::DataStale, "minute_notional=unknown");
    const auto limit = base::multiply(
        minute->value(), it.instrument_limits->minute_share_max.value(), kScale, base::Rounding::Down
    );
    const auto notional = domain::notional_of(it.market->instrument, *price_of(it), it.intent.quantity);
    if (limit && notional && notional->value() <= *limit) return std::nullopt;
    return deny(
        DenyReason::VolumeTooThin,
        fmt::format(
            "limit={} of {} a minute notional={}",
            it.instrument_limits->minute_share_max.to_string(),
            minute->to_string(),
            notional ? notional->to_string() : "out_of_range"
        )
    );
}

Outcome position_exists(const Case& it) {
    const domain::Position* position = it.view.positions.find(it.intent.instrument_id);
    if (position == nullptr || position->quantity.is_zero()) return deny(DenyReason::NothingToExit, "position=0");
    if (position->strategy_id == it.intent.strategy_id) return std::nullopt;
    return deny(DenyReason::NothingToExit, fmt::format("owner={}", position->strategy_id.value()));
}

// A stop on the wrong side of the market would fire at once, or be refused and leave nothing.
Outcome stop_can_rest(const Case& it) {
    const auto reference = it.market->valuation_price();
    if (!reference) return std::nullopt;
    const bool is_long = it.view.positions.quantity(it.intent.instrument_id).is_positive();
    const Price stop = *it.intent.stop_price;
    if (is_long ? stop < *reference : stop > *reference) return std::nullopt;
    return deny(
        DenyReason::StopMissing, fmt::format("price={} stop={} wrong side", reference->to_string(), stop.to_string())
    );
}

Outcome cut_to_position(const Case& it) {
    if (auto denied = position_exists(it)) return denied;
    // A resting sell beside the stop could sell the same coins twice; a derivative's orders are reduce-only.
    const bool rests =
        it.intent.type != OrderType::Market && it.intent.time_in_force != domain::TimeInForce::ImmediateOrCancel;
    if (it.market->instrument.is_spot() && rests) {
        return deny(DenyReason::IntentMalformed, "a spot exit must not rest in the book");
    }
    const domain::Position& position = *it.view.positions.find(it.intent.instrument_id);
    const bool is_long = position.quantity.is_positive();
    if (is_long == (it.intent.side == Side::Buy)) {
        return deny(DenyReason::NothingToExit, fmt::format("position={} same side", position.quantity.to_string()));
    }
    // What another exit is closing already cannot be closed twice.
    Quantity left = tradable_part(it.market->instrument, position.quantity);
    if (left.is_zero()) return deny(DenyReason::NothingToExit, "dust=" + position.quantity.to_string());
    for (const ManagedOrder* managed : it.view.orders.open_orders()) {
        const domain::Order& order = managed->order;
        if (order.instrument_id != it.intent.instrument_id || order.type == OrderType::Stop) continue;
        if (order.purpose != domain::OrderPurpose::Exit && order.purpose != domain::OrderPurpose::Flatten) continue;
        left = excess(left, managed->outstanding());
    }
    if (left.is_zero()) return deny(DenyReason::NothingToExit, "everything is being closed already");
    it.intent.quantity = std::min(it.intent.quantity, left);
    return std::nullopt;
}

}  // namespace trading::execution::rules
