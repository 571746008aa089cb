#include "services/gateway/wiring.hpp"

#include "common/rpc/server.hpp"
#include "common/service/build_info.hpp"
#include "common/service/counter_group.hpp"
#include "common/service/http_endpoint.hpp"
#include "common/venue/okx/transport/counter_names.hpp"
#include "common/venue/okx/transport/lws_event_loop.hpp"
#include "common/venue/okx/transport/okx_market_data_client.hpp"
#include "services/gateway/config.hpp"
#include "services/gateway/io/gateway_agent.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace trading::gateway {
namespace {

// The doors of the process, opened before any work begins: a port in use must be known at once.
struct Doors {
    std::unique_ptr<service::HttpEndpoint> http;
    std::optional<bus::FactPublisher> publisher;
    std::optional<bus::SnapshotServer> snapshots;
};

// Its handlers wake the loop, so it closes before the loop ends.
struct GrpcDoor {
    GrpcDoor(venue::EventLoop& loop, GatewayService::Options options)
        : questions(GatewayService::kQuestionsMax, [&loop] { loop.wake(); }), service(questions, std::move(options)) {}

    FeedQuestions questions;
    GatewayService service;
    std::unique_ptr<rpc::Server> server;
};

// What several parts share.
struct Common {
    explicit Common(const Config& config) : log("gateway", config.log_level, clock), health(clock) {}

    base::SystemClock clock;
    service::Log log;
    service::Health health;
    service::Metrics metrics;
    bus::Context bus;
};

std::string lines_of(const Config& config) {
    std::string lines;
    for (const std::string& line : config.effective) lines += line + "\n";
    return lines;
}

// Opens all of them before it says what failed, so that one start shows every port in use.
base::Status open_doors(const Config& config, Common& common, GrpcDoor& grpc_door, Doors& doors) {
    std::string mistakes;
    const auto note = [&](const base::Error& error) { mistakes += (mistakes.empty() ? "" : "\n") + error.detail; };
    auto http = service::HttpEndpoint::open({config.http_address, config.http_port}, common.metrics, common.health);
    http ? static_cast<void>(doors.http = std::move(*http)) : note(http.error());
    auto grpc = rpc::Server::start({config.grpc_address, config.grpc_port}, {&grpc_door.service});
    grpc ? static_cast<void>(grpc_door.server = std::move(*grpc)) : note(grpc.error());
    const auto epoch = static_cast<std::uint64_t>(base::to_unix_nanoseconds(common.clock.now()));
    auto publisher = bus::FactPublisher::bind(
        common.bus,
        common.clock,
        {.endpoint = config.facts_endpoint, .producer = "gateway", .epoch = epoch, .socket = {}}
    );
    if (!publisher) {
        note(publisher.error());
        return base::failure(base::ErrorCode::Unavailable, mistakes);
    }
    doors.publisher.emplace(std::move(*publisher));
    auto snapshots = bus::SnapshotServer::bind(common.bus, *doors.publisher, {.endpoint = config.snapshot_endpoint});
    snapshots ? static_cast<void>(doors.snapshots.emplace(std::move(*snapshots))) : note(snapshots.error());
    if (!mistakes.empty()) return base::failure(base::ErrorCode::Unavailable, mistakes);
    return {};
}

void log_start(const Config& config, const Doors& doors, std::uint16_t grpc_port, service::Log& log) {
    for (const std::string& line : config.effective) log.info("config", line);
    log.info(
        "gateway_started",
        "following the market",
        {
            {"facts_endpoint", doors.publisher->last_endpoint()},
            {"snapshot_endpoint", doors.snapshots->last_endpoint()},
            {"grpc_port", grpc_port},
            {"http_port", doors.http->port()},
            {"instruments", config.core.instruments.size()},
        }
    );
}

// To be called once a second: what the venue's client counted, and what the venue said that we do not know.
std::function<void()> report_on(const venue::okx::OkxMarketDataClient& client, Common& common) {
    using namespace venue::okx;
    service::CounterGroup<TransportCounters> transport{common.metrics, "trading_gateway_", kTransportCounterNames};
    service::CounterGroup<ParseCounters> parsing{common.metrics, "trading_gateway_", kParseCounterNames};
    return [&client, &common, transport, parsing, seen = std::size_t{0}]() mutable {
        transport.update(client.counters());
        parsing.update(client.parse_counters());
        for (const std::string& name : client.parse_counters().new_examples(seen)) {
            common.log.warn("venue_says_unknown", "the venue said what we do not know", {{"name", name}});
        }
    };
}

}  // namespace

base::Status check_config(const std::string& config_path) {
    return load_config(config_path).map([](const Config&) {});
}

base::Status run(const std::string& config_path, service::ShutdownSignal& shutdown) {
    auto config = load_config(config_path);
    if (!config) return base::failure(config.error());
    Common common{*config};
    Doors doors;
    venue::okx::LwsEventLoop loop;
    GrpcDoor grpc{loop, {.config = lines_of(*config), .build = std::string{service::build_info().commit}}};
    if (auto opened = open_doors(*config, common, grpc, doors); !opened) return opened;
    const auto journal = open_input_journal({config->journal, config->yaml, common.metrics, common.clock, common.log});

    std::optional<Recorder> recorder;
    if (config->is_recording) {
        recorder.emplace(config->recorder, Recorder::Surroundings{common.clock, common.log, common.health});
    }
    GatewayMetrics metrics{common.metrics, config->core.instruments};
    venue::okx::OkxMarketDataClient client{
        loop,
        common.clock,
        {
            .addresses = config->addresses,
            .ca_file = {},
            .seed = static_cast<std::uint64_t>(base::to_unix_nanoseconds(common.clock.now())),
        },
    };
    GatewayAgent agent{
        config->core,
        config->venue,
        {
            .loop = loop,
            .client = client,
            .publisher = *doors.publisher,
            .snapshots = *doors.snapshots,
            .recorder = recorder ? &*recorder : nullptr,
            .questions = &grpc.questions,
            .metrics = metrics,
            .health = common.health,
            .log = common.log,
            .clock = common.clock,
            .journal = journal.get(),
            .on_heartbeat = report_on(client, common),
        },
    };
    if (auto started = agent.start(); !started) return started;
    log_start(*config, doors, grpc.server->port(), common.log);
    while (!shutdown.is_requested()) agent.run_once();
    agent.stop();
    common.log.info("gateway_stopped", "asked to stop");
    common.log.flush();
    return {};
}

}  // namespace trading::gateway
