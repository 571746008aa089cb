#pragma once

#include "common/base/clock.hpp"
#include "common/bus/fact_feed.hpp"
#include "common/bus/intent_sender.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "services/strategy/core/strategy_core.hpp"
#include "services/strategy/io/decision_recorder.hpp"
#include "services/strategy/io/feed_adapters.hpp"
#include "services/strategy/io/input_journal.hpp"
#include "services/strategy/io/status_board.hpp"
#include "services/strategy/io/strategy_metrics.hpp"
#include "services/strategy/io/strategy_service.hpp"
#include "services/strategy/io/wake_signal.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace trading::strategy {

// The one thread of the strategy service: facts of gateway and execution, answers and commands go through the core, and
// what it decides is recorded and, once durable, sent to execution. It never waits for the database.
class StrategyAgent final : private bus::IntentSender::Handler {
public:
    struct Options {
        bus::FactFeed::Options market;
        bus::FactFeed::Options execution;
        bus::IntentSender::Options intents;
        base::Duration turn_max = std::chrono::milliseconds{20};  // The longest wait for something to do.
    };

    // What it works with; all outlive it.
    struct Parts {
        const base::Clock& clock;
        bus::Context& context;
        StrategyCore& core;
        DecisionRecorder& recorder;
        StrategyCommands& commands;
        const WakeSignal& wake;
        StrategyMetrics& metrics;
        service::Health& health;
        service::Log& log;
        InputJournal* journal = nullptr;  // Without it nothing can be replayed.
    };

    StrategyAgent(Options options, Parts parts);
    ~StrategyAgent() override = default;
    StrategyAgent(const StrategyAgent&) = delete;
    StrategyAgent& operator=(const StrategyAgent&) = delete;

    // Tells the core what the database remembers, connects, and sends again what was never answered. Before the first
    // turn.
    [[nodiscard]] base::Status start(const RestoredState& restored);

    // One turn: waits for something to do, also for `other_descriptor` to become readable, and does it.
    void run_once(int other_descriptor);

private:
    static constexpr base::Duration kReportInterval = std::chrono::seconds{1};
    static constexpr base::Duration kTickInterval = std::chrono::milliseconds{20};

    void wait_for_something(int other_descriptor);
    void apply(const Input& input);
    void perform(Outputs& outputs);
    void perform_intent(std::optional<domain::Decision> decision, const domain::OrderIntent& intent);
    void serve_commands();
    void answer(StrategyCommands::Pending& pending, const std::string& strategy_id);
    void take_recorded();
    void send(const IntentRecord& record);
    void restart_execution_feed();
    void report();

    void on_reply(const v1::IntentReply& reply) override;
    void on_expired(std::string_view intent_id) override;

    const Options options_;
    Parts parts_;
    StatusBoard board_;
    MarketFeedAdapter market_adapter_;
    AccountFeedAdapter account_adapter_;
    std::optional<bus::FactFeed> market_feed_;
    std::optional<bus::FactFeed> execution_feed_;
    std::optional<bus::IntentSender> sender_;
    Outputs outputs_;             // Empty; keeps its memory from one input to the next.
    base::Timestamp ts_cause_{};  // When the gateway received the fact that is being decided on.
    std::map<std::uint64_t, std::unique_ptr<StrategyCommands::Pending>> switching_;  // Waiting to become durable.
    std::uint64_t tickets_ = 0;
    base::MonotonicTime ts_next_tick_{};
    base::MonotonicTime ts_next_report_{};
    bool has_more_ = false;
    bool wants_snapshot_ = false;
};

}  // namespace trading::strategy
