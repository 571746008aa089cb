#include "services/control/wiring.hpp"

#include "common/codec/topics.hpp"
#include "common/rpc/server.hpp"
#include "common/service/build_info.hpp"
#include "common/service/http_endpoint.hpp"
#include "services/control/config.hpp"
#include "services/control/io/control_agent.hpp"
#include "services/control/io/operator_service.hpp"

namespace trading::control {
namespace {

bus::FactFeed::Options feed_options(const std::string& facts, const std::string& snapshots, std::string prefix) {
    bus::FactFeed::Options options;
    options.facts_endpoint = facts;
    options.snapshot_endpoint = snapshots;
    options.prefixes = {std::move(prefix)};
    return options;
}

}  // namespace

base::Status check_config(const std::string& config_path) {
    const auto config = load_config(config_path);
    if (!config) return base::failure(config.error());
    return {};
}

base::Status run(const std::string& config_path, service::ShutdownSignal& shutdown) {
    const auto config = load_config(config_path);
    if (!config) return base::failure(config.error());
    const base::SystemClock clock;
    service::Log log{"control", config->log_level, clock};
    service::Metrics metrics;
    service::Health health{clock};
    auto http = service::HttpEndpoint::open({config->http_address, config->http_port}, metrics, health);
    if (!http) return base::failure(http.error());
    auto store = store::QueryStore::open({.url = config->database_url, .application_name = "trading-control"});
    if (!store) return base::failure(store.error().with_context("database"));

    bus::Context context;
    auto gateway_feed = bus::FactFeed::start(
        context,
        clock,
        feed_options(config->gateway_facts, config->gateway_snapshots, codec::market_prefix(config->venue))
    );
    if (!gateway_feed) return base::failure(gateway_feed.error().with_context("gateway"));
    auto execution_feed = bus::FactFeed::start(
        context,
        clock,
        feed_options(config->execution_facts, config->execution_snapshots, codec::execution_prefix(config->account_id))
    );
    if (!execution_feed) return base::failure(execution_feed.error().with_context("execution"));

    InstrumentBoard board;
    EventHub hub;
    FactReader gateway_reader{clock, board, hub};
    FactReader execution_reader{clock, board, hub};
    Peers peers = connect_peers({config->gateway_grpc, config->strategy_grpc, config->execution_grpc});
    const service::BuildInfo build = service::build_info();
    OperatorService operators{{
        .clock = clock,
        .store = *store,
        .board = board,
        .hub = hub,
        .peers = peers,
        .gateway_meter = gateway_reader.meter(),
        .execution_meter = execution_reader.meter(),
        .own_config = config->effective,
        .build = std::string{build.commit},
    }};
    auto server = rpc::Server::start({config->grpc_address, config->grpc_port}, {&operators});
    if (!server) return base::failure(server.error());

    log.info(
        "started",
        "control answers operators",
        {{"grpc_port", (*server)->port()}, {"http_port", (*http)->port()}, {"commit", build.commit}}
    );
    ControlAgent agent{{
        .clock = clock,
        .log = log,
        .metrics = metrics,
        .health = health,
        .gateway_feed = *gateway_feed,
        .execution_feed = *execution_feed,
        .gateway_reader = gateway_reader,
        .execution_reader = execution_reader,
        .hub = hub,
    }};
    agent.run(shutdown);
    log.info("stopping", "shutdown was requested");
    (*server)->set_serving(false);
    hub.close();
    server->reset();
    log.info("stopped", "control is done");
    return {};
}

}  // namespace trading::control
