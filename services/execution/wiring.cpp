#include "services/execution/wiring.hpp"

#include "common/rpc/server.hpp"
#include "common/service/build_info.hpp"
#include "common/service/counter_group.hpp"
#include "common/service/http_endpoint.hpp"
#include "common/venue/okx/transport/counter_names.hpp"
#include "common/venue/okx/transport/okx_trading_client.hpp"
#include "services/execution/config.hpp"
#include "services/execution/io/execution_agent.hpp"
#include "services/execution/io/execution_rpc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace trading::execution {
namespace {

using venue::okx::OkxTradingClient;

constexpr std::size_t kCommandsMax = 64;

// What several parts share.
struct Common {
    explicit Common(const Config& config) : log("execution", config.log_level, clock), health(clock) {}

    [[nodiscard]] std::uint64_t seed() const {
        return static_cast<std::uint64_t>(base::to_unix_nanoseconds(clock.now()));
    }

    base::SystemClock clock;
    service::Log log;
    service::Health health;
    service::Metrics metrics;
    bus::Context bus;
};

// The doors of the process, opened before any work begins: a port in use must be known at once.
struct Doors {
    std::unique_ptr<service::HttpEndpoint> http;
    std::unique_ptr<rpc::Server> grpc;
    std::optional<bus::FactPublisher> publisher;
    std::optional<bus::SnapshotServer> snapshots;
    std::optional<bus::IntentReceiver> intents;
    std::optional<store::ExecutionStore> store;
};

// Opens all of them before it says what failed, so that one start shows every mistake.
base::Status open_doors(const Config& config, Common& common, ExecutionRpcService& service, Doors& doors) {
    std::string mistakes;
    const auto note = [&](const base::Error& error) { mistakes += (mistakes.empty() ? "" : "\n") + error.detail; };
    auto http = service::HttpEndpoint::open({config.http_address, config.http_port}, common.metrics, common.health);
    http ? static_cast<void>(doors.http = std::move(*http)) : note(http.error());
    auto grpc = rpc::Server::start({config.grpc_address, config.grpc_port}, {&service});
    grpc ? static_cast<void>(doors.grpc = std::move(*grpc)) : note(grpc.error());
    auto intents = bus::IntentReceiver::bind(common.bus, {.endpoint = config.intents_endpoint});
    intents ? static_cast<void>(doors.intents.emplace(std::move(*intents))) : note(intents.error());
    auto store = store::ExecutionStore::open(
        {.database = {.url = config.database_url, .application_name = "trading-execution"},
         .account_id = config.core.account_id}
    );
    store ? static_cast<void>(doors.store.emplace(std::move(*store))) : note(store.error().with_context("database"));
    auto publisher = bus::FactPublisher::bind(
        common.bus,
        common.clock,
        {.endpoint = config.facts_endpoint, .producer = "execution", .epoch = common.seed(), .socket = {}}
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

OkxTradingClient::Options client_options(const Config& config, std::uint64_t seed) {
    using namespace venue::okx;
    OkxTradingClient::Options options;
    const Region region = parse_region(config.venue.region).value_or(Region::Global);
    options.addresses = config.venue.environment == "paper"      ? simulator_addresses(config.venue.paper_address)
                        : config.venue.environment == "okx-demo" ? addresses_of(region, Environment::Demo)
                                                                 : addresses_of(region, Environment::Live);
    options.credentials = {
        std::string{config.venue.api_key.reveal()}, config.venue.api_secret, config.venue.api_passphrase};
    options.order_route = parse_order_route(config.venue.order_route).value_or(OrderRoute::SocketThenRest);
    options.seed = seed;
    return options;
}

// The account must be as this system was made for, and the key must not be able to move money out.
base::Status check_account(venue::TradingClient& client, service::Log& log) {
    const auto profile = client.fetch_account_profile();
    if (!profile) return base::failure(profile.error());
    std::string mistakes;
    const auto demand = [&](bool is_met, const char* words) {
        if (!is_met) mistakes += fmt::format("{}{}", mistakes.empty() ? "" : "\n", words);
    };
    demand(profile->has_net_positions, "the account must be in the net position mode");
    demand(profile->can_trade, "the API key may not trade");
    demand(!profile->can_withdraw, "the API key may withdraw: use one that can only read and trade");
    if (!mistakes.empty()) return base::failure(base::ErrorCode::PermissionDenied, mistakes);
    log.info("account_checked", "the account is as needed", {{"account_mode", profile->account_mode}});
    return {};
}

base::Result<std::vector<domain::Instrument>> load_instruments(venue::TradingClient& client, const Limits& limits) {
    auto instruments = client.fetch_instruments();
    if (!instruments) return instruments;
    std::string missing;
    for (const auto& [id, each] : limits.instruments) {
        const bool is_listed = std::any_of(instruments->begin(), instruments->end(), [&id = id](const auto& listed) {
            return listed.id == id;
        });
        if (!is_listed) missing += " " + id.value();
    }
    if (missing.empty()) return instruments;
    return base::failure(base::ErrorCode::InvalidArgument, "limits.instruments: the venue does not list" + missing);
}

base::Result<bus::FactFeed> follow_market(const Config& config, Common& common) {
    std::vector<domain::InstrumentId> ids;
    for (const auto& [id, limits] : config.core.limits.instruments) ids.push_back(id);
    bus::FactFeed::Options options;
    options.facts_endpoint = config.gateway_facts;
    options.snapshot_endpoint = config.gateway_snapshots;
    options.prefixes = MarketInput::prefixes(config.venue.name, ids);
    options.seed = common.seed();
    return bus::FactFeed::start(common.bus, common.clock, std::move(options));
}

// To be called once a second: what the venue's client counted, and what the venue said that we do not know.
std::function<void()> report_on(const OkxTradingClient& client, Common& common) {
    using namespace venue::okx;
    service::CounterGroup<TransportCounters> transport{common.metrics, "trading_execution_", kTransportCounterNames};
    service::CounterGroup<ParseCounters> parsing{common.metrics, "trading_execution_", kParseCounterNames};
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
    const auto config = load_config(config_path);
    if (!config) return base::failure(config.error());
    Common common{*config};
    venue::okx::LwsEventLoop loop;
    AgentQueue commands{kCommandsMax, [&loop] { loop.wake(); }};
    ExecutionRpcService service{commands, config->effective, config->core.account_id};
    Doors doors;
    if (auto opened = open_doors(*config, common, service, doors); !opened) return opened;

    OkxTradingClient client{loop, common.clock, client_options(*config, common.seed())};
    if (auto checked = check_account(client, common.log); !checked) return checked;
    auto instruments = load_instruments(client, config->core.limits);
    if (!instruments) return base::failure(instruments.error());
    auto market = follow_market(*config, common);
    if (!market) return base::failure(market.error().with_context("gateway"));

    const auto journal = open_input_journal({config->journal, config->yaml, common.metrics, common.clock, common.log});

    ExecutionMetrics metrics{common.metrics};
    ExecutionAgent agent{
        {
            .core = config->core,
            .instruments = *std::move(instruments),
            .commit_patience = config->commit_patience,
            .stop_patience = config->stop_patience,
        },
        {
            .clock = common.clock,
            .log = common.log,
            .health = common.health,
            .metrics = metrics,
            .loop = loop,
            .client = client,
            .store = *doors.store,
            .publisher = *doors.publisher,
            .snapshots = *doors.snapshots,
            .commands = commands,
            .journal = journal.get(),
            .on_second = report_on(client, common),
        },
        *std::move(doors.intents),
        *std::move(market),
    };
    common.log.info(
        "execution_started",
        "owning the account",
        {{"account", config->core.account_id.value()},
         {"environment", config->venue.environment},
         {"grpc_port", doors.grpc->port()},
         {"http_port", doors.http->port()},
         {"commit", service::build_info().commit}}
    );
    const base::Status worked = agent.run(shutdown);
    doors.grpc->set_serving(false);
    doors.grpc.reset();
    if (!worked) common.log.error("execution_failed", worked.error().detail);
    common.log.flush();
    return worked;
}

}  // namespace trading::execution
