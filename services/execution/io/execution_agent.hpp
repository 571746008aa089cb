#pragma once

#include "common/base/clock.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/service/shutdown_signal.hpp"
#include "common/store/execution_store.hpp"
#include "common/venue/event_loop.hpp"
#include "common/venue/trading_client.hpp"
#include "services/execution/core/execution_core.hpp"
#include "services/execution/io/agent_request.hpp"
#include "services/execution/io/fact_output.hpp"
#include "services/execution/io/input_journal.hpp"
#include "services/execution/io/intent_input.hpp"
#include "services/execution/io/intent_latency.hpp"
#include "services/execution/io/market_input.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trading::execution {

// The one thread that owns an account: it waits on the event loop, hands what came to the core, makes the core's
// records durable in one commit, and only then sends, answers and publishes. Whatever leaves the state of the database
// in doubt ends the process: its restart reads the truth.
class ExecutionAgent {
public:
    // Inputs that may wait while the database is away; more, and the process ends.
    static constexpr std::size_t kInputsMax = 100'000;
    // Inputs that one commit covers at most.
    static constexpr std::size_t kBatchMax = 256;
    static constexpr std::size_t kWaitingCommandsMax = 256;
    // After a pause of this length another process may own the account: it is asked before anything is sent.
    static constexpr base::Duration kPauseMax = std::chrono::milliseconds{500};

    struct Options {
        ExecutionOptions core;
        std::vector<domain::Instrument> instruments;
        base::Duration commit_patience = std::chrono::seconds{15};  // How long an unavailable database is waited for.
        base::Duration stop_patience = std::chrono::seconds{20};    // How long a graceful stop may take.
    };

    struct Parts {
        const base::Clock& clock;
        service::Log& log;
        service::Health& health;
        ExecutionMetrics& metrics;
        venue::EventLoop& loop;
        venue::TradingClient& client;
        store::ExecutionStore& store;
        bus::FactPublisher& publisher;
        bus::SnapshotServer& snapshots;
        AgentQueue& commands;
        InputJournal* journal = nullptr;  // Without it nothing can be replayed.
        std::function<void()> on_second;  // Once a second; brings other parts' counters into the metrics.
    };

    // `intents` and `market` are the sockets; their sinks are made here.
    ExecutionAgent(Options options, Parts parts, bus::IntentReceiver intents, bus::FactFeed market);

    ExecutionAgent(const ExecutionAgent&) = delete;
    ExecutionAgent& operator=(const ExecutionAgent&) = delete;

    // Works until the shutdown is done, or fails.
    [[nodiscard]] base::Status run(service::ShutdownSignal& shutdown);

    // What `run` is made of: recover and connect; one turn of the duty cycle; let open entries be cancelled and what is
    // in flight be resolved, then disconnect.
    [[nodiscard]] base::Status begin();
    [[nodiscard]] base::Status turn();
    [[nodiscard]] base::Status finish();

    [[nodiscard]] const ExecutionCore& core() const noexcept { return core_; }

private:
    [[nodiscard]] base::Status recover();
    void watch_descriptors();
    void gather();
    void take_commands();
    void push(Input input);
    [[nodiscard]] base::Status settle();
    void step(const Input& input);
    [[nodiscard]] base::Status commit();
    [[nodiscard]] base::Status confirm_ownership();
    void perform();
    void send(const domain::VenueRequest& request);
    void answer(const CommandAnswer& given);
    void do_every_second();
    [[nodiscard]] AccountView account_view() const;
    [[nodiscard]] CountedElsewhere counted_elsewhere() const;

    Options options_;
    Parts parts_;
    ExecutionCore core_;
    IntentInput intents_;
    MarketInput market_;
    FactOutput facts_;
    IntentLatency latency_;
    std::deque<Input> inputs_;
    Outputs outputs_;
    std::map<std::string, std::vector<std::unique_ptr<AgentQueue::Pending>>> waiting_;
    base::MonotonicTime ts_next_tick_{};
    base::MonotonicTime ts_next_second_{};
    base::MonotonicTime ts_owned_{};  // When the database last said that the account is ours.
    bool is_overrun_ = false;
};

}  // namespace trading::execution
