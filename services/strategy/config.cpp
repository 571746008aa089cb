#include "services/strategy/config.hpp"

#include "common/service/config.hpp"

#include <set>

namespace trading::strategy {
namespace {

using service::ConfigSection;

constexpr std::int64_t kQueueMax = 1'000'000;

service::LogLevel level_of(const std::string& word) {
    if (word == "debug") return service::LogLevel::Debug;
    if (word == "warn") return service::LogLevel::Warn;
    if (word == "error") return service::LogLevel::Error;
    return service::LogLevel::Info;
}

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (const StrategyKind& kind : strategy_kinds()) names.push_back(kind.name);
    return names;
}

std::size_t size_of(ConfigSection& section, std::string_view key) {
    return static_cast<std::size_t>(section.integer(key, {1, kQueueMax}));
}

void read_endpoints(Config& config, ConfigSection& root) {
    ConfigSection grpc = root.section("grpc");
    config.grpc_address = grpc.text("address");
    config.grpc_port = grpc.port("port");
    ConfigSection http = root.section("http");
    config.http_address = http.text("address");
    config.http_port = http.port("port");
    ConfigSection gateway = root.section("gateway");
    config.gateway_facts = gateway.text("facts_endpoint");
    config.gateway_snapshots = gateway.text("snapshot_endpoint");
    ConfigSection execution = root.section("execution");
    config.execution_facts = execution.text("facts_endpoint");
    config.execution_snapshots = execution.text("snapshot_endpoint");
    config.execution_intents = execution.text("intents_endpoint");
}

void read_limits(Config& config, ConfigSection limits) {
    config.core.fact_wait = limits.duration("fact_wait");
    config.core.evaluation_age_max = limits.duration("evaluation_age_max");
    config.unanswered_intents_max = size_of(limits, "unanswered_intents_max");
    config.intent_resend_interval = limits.duration("intent_resend_interval");
    config.recorder.decisions_max = size_of(limits, "decisions_waiting_max");
    config.recorder.intents_max = size_of(limits, "intents_waiting_max");
    config.recorder.batch_max = size_of(limits, "decisions_per_commit_max");
    config.recorder.flush_interval = limits.duration("decisions_commit_interval");
}

void read_strategies(Config& config, ConfigSection& root) {
    std::set<std::string> ids;
    std::set<std::string> instruments;
    auto sections = root.sections("strategies");
    if (sections.empty()) root.mistake("strategies", "needs at least one");
    for (ConfigSection& section : sections) {
        StrategyPlan plan;
        plan.id = domain::StrategyId{section.text("id")};
        plan.kind = section.choice("kind", kind_names());
        plan.interval = section.duration("interval");
        if (!ids.insert(plan.id.value()).second) section.mistake("id", "is used twice");
        const bool is_clean = plan.id.value().find(':') == std::string::npos && !plan.id.empty();
        if (!is_clean) section.mistake("id", "must not be empty nor contain ':'");
        for (const std::string& name : section.texts("instruments")) {
            // A position belongs to an account and an instrument, so two strategies on one would close each other's.
            if (!instruments.insert(name).second) section.mistake("instruments", name + " is traded twice");
            plan.instruments.emplace_back(name);
            config.instruments.emplace_back(name);
        }
        if (plan.instruments.empty()) section.mistake("instruments", "needs at least one");
        for (const StrategyKind& kind : strategy_kinds()) {
            if (kind.name == plan.kind) config.strategies.push_back(kind.read(plan, section.section(kind.name)));
        }
    }
}

base::Result<Config> read(service::ConfigFile file) {
    ConfigSection root = file.root();
    Config config;
    config.log_level = level_of(root.choice("log_level", {"info", "debug", "warn", "error"}));
    read_endpoints(config, root);
    config.database_url = root.section("database").secret("url");
    config.venue = root.choice("venue", {"okx"});
    config.account_id = root.text("account_id");
    const std::string scope = root.text("intent_id_scope");
    if (scope != "none") config.intent_id_scope = scope;
    read_limits(config, root.section("limits"));
    read_strategies(config, root);
    config.journal = journal::read_journal_config(root.section("journal"));
    if (const auto checked = file.check(); !checked) return base::failure(checked.error());
    for (const std::string& line : file.effective()) config.effective += line + "\n";
    config.yaml = file.to_yaml();
    return config;
}

}  // namespace

base::Result<Config> load_config(const std::string& path) {
    auto file = service::ConfigFile::load(path, "strategy");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

base::Result<Config> parse_recorded_config(const std::string& yaml) {
    auto file = service::ConfigFile::parse_recorded(yaml, "strategy");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

StrategyCore make_core(const Config& config) {
    std::vector<std::unique_ptr<Strategy>> strategies;
    for (const StrategyFactory& make : config.strategies) strategies.push_back(make());
    return StrategyCore{std::move(strategies), IntentIds{config.intent_id_scope}, config.core};
}

}  // namespace trading::strategy
