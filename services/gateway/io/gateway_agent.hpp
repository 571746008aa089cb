#pragma once

#include "common/base/clock.hpp"
#include "common/bus/fact_publisher.hpp"
#include "common/bus/snapshot_server.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/venue/event_loop.hpp"
#include "common/venue/market_data_client.hpp"
#include "services/gateway/core/gateway_core.hpp"
#include "services/gateway/io/fact_outlet.hpp"
#include "services/gateway/io/gateway_metrics.hpp"
#include "services/gateway/io/gateway_service.hpp"
#include "services/gateway/io/input_journal.hpp"
#include "services/gateway/io/recorder.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace trading::gateway {

// The one thread between the venue and the bus: what the venue's client reports goes through the core, and what the
// core decides is published, recorded and asked of the venue, all in the same turn of the event loop.
class GatewayAgent {
public:
    // What it works with; all outlive it. Without a recorder nothing is kept.
    struct Parts {
        venue::EventLoop& loop;
        venue::MarketDataClient& client;
        bus::FactPublisher& publisher;
        bus::SnapshotServer& snapshots;
        Recorder* recorder = nullptr;
        FeedQuestions* questions = nullptr;  // Of gRPC's threads.
        GatewayMetrics& metrics;
        service::Health& health;
        service::Log& log;
        const base::Clock& clock;
        InputJournal* journal = nullptr;     // Without it nothing can be replayed.
        std::function<void()> on_heartbeat;  // Called each second when set, for metrics of other parts.
    };

    static constexpr base::Duration kTickInterval = std::chrono::milliseconds{50};
    static constexpr base::Duration kHeartbeatInterval = std::chrono::seconds{1};

    GatewayAgent(GatewayOptions options, std::string venue, Parts parts);
    GatewayAgent(const GatewayAgent&) = delete;
    GatewayAgent& operator=(const GatewayAgent&) = delete;

    // Loads the instruments (blocking) and subscribes. Fails when the venue does not answer or does not list a
    // configured instrument.
    [[nodiscard]] base::Status start();

    // One turn of the loop, at most `kTickInterval` long.
    void run_once();

    // Says that everything is stale, so that nobody trades on what we leave behind, and leaves the venue.
    void stop();

    [[nodiscard]] const GatewayCore& core() const noexcept { return core_; }

private:
    void on_venue_event(const domain::VenueFeedEvent& event);
    void apply(const Input& input);
    void step(const Input& input, Outputs& outputs);
    void perform(Outputs& outputs);
    void serve_snapshots();
    void answer_questions();
    [[nodiscard]] base::Status fill_snapshot(std::string_view topic_prefix, v1::SnapshotReply& reply);
    void on_tick();
    void on_heartbeat();
    void log_fact(const domain::MarketFact& fact);

    const GatewayOptions options_;
    Parts parts_;
    GatewayCore core_;
    FactOutlet outlet_;
    Outputs outputs_;
    Outputs snapshot_outputs_;
    std::uint64_t events_ = 0;
    bool is_stopped_ = false;
};

}  // namespace trading::gateway
