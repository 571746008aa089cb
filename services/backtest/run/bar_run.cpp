#include "services/backtest/run/bar_run.hpp"

#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

namespace trading::backtest {

using namespace domain;
using execution::exact;

namespace {

// What is known at our side of an unchanged market is never older: rules that fear a silent feed have nothing to do.
constexpr base::Duration kQuoteInterval = std::chrono::seconds{20};
// What is under way at the end of the bars, questions of the reconciliation included, arrives within it.
constexpr base::Duration kLastWords = std::chrono::seconds{5};
constexpr base::Duration kFundingInterval = std::chrono::hours{8};
constexpr std::int64_t kMinutesOfDay = 1440;
constexpr int kVolumeScale = 8;

}  // namespace

BarRun::BarRun(
    RunRules rules, strategy::StrategyCore& strategy, execution::ExecutionCore& execution, RunListener& listener
)
    : rules_(std::move(rules)),
      venue_(rules_.venue),
      strategy_(strategy),
      execution_(execution),
      listener_(listener) {}

base::Result<Price> BarRun::exact_price(double price) const {
    const Instrument& instrument = rules_.venue.instrument;
    const int digits = instrument.tick_size.value().scale();
    const auto value = base::Decimal::from_double(price, digits, base::Rounding::HalfEven);
    if (!value) return base::failure(value.error());
    // The text of a price on a tick reads as the double nearest to it; any other text does not.
    if (!is_on_tick(instrument, Price{*value}) || value->to_double() != price) {
        return base::failure(
            base::ErrorCode::InvalidArgument,
            fmt::format("the price {} is no multiple of the tick size {}", price, instrument.tick_size.to_string())
        );
    }
    return Price{*value};
}

base::Result<BarRun::ExactBar> BarRun::exact_bar(const strategy::Bar& bar) const {
    ExactBar exact;
    const std::pair<double, Price*> prices[] = {
        {bar.open, &exact.open}, {bar.high, &exact.high}, {bar.low, &exact.low}, {bar.close, &exact.close}};
    for (const auto& [number, price] : prices) {
        const auto converted = exact_price(number);
        if (!converted) return base::failure(converted.error());
        *price = *converted;
    }
    const auto volume = base::Decimal::from_double(bar.volume, kVolumeScale, base::Rounding::HalfEven);
    if (!volume) return base::failure(volume.error());
    exact.volume = Quantity{*volume};
    return exact;
}

base::Status BarRun::on_bar(const strategy::Bar& bar) {
    const auto prices = exact_bar(bar);
    if (!prices) return base::failure(prices.error());
    if (!has_started_) {
        volume_ = prices->volume;
        start(bar.ts_open - rules_.interval);
    }
    const base::Duration third = rules_.interval / 3;
    const base::Timestamp ts_close = bar.ts_open + rules_.interval;

    pass(bar.ts_open);
    venue_.jump_to(prices->open, bar.ts_open, reports_);
    if (bar.ts_open.time_since_epoch() % kFundingInterval == base::Duration::zero()) {
        venue_.pay_funding(rules_.funding_rate, bar.ts_open);
    }
    quote(bar.ts_open);

    wait(bar.ts_open + third);
    const bool is_high_first = this->is_high_first(*prices);
    venue_.go_to(is_high_first ? prices->high : prices->low, ts_now_, reports_);
    quote(ts_now_);

    wait(bar.ts_open + third * 2);
    venue_.go_to(is_high_first ? prices->low : prices->high, ts_now_, reports_);
    quote(ts_now_);

    wait(ts_close);
    venue_.go_to(prices->close, ts_close, reports_);
    volume_ = prices->volume;
    quote(ts_close);
    Candle candle;
    candle.instrument_id = rules_.venue.instrument.id;
    candle.interval = rules_.interval;
    candle.ts_open = bar.ts_open;
    candle.open = prices->open;
    candle.high = prices->high;
    candle.low = prices->low;
    candle.close = prices->close;
    candle.volume = prices->volume;
    candle.is_closed = true;
    candle.times = {ts_close, ts_close + rules_.latencies.feed};
    put(ts_close + rules_.latencies.feed, Rank::Market, MarketFact{std::move(candle)});
    listener_.on_equity(ts_close, venue_.equity());
    return {};
}

void BarRun::finish() {
    if (has_started_) pass(ts_now_ + kLastWords);
}

bool BarRun::is_high_first(const ExactBar& bar) const {
    const NetPosition& position = venue_.position();
    if (position.is_flat()) {
        return execution::difference(bar.high, bar.open) < execution::difference(bar.open, bar.low);
    }
    const bool does_high_help = position.quantity().is_positive();
    return does_high_help == (rules_.path == BarPath::Optimistic);
}

// As after a start of all processes on a fresh account, with the venue's answers on their way.
void BarRun::start(base::Timestamp now) {
    has_started_ = true;
    ts_now_ = now;
    const Instrument& instrument = rules_.venue.instrument;
    tell_execution(RecoveredState{}, now);
    tell_execution(execution::InstrumentsLoaded{{instrument}}, now);
    tell_execution(VenueReport{PrivateConnection{true, "connected"}}, now);
    tell_execution(VenueReport{ClockOffset{base::Duration::zero(), base::Duration::zero()}}, now);
    tell_strategy(strategy::RestoredState{}, now);
    put(now, Rank::Market, MarketFact{InstrumentUpdate{instrument, {now, now}}});
    put(now, Rank::Market, MarketFact{FeedStatus{instrument.id, Channel::Book, FeedState::Fresh, "recovered", now}});
    put(now, Rank::Timer, execution::Tick{});
    pass(now + rules_.interval);
    for (ExecutionFact& fact : execution_.current_facts()) {
        tell_strategy(strategy::AccountEvent{std::move(fact)}, ts_now_);
    }
    tell_strategy(strategy::AccountRecovered{}, ts_now_);
}

void BarRun::put(base::Timestamp ts, Rank rank, Event event) {
    events_.emplace(Key{ts, rank, ++sequence_}, std::move(event));
}

void BarRun::pass(base::Timestamp until) {
    while (!events_.empty() && events_.begin()->first.ts < until) {
        const auto next = events_.extract(events_.begin());
        std::visit([&](const auto& known) { happen(next.key().ts, known); }, next.mapped());
    }
    ts_now_ = until;
}

void BarRun::wait(base::Timestamp until) {
    for (base::Timestamp beat = ts_now_ + kQuoteInterval; beat < until; beat += kQuoteInterval) {
        pass(beat);
        quote(beat);
    }
    pass(until);
}

void BarRun::happen(base::Timestamp now, const VenueRequest& request) {
    venue_.on_request(request, now, reports_);
    send(now);
}

void BarRun::happen(base::Timestamp now, const VenueReport& report) { tell_execution(report, now); }

void BarRun::happen(base::Timestamp now, const MarketFact& fact) {
    tell_execution(fact, now);
    tell_strategy(strategy::MarketEvent{fact, false}, now);
}

void BarRun::happen(base::Timestamp now, const execution::Tick& tick) {
    tell_execution(tick, now);
    tell_strategy(strategy::Tick{}, now);
}

// What the venue has said sets out for us.
void BarRun::send(base::Timestamp now) {
    for (VenueReport& report : reports_) put(now + rules_.latencies.response, Rank::FromVenue, std::move(report));
    reports_.clear();
}

void BarRun::quote(base::Timestamp now) {
    send(now);
    const InstrumentId& id = rules_.venue.instrument.id;
    const FactTimes times{now, now + rules_.latencies.feed};
    const Price last = venue_.last_price();
    Ticker ticker;
    ticker.instrument_id = id;
    ticker.last_price = last;
    // A bar shows no quotes: the narrowest that there can be, with what was traded in the bar before.
    ticker.best_bid = BookLevel{last, volume_};
    ticker.best_ask = BookLevel{execution::sum(last, rules_.venue.instrument.tick_size), volume_};
    const std::int64_t bars_of_day = kMinutesOfDay * std::chrono::minutes{1} / rules_.interval;
    const auto day = base::multiply(volume_.value(), base::Decimal{bars_of_day});
    if (day) ticker.volume_24h = Quantity{*day};
    ticker.times = times;
    put(times.ts_received, Rank::Market, MarketFact{std::move(ticker)});
    put(times.ts_received, Rank::Market, MarketFact{MarkPrice{id, last, times}});
    put(times.ts_received, Rank::Timer, execution::Tick{});
}

void BarRun::tell_strategy(const strategy::Input& input, base::Timestamp now) {
    strategy::Outputs outputs;
    strategy_.on_input(input, now, outputs);
    for (strategy::Output& output : outputs) {
        if (const auto* decision = std::get_if<Decision>(&output)) listener_.on_decision(*decision);
        if (auto* intent = std::get_if<OrderIntent>(&output)) {
            tell_execution(execution::IntentReceived{std::move(*intent)}, now);
        }
    }
}

void BarRun::tell_execution(const execution::Input& input, base::Timestamp now) {
    execution::Outputs outputs;
    execution_.on_input(input, now, outputs);
    std::vector<ClientOrderId> sent;
    for (VenueRequest& request : outputs.requests) {
        const auto* place = std::get_if<PlaceOrder>(&request);
        if (place != nullptr && !execution_.may_send(*place)) {
            RequestAnswered held{RequestKind::Place, RequestOutcome::NotSent};
            held.instrument_id = place->order.instrument_id;
            held.client_order_id = place->order.client_order_id;
            held.ts_received = now;
            put(now, Rank::FromVenue, VenueReport{std::move(held)});
            continue;
        }
        if (place != nullptr) sent.push_back(place->order.client_order_id);
        put(now + rules_.latencies.entry, Rank::AtVenue, std::move(request));
    }
    for (const IntentReply& reply : outputs.replies) {
        listener_.on_reply(reply);
        tell_strategy(reply, now);
    }
    for (const execution::Alert& alert : outputs.alerts) listener_.on_alert(alert);
    for (ExecutionFact& fact : outputs.facts) {
        if (const auto* fill = std::get_if<Fill>(&fact)) {
            if (const auto trade = trades_.take(*fill)) listener_.on_trade(*trade);
        }
        tell_strategy(strategy::AccountEvent{std::move(fact)}, now);
    }
    for (ClientOrderId& id : sent) tell_execution(execution::OrderSent{std::move(id)}, now);
}

}  // namespace trading::backtest
