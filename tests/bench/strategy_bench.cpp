#include "tests/support/strategy/strategy_world.hpp"

#include <benchmark/benchmark.h>

#include <cmath>

#include "common/base/random.hpp"

namespace {

using namespace trading;
using namespace trading::domain;
using namespace trading::strategy;
using namespace trading::test;

StrategyWorld warm_world() {
    StrategyWorld world;
    world.make_healthy();
    world.history(kSwap, 130);
    world.quote(kSwap, 60'000);
    world.clear_outputs();
    return world;
}

Price near(double value) { return Price{base::Decimal::from_double(value, 1, base::Rounding::HalfEven).value()}; }

// A closed bar: indicators, every check, and the decision record with its numbers.
void bar_to_decision(benchmark::State& state) {
    auto world = warm_world();
    base::Random random{3};
    Candle candle;
    candle.instrument_id = kSwap;
    candle.interval = std::chrono::minutes{1};
    candle.volume = quantity("5");
    candle.is_closed = true;
    candle.ts_open = world.now() - std::chrono::milliseconds{50};
    base::Timestamp now = world.now();
    double close = world.last_close(kSwap);
    Outputs outputs;
    for (auto step : state) {
        static_cast<void>(step);
        state.PauseTiming();
        now += candle.interval;
        close *= std::exp(0.0005 * random.normal());
        candle.close = near(close);
        candle.open = candle.high = candle.low = candle.close;
        candle.times = {now, now};
        Ticker ticker;
        ticker.instrument_id = kSwap;
        ticker.best_bid = BookLevel{near(close - 0.1), quantity("1")};
        ticker.best_ask = BookLevel{near(close + 0.1), quantity("1")};
        ticker.times = {now, now};
        world.core().on_input(MarketEvent{ticker, false}, now, outputs);
        world.core().on_input(MarketEvent{MarkPrice{kSwap, near(close), {now, now}}, false}, now, outputs);
        const Input input{MarketEvent{candle, false}};
        candle.ts_open += candle.interval;
        outputs.clear();
        state.ResumeTiming();
        world.core().on_input(input, now, outputs);
        benchmark::DoNotOptimize(outputs);
    }
}

void ticker_update(benchmark::State& state) {
    auto world = warm_world();
    Ticker ticker;
    ticker.instrument_id = kSwap;
    ticker.best_bid = BookLevel{price("60000"), quantity("1")};
    ticker.best_ask = BookLevel{price("60000.1"), quantity("1")};
    ticker.times = {world.now(), world.now()};
    const Input input{MarketEvent{ticker, false}};
    Outputs outputs;
    for (auto step : state) {
        static_cast<void>(step);
        world.core().on_input(input, world.now(), outputs);
        benchmark::DoNotOptimize(outputs);
    }
}

void indicator_update(benchmark::State& state) {
    AdaptiveRsi rsi{{}};
    base::Random random{3};
    Bar bar{{}, 60'000, 60'000, 60'000, 60'000, 1};
    for (auto step : state) {
        static_cast<void>(step);
        bar.ts_open += std::chrono::minutes{1};
        bar.close *= 1 + 0.0005 * random.normal();
        rsi.update(bar);
        benchmark::DoNotOptimize(rsi.value());
    }
}

BENCHMARK(bar_to_decision)->Name("strategy: closed bar -> decision");
BENCHMARK(ticker_update)->Name("strategy: ticker update");
BENCHMARK(indicator_update)->Name("strategy: adaptive RSI update");

}  // namespace

BENCHMARK_MAIN();
