#include "services/strategy/wiring.hpp"

#include "common/codec/topics.hpp"
#include "common/rpc/server.hpp"
#include "common/service/build_info.hpp"
#include "common/service/http_endpoint.hpp"
#include "services/strategy/config.hpp"
#include "services/strategy/io/strategy_agent.hpp"
#include "services/strategy/io/strategy_service.hpp"

#include <array>

namespace trading::strategy {
namespace {

constexpr std::size_t kCommandsMax = 64;
// Older bars only teach the indicators, whoever has decided them: see limits.evaluation_age_max.
constexpr base::Duration kDecidedAgeMax = std::chrono::minutes{10};

// What strategies on bars look at: best quotes and the verified state of the book, not its levels.
constexpr std::array kMarketKinds{"instrument", "feed", "ticker", "mark", "candle"};

StrategyAgent::Options agent_options(const Config& config, const base::Clock& clock) {
    StrategyAgent::Options options;
    options.market.facts_endpoint = config.gateway_facts;
    options.market.snapshot_endpoint = config.gateway_snapshots;
    for (const domain::InstrumentId& id : config.instruments) {
        for (const char* kind : kMarketKinds) {
            options.market.prefixes.push_back(codec::market_topic(config.venue, id.value(), kind));
        }
    }
    options.execution.facts_endpoint = config.execution_facts;
    options.execution.snapshot_endpoint = config.execution_snapshots;
    options.execution.prefixes = {codec::execution_prefix(config.account_id)};
    const auto seed = static_cast<std::uint64_t>(base::to_unix_nanoseconds(clock.now()));
    options.market.seed = seed;
    options.execution.seed = seed + 1;
    options.intents.endpoint = config.execution_intents;
    options.intents.unanswered_max = config.unanswered_intents_max;
    options.intents.resend_interval = config.intent_resend_interval;
    return options;
}

base::Result<RestoredState> restore(store::StrategyStore& store, base::Timestamp now) {
    RestoredState restored;
    auto enabled = store.enabled();
    if (!enabled) return base::failure(enabled.error());
    restored.enabled = std::move(*enabled);
    auto unanswered = store.unsettled(now);
    if (!unanswered) return base::failure(unanswered.error());
    restored.unanswered = std::move(*unanswered);
    auto decided = store.decided(now - kDecidedAgeMax);
    if (!decided) return base::failure(decided.error());
    restored.decided = std::move(*decided);
    return restored;
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
    service::Log log{"strategy", config->log_level, clock};
    service::Metrics metrics;
    service::Health health{clock};
    auto http = service::HttpEndpoint::open({config->http_address, config->http_port}, metrics, health);
    if (!http) return base::failure(http.error());
    auto store = store::StrategyStore::open({.url = config->database_url, .application_name = "trading-strategy"});
    if (!store) return base::failure(store.error().with_context("database"));
    const auto restored = restore(*store, clock.now());
    if (!restored) return base::failure(restored.error().with_context("database"));

    const WakeSignal wake;
    DecisionRecorder recorder{std::move(*store), config->recorder, {clock, log, health, wake}};
    StrategyCommands commands{kCommandsMax, [&wake] { wake.wake(); }};
    const service::BuildInfo build = service::build_info();
    StrategyService strategies{commands, {.config = config->effective, .build = std::string{build.commit}}};
    auto server = rpc::Server::start({config->grpc_address, config->grpc_port}, {&strategies});
    if (!server) return base::failure(server.error());

    const auto journal = open_input_journal({config->journal, config->yaml, metrics, clock, log});

    bus::Context context;
    StrategyCore core = make_core(*config);
    StrategyMetrics strategy_metrics{metrics};
    StrategyAgent agent{
        agent_options(*config, clock),
        {.clock = clock,
         .context = context,
         .core = core,
         .recorder = recorder,
         .commands = commands,
         .wake = wake,
         .metrics = strategy_metrics,
         .health = health,
         .log = log,
         .journal = journal.get()}};
    if (const auto started = agent.start(*restored); !started) return started;
    log.info(
        "started",
        "strategy decides",
        {{"grpc_port", (*server)->port()}, {"http_port", (*http)->port()}, {"commit", build.commit}}
    );
    while (!shutdown.is_requested()) agent.run_once(shutdown.descriptor());
    log.info("stopped", "shutdown was requested");
    (*server)->set_serving(false);
    return {};
}

}  // namespace trading::strategy
