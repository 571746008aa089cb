#include "tests/property/codec/random_values.hpp"

#include <array>
#include <limits>

namespace trading::test {

base::Decimal RandomValues::decimal() {
    constexpr std::array<std::int64_t, 7> kEdges{
        std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min(),
        0,
        1,
        -1,
        999'999'999'999,
        1'000'000'000'000'000'000,
    };
    const auto coefficient =
        below(4) == 0 ? kEdges[below(kEdges.size())] : static_cast<std::int64_t>(random_.next() >> below(64));
    return *base::Decimal::from_parts(coefficient, static_cast<int>(below(base::Decimal::kMaxScale + 1)));
}

base::Decimal RandomValues::mild_decimal() {
    constexpr std::uint64_t kSpan = 2'000'000'000;
    const auto coefficient = static_cast<std::int64_t>(below(kSpan)) - static_cast<std::int64_t>(kSpan / 2);
    return *base::Decimal::from_parts(coefficient, static_cast<int>(below(10)));
}

std::string RandomValues::text(bool may_be_empty) {
    static constexpr std::array<const char*, 6> kTexts{
        "BTC-USDT-SWAP", "a", "0", "größer als nötig", "with \"quotes\", {braces} and\nlines", "长"};
    if (may_be_empty && below(4) == 0) return {};
    return std::string{kTexts[below(kTexts.size())]}.append(std::to_string(below(1000)));
}

base::Timestamp RandomValues::time() { return base::from_unix_nanoseconds(static_cast<std::int64_t>(random_.next())); }

domain::FactTimes RandomValues::times() { return {.ts_event = time(), .ts_received = time()}; }

domain::BookLevel RandomValues::level() {
    return {.price = domain::Price{mild_decimal()}, .quantity = domain::Quantity{mild_decimal()}};
}

void RandomValues::draw(domain::Instrument& value) {
    draw_id(value.id);
    value.kind = pick<domain::InstrumentKind>(3);
    value.contract_kind = pick<domain::ContractKind>(3);
    value.status = pick<domain::InstrumentStatus>(6);
    draw_id(value.base_currency, true);
    draw_id(value.quote_currency, true);
    draw_id(value.settle_currency, true);
    do draw_amount(value.tick_size);
    while (!value.tick_size.is_positive());
    do draw_amount(value.lot_size);
    while (!value.lot_size.is_positive());
    draw_amount(value.minimum_quantity);
    draw_amount(value.maximum_limit_quantity);
    draw_amount(value.maximum_market_quantity);
    value.contract_multiplier = decimal();
    draw_amount(value.maximum_leverage);
    value.venue_numeric_id.reset();
    if (coin()) value.venue_numeric_id = static_cast<std::int64_t>(random_.next());
    value.ts_listed = time();
    value.ts_event = time();
}

void RandomValues::draw(domain::InstrumentUpdate& value) {
    draw(value.instrument);
    value.times = times();
}

void RandomValues::draw(domain::BookUpdate& value) {
    draw_id(value.instrument_id);
    value.is_snapshot = coin();
    value.bids.clear();
    value.asks.clear();
    for (std::uint64_t count = below(30); count > 0; --count) value.bids.push_back(level());
    for (std::uint64_t count = below(30); count > 0; --count) value.asks.push_back(level());
    value.venue_sequence = static_cast<std::int64_t>(random_.next());
    value.times = times();
}

void RandomValues::draw(domain::Trade& value) {
    draw_id(value.instrument_id);
    draw_id(value.trade_id);
    draw_amount(value.price);
    draw_amount(value.quantity);
    value.side = pick<domain::Side>(2);
    value.match_count = static_cast<std::int64_t>(below(1000));
    value.times = times();
}

void RandomValues::draw(domain::Ticker& value) {
    draw_id(value.instrument_id);
    draw_mild(value.last_price);
    draw_mild(value.last_quantity);
    value.best_bid = coin() ? std::optional{level()} : std::nullopt;
    value.best_ask = coin() ? std::optional{level()} : std::nullopt;
    draw_amount(value.volume_24h);
    value.times = times();
}

void RandomValues::draw(domain::Candle& value) {
    draw_id(value.instrument_id);
    value.interval = base::Duration{1 + static_cast<std::int64_t>(below(1'000'000'000'000))};
    value.ts_open = time();
    draw_mild(value.open);
    draw_mild(value.high);
    draw_mild(value.low);
    draw_mild(value.close);
    draw_amount(value.volume);
    value.is_closed = coin();
    value.times = times();
}

void RandomValues::draw(domain::MarkPrice& value) {
    draw_id(value.instrument_id);
    draw_amount(value.price);
    value.times = times();
}

void RandomValues::draw(domain::FundingRate& value) {
    draw_id(value.instrument_id);
    draw_amount(value.rate);
    value.ts_funding = time();
    value.ts_next_funding = time();
    value.times = times();
}

void RandomValues::draw(domain::PriceLimit& value) {
    draw_id(value.instrument_id);
    value.highest_buy = coin() ? std::optional{domain::Price{mild_decimal()}} : std::nullopt;
    value.lowest_sell = coin() ? std::optional{domain::Price{mild_decimal()}} : std::nullopt;
    value.times = times();
}

void RandomValues::draw(domain::FeedStatus& value) {
    draw_id(value.instrument_id, true);
    value.channel = pick<domain::Channel>(9);
    value.state = pick<domain::FeedState>(3);
    value.reason = text(true);
    value.ts_changed = time();
}

void RandomValues::draw(domain::VenueStatus& value) {
    value.title = text(true);
    value.state = text(false);
    value.ts_begin = time();
    value.ts_end = time();
    value.times = times();
}

void RandomValues::draw(domain::Order& value) {
    draw_id(value.client_order_id, true);
    draw_id(value.venue_order_id, !value.client_order_id.empty());
    draw_id(value.intent_id, true);
    draw_id(value.strategy_id, true);
    draw_id(value.instrument_id);
    value.purpose = pick<domain::OrderPurpose>(5);
    value.side = pick<domain::Side>(2);
    value.type = pick<domain::OrderType>(4);
    value.time_in_force = pick<domain::TimeInForce>(3);
    value.is_reduce_only = coin();
    draw_amount(value.limit_price);
    draw_amount(value.trigger_price);
    draw_amount(value.take_profit_price);
    draw_amount(value.quantity);
    draw_amount(value.filled_quantity);
    draw_amount(value.average_fill_price);
    value.status = pick<domain::OrderStatus>(10);
    value.reason = text(true);
    value.version = static_cast<std::int64_t>(random_.next());
    value.ts_created = time();
    value.ts_expires = time();
    value.ts_amend_expires = time();
    value.ts_event = time();
}

void RandomValues::draw(domain::OrderEvent& value) {
    draw(value.order);
    value.previous_status = pick<domain::OrderStatus>(10);
}

void RandomValues::draw(domain::Fill& value) {
    draw_id(value.instrument_id);
    draw_id(value.trade_id);
    draw_id(value.client_order_id, true);
    draw_id(value.venue_order_id, true);
    draw_id(value.strategy_id, true);
    value.purpose = pick<domain::OrderPurpose>(5);
    value.side = pick<domain::Side>(2);
    draw_amount(value.price);
    draw_amount(value.quantity);
    value.liquidity_side = pick<domain::LiquiditySide>(2);
    draw_amount(value.fee);
    draw_id(value.fee_currency, true);
    draw_amount(value.realised_pnl);
    value.times = times();
}

void RandomValues::draw(domain::Position& value) {
    draw_id(value.instrument_id);
    draw_id(value.strategy_id, true);
    draw_amount(value.quantity);
    draw_amount(value.average_entry_price);
    draw_amount(value.realised_pnl);
    draw_amount(value.fees);
    draw_amount(value.stop_price);
    draw_amount(value.protected_quantity);
    value.version = static_cast<std::int64_t>(random_.next());
    value.ts_event = time();
}

void RandomValues::draw(domain::Balance& value) {
    draw_id(value.currency);
    draw_amount(value.total);
    draw_amount(value.available);
    value.ts_event = time();
}

void RandomValues::draw(domain::RiskState& value) {
    value.state = pick<domain::TradingState>(4);
    value.reason = text(true);
    value.actor = text(true);
    value.version = static_cast<std::int64_t>(random_.next());
    value.ts_event = time();
}

void RandomValues::draw(domain::OrderIntent& value) {
    draw_id(value.intent_id);
    draw_id(value.strategy_id);
    draw_id(value.instrument_id);
    draw_id(value.decision_id, true);
    value.kind = pick<domain::IntentKind>(4);
    value.side = pick<domain::Side>(2);
    value.type = pick<domain::OrderType>(4);
    value.time_in_force = pick<domain::TimeInForce>(3);
    draw_amount(value.quantity);
    draw_amount(value.limit_price);
    draw_amount(value.stop_price);
    draw_amount(value.take_profit_price);
    draw_id(value.target_intent_id, true);
    value.reason = text(true);
    value.ts_created = time();
    value.valid_until = base::from_unix_nanoseconds(1 + static_cast<std::int64_t>(random_.next() >> 2U));
}

void RandomValues::draw(domain::IntentReply& value) {
    draw_id(value.intent_id);
    value.verdict = pick<domain::IntentVerdict>(3);
    value.deny_reason.reset();
    if (value.verdict == domain::IntentVerdict::Denied) value.deny_reason = pick<domain::DenyReason>(28);
    value.detail = text(true);
    value.ts_event = time();
}

void RandomValues::draw(domain::ReconciliationReport& value) {
    value.is_equal = coin();
    value.differences = text(true);
    value.ts_event = time();
}

void RandomValues::draw(domain::Decision& value) {
    draw_id(value.decision_id);
    draw_id(value.strategy_id);
    draw_id(value.instrument_id);
    value.outcome = pick<domain::DecisionOutcome>(3);
    value.reason = text(true);
    value.inputs = text(true);
    value.checks.clear();
    for (std::uint64_t count = below(6); count > 0; --count) {
        value.checks.push_back({.check = text(false), .has_passed = coin(), .detail = text(true)});
    }
    draw_id(value.intent_id, true);
    value.ts_event = time();
    value.ts_decided = time();
}

}  // namespace trading::test
