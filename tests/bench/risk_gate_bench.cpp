// One check of an entry by all rules, on an account that is busy; the goal is five microseconds.
#include "tests/unit/execution/risk_fixture.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace trading;
using namespace trading::domain;
using namespace trading::test;

// Positions in both instruments, and so many orders on their way.
void check_an_entry(benchmark::State& state) {
    RiskFixture it;
    it.limits.account->open_orders_max = 1000;
    it.limits.account->gross_notional_max = Notional{decimal("1000000")};
    it.limits.account->net_notional_max = Notional{decimal("1000000")};
    it.limits.account->correlated_notional_max = Notional{decimal("1000000")};
    for (auto& [id, limits] : it.limits.instruments) limits.open_orders_max = 1000;
    it.add_position("BTC-USDT", "0.1");
    it.add_position("BTC-USDT-SWAP", "1");
    for (std::int64_t order = 0; order < state.range(0); ++order) {
        it.add_order("BTC-USDT-SWAP", OrderPurpose::Entry, "0.1", OrderStatus::Live);
    }
    const execution::RiskGate gate{it.view()};
    if (it.check() != "accepted") state.SkipWithError(it.check().c_str());
    for (auto step : state) benchmark::DoNotOptimize(gate.check(it.intent, it.condition, it.now));
}

BENCHMARK(check_an_entry)->Arg(0)->Arg(10)->Arg(20);

}  // namespace

BENCHMARK_MAIN();
