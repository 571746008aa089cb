#pragma once

#include "common/bus/intent_receiver.hpp"
#include "services/strategy/io/strategy_agent.hpp"
#include "tests/integration/strategy/fake_publisher.hpp"
#include "tests/support/strategy/strategy_world.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trading::test {

// What stands around a strategy service: a gateway, an execution, and the clock of the machine.
class Surroundings {
public:
    Surroundings();

    // The market of the swap: healthy, warm, and with a set-up that the next bar completes.
    void prepare_market();
    // The bar that completes it.
    void complete_setup();
    void prepare_account(domain::TradingState state = domain::TradingState::Active);
    void say(const domain::ExecutionFact& fact);

    void serve();

    base::SystemClock clock;
    bus::Context context;
    FakePublisher gateway;
    FakePublisher execution;
    std::unique_ptr<bus::IntentReceiver> receiver;

private:
    void publish(const domain::MarketFact& fact);
    [[nodiscard]] domain::Candle candle(base::Timestamp ts_open, double close) const;

    double close_ = 60'000;
    base::Timestamp ts_next_open_{};
};

// The parts that wiring joins in the real service, on sockets and a database of the test's own.
class StrategyProcess {
public:
    StrategyProcess(Surroundings& around, const store::DatabaseOptions& database);

    // Turns everything until `is_done`; false after half a minute.
    [[nodiscard]] bool run_until(const std::function<bool()>& is_done);

    [[nodiscard]] const strategy::StrategyCore& core() const { return *core_; }
    [[nodiscard]] strategy::DecisionRecorder& recorder() { return *recorder_; }
    [[nodiscard]] strategy::StrategyCommands& commands() { return commands_; }
    [[nodiscard]] std::string metrics_text() const { return metrics_.to_text(); }

private:
    Surroundings& around_;
    service::Log log_;
    service::Metrics metrics_;
    service::Health health_;
    strategy::WakeSignal wake_;
    strategy::StrategyCommands commands_;
    std::unique_ptr<strategy::StrategyCore> core_;
    strategy::StrategyMetrics strategy_metrics_;
    std::unique_ptr<strategy::DecisionRecorder> recorder_;
    std::unique_ptr<strategy::StrategyAgent> agent_;
};

}  // namespace trading::test
