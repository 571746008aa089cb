#include "tests/integration/strategy/strategy_process.hpp"

#include "common/base/random.hpp"
#include "common/codec/envelope_codec.hpp"
#include "common/codec/topics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace trading::test {

using namespace domain;
using namespace strategy;

namespace {

constexpr base::Duration kBar = std::chrono::seconds{1};
constexpr int kHistoryBars = 130;
const AccountId kAccount{"main"};

v1::Envelope envelope_of(const MarketFact& fact) {
    v1::Envelope envelope;
    EXPECT_TRUE(codec::encode(fact, envelope));
    return envelope;
}

v1::Envelope envelope_of(const ExecutionFact& fact) {
    v1::Envelope envelope;
    codec::encode(fact, envelope);
    return envelope;
}

Price to_price(double value) { return Price{base::Decimal::from_double(value, 1, base::Rounding::HalfEven).value()}; }

AdaptiveRsiReentrySettings settings_of_seconds() {
    AdaptiveRsiReentrySettings settings = sample_settings();
    settings.plan.interval = kBar;
    settings.plan.instruments = {kSwap};
    // The machine may be slow; what is tested here is not age.
    settings.data_health = {std::chrono::minutes{1}, std::chrono::minutes{1}, std::chrono::minutes{1}};
    settings.intent_valid_for = std::chrono::seconds{5};
    return settings;
}

StrategyAgent::Options agent_options(const Surroundings& around) {
    StrategyAgent::Options options;
    options.market.facts_endpoint = around.gateway.facts_endpoint();
    options.market.snapshot_endpoint = around.gateway.snapshot_endpoint();
    options.market.prefixes = {codec::instrument_prefix("okx", kSwap)};
    options.market.silence_limit = std::chrono::minutes{1};
    options.execution.facts_endpoint = around.execution.facts_endpoint();
    options.execution.snapshot_endpoint = around.execution.snapshot_endpoint();
    options.execution.prefixes = {codec::execution_prefix(kAccount.value())};
    options.execution.silence_limit = std::chrono::minutes{1};
    options.intents.endpoint = around.receiver->last_endpoint();
    options.intents.resend_interval = std::chrono::milliseconds{50};
    return options;
}

}  // namespace

Surroundings::Surroundings() : gateway(context, clock), execution(context, clock) {
    receiver = std::make_unique<bus::IntentReceiver>(
        bus::IntentReceiver::bind(context, {.endpoint = "tcp://127.0.0.1:*", .socket = {}}).value()
    );
}

Candle Surroundings::candle(base::Timestamp ts_open, double close) const {
    Candle candle;
    candle.instrument_id = kSwap;
    candle.interval = kBar;
    candle.ts_open = ts_open;
    candle.open = to_price(close_);
    candle.close = to_price(close);
    candle.high = std::max(candle.open, candle.close);
    candle.low = std::min(candle.open, candle.close);
    candle.volume = quantity("5");
    candle.is_closed = true;
    candle.times = {ts_open + kBar, clock.now()};
    return candle;
}

void Surroundings::publish(const MarketFact& fact) { gateway.publish(codec::topic_of(fact, "okx"), envelope_of(fact)); }

void Surroundings::say(const ExecutionFact& fact) {
    execution.publish(codec::topic_of(fact, kAccount), envelope_of(fact));
}

void Surroundings::prepare_market() {
    const base::Timestamp now = clock.now();
    const FactTimes times{now, now};
    base::Random random{7};
    AdaptiveRsi rsi{{}};
    ts_next_open_ = base::from_unix_milliseconds(base::to_unix_milliseconds(now)) - kBar * (kHistoryBars + 100);
    std::vector<v1::Envelope> bars;
    const auto add = [&](double close) {
        bars.push_back(envelope_of(candle(ts_next_open_, close)));
        const double level = to_price(close).to_double();
        rsi.update(Bar{ts_next_open_, level, level, level, level, 5});
        close_ = close;
        ts_next_open_ += kBar;
    };
    for (int count = 0; count < kHistoryBars; ++count) add(close_ * std::exp(0.0005 * random.normal()));
    while (rsi.value()->rsi >= rsi.value()->lower - 1) add(close_ * 0.999);
    // The history ends now, so that the next bar can follow it without a hole.
    const base::Duration shift = (now - ts_next_open_) / kBar * kBar;
    for (v1::Envelope& bar : bars) {
        MarketFact fact = codec::decode_market_fact(bar).value();
        std::get<Candle>(fact).ts_open += shift;
        bar = envelope_of(fact);
    }
    ts_next_open_ += shift;
    gateway.set_state(codec::market_topic("okx", kSwap.value(), "candle"), bars);
    const Ticker ticker{
        kSwap,
        to_price(close_),
        quantity("1"),
        BookLevel{to_price(close_ - 0.1), quantity("1")},
        BookLevel{to_price(close_ + 0.1), quantity("1")},
        quantity("1"),
        times};
    const std::vector<MarketFact> facts{
        InstrumentUpdate{swap_instrument(), times},
        FeedStatus{kSwap, Channel::Book, FeedState::Fresh, "recovered", now},
        ticker,
        MarkPrice{kSwap, to_price(close_), times}};
    for (const MarketFact& fact : facts) gateway.set_state(codec::topic_of(fact, "okx"), {envelope_of(fact)});
}

void Surroundings::complete_setup() {
    publish(candle(ts_next_open_, close_ * 1.005));
    ts_next_open_ += kBar;
}

void Surroundings::prepare_account(TradingState state) {
    const std::vector<ExecutionFact> facts{
        RiskState{state, "test", "operator:test", 1, clock.now()},
        Balance{Currency{"USDT"}, cash("10000"), cash("10000"), clock.now()}};
    for (const ExecutionFact& fact : facts) execution.set_state(codec::topic_of(fact, kAccount), {envelope_of(fact)});
}

void Surroundings::serve() {
    gateway.serve();
    execution.serve();
}

StrategyProcess::StrategyProcess(Surroundings& around, const store::DatabaseOptions& database)
    : around_(around),
      log_("strategy", service::LogLevel::Error, around.clock),
      health_(around.clock),
      commands_(8, [this] { wake_.wake(); }),
      core_(make_core(settings_of_seconds())),
      strategy_metrics_(metrics_) {
    auto store = store::StrategyStore::open(database).value();
    RestoredState restored{store.enabled().value(), store.unsettled(around.clock.now()).value(), {}};
    recorder_ = std::make_unique<DecisionRecorder>(
        std::move(store),
        DecisionRecorder::Options{},
        DecisionRecorder::Surroundings{around.clock, log_, health_, wake_}
    );
    agent_ = std::make_unique<StrategyAgent>(
        agent_options(around),
        StrategyAgent::Parts{
            .clock = around.clock,
            .context = around.context,
            .core = *core_,
            .recorder = *recorder_,
            .commands = commands_,
            .wake = wake_,
            .metrics = strategy_metrics_,
            .health = health_,
            .log = log_}
    );
    EXPECT_TRUE(agent_->start(restored));
}

bool StrategyProcess::run_until(const std::function<bool()>& is_done) {
    const base::MonotonicTime deadline = around_.clock.monotonic_now() + std::chrono::seconds{30};
    while (!is_done()) {
        if (around_.clock.monotonic_now() > deadline) return false;
        around_.serve();
        agent_->run_once(-1);
    }
    return true;
}

}  // namespace trading::test
