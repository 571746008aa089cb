#pragma once

#include "common/bus/fact_feed.hpp"
#include "common/bus/intent_sender.hpp"
#include "common/rpc/server.hpp"
#include "common/store/database.hpp"
#include "common/venue/okx/transport/lws_event_loop.hpp"
#include "services/execution/io/execution_agent.hpp"
#include "services/execution/io/execution_rpc.hpp"
#include "tests/support/execution/model_venue.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trading::test {

// The model venue behind the interface of a real one, on the agent's own loop.
class ModelClient final : public venue::TradingClient {
public:
    ModelClient(ModelVenue& venue, venue::EventLoop& loop, const base::Clock& clock)
        : venue_(venue), loop_(loop), clock_(clock) {}

    base::Result<venue::AccountProfile> fetch_account_profile() override { return venue::AccountProfile{}; }
    base::Result<std::vector<domain::Instrument>> fetch_instruments() override;
    void start(ReportHandler handler) override;
    void execute(const domain::VenueRequest& request) override { venue_.execute(request, clock_.now()); }
    void stop() override { is_stopped_ = true; }

private:
    void poll();

    ModelVenue& venue_;
    venue::EventLoop& loop_;
    const base::Clock& clock_;
    ReportHandler handler_;
    bool is_stopped_ = false;
};

// What stands around an execution process and outlives it: the venue, a gateway, a strategy, the machine's clock.
class ExecutionSurroundings : private bus::IntentSender::Handler {
public:
    ExecutionSurroundings();

    // Quotes, mark prices and fresh books of both instruments, at the venue's prices.
    void tell_the_market();
    void connect_strategy(const std::string& intents_endpoint);
    void send(const domain::OrderIntent& intent);
    void serve();

    base::SystemClock clock;
    bus::Context context;
    ModelVenue venue;
    std::unique_ptr<bus::FactPublisher> gateway;
    std::unique_ptr<bus::SnapshotServer> gateway_snapshots;
    std::map<std::string, std::vector<domain::IntentReply>> replies;  // By intent.

private:
    void on_reply(const v1::IntentReply& reply) override;
    void on_expired(std::string_view intent_id) override { replies[std::string{intent_id}]; }
    void publish(const domain::MarketFact& fact);

    std::optional<bus::IntentSender> sender_;
};

// One execution process as wiring joins it, on sockets and a database of the test's own.
class ExecutionProcess {
public:
    ExecutionProcess(ExecutionSurroundings& around, const store::DatabaseOptions& database);

    // Turns everything until `is_done`; false after half a minute.
    [[nodiscard]] bool run_until(const std::function<bool()>& is_done);
    // Turns everything until the process ends by itself, and says why; ok after half a minute without that.
    [[nodiscard]] base::Status run_until_it_ends();
    [[nodiscard]] base::Status finish();

    [[nodiscard]] const execution::ExecutionCore& core() const { return agent_->core(); }
    [[nodiscard]] execution::AgentQueue& commands() { return *commands_; }
    [[nodiscard]] std::string grpc_target() const { return "127.0.0.1:" + std::to_string(server_->port()); }
    [[nodiscard]] bus::FactFeed follow_facts();
    [[nodiscard]] std::string metrics_text() const { return metrics_.to_text(); }

private:
    ExecutionSurroundings& around_;
    service::Log log_;
    service::Metrics metrics_;
    service::Health health_;
    execution::ExecutionMetrics execution_metrics_;
    venue::okx::LwsEventLoop loop_;
    ModelClient client_;
    std::unique_ptr<store::ExecutionStore> store_;
    std::unique_ptr<bus::FactPublisher> publisher_;
    std::unique_ptr<bus::SnapshotServer> snapshots_;
    std::unique_ptr<execution::AgentQueue> commands_;
    std::unique_ptr<execution::ExecutionRpcService> rpc_;
    std::unique_ptr<execution::ExecutionAgent> agent_;
    std::unique_ptr<rpc::Server> server_;
};

}  // namespace trading::test
