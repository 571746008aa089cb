#include "services/execution/config.hpp"

#include "common/service/config.hpp"
#include "services/execution/config_values.hpp"
#include "services/execution/limits_config.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {
namespace {

using service::ConfigFile;
using service::ConfigSection;

service::LogLevel level_of(const std::string& word) {
    if (word == "debug") return service::LogLevel::Debug;
    if (word == "warn") return service::LogLevel::Warn;
    if (word == "error") return service::LogLevel::Error;
    return service::LogLevel::Info;
}

OrderOptions order_options(ConfigSection section) {
    OrderOptions options;
    options.expiry = section.duration("expiry");
    options.absence_margin = section.duration("absence_margin");
    options.query_first = section.duration("query_first");
    options.query_longest = section.duration("query_longest");
    options.confirm_overdue = section.duration("confirm_overdue");
    options.answer_overdue = section.duration("answer_overdue");
    options.venue_memory = section.duration("venue_memory");
    if (options.query_longest < options.query_first) section.mistake("query_longest", "must not be below query_first");
    return options;
}

ProtectionOptions protection_options(ConfigSection section) {
    ProtectionOptions options;
    options.unprotected_max = section.duration("unprotected_max");
    options.retry = section.duration("retry");
    options.close_retry = section.duration("close_retry");
    options.fallback_stop_distance = fraction(section, "fallback_stop_distance");
    return options;
}

ReconciliationOptions reconciliation_options(ConfigSection section) {
    ReconciliationOptions options;
    options.interval = section.duration("interval");
    options.retry = section.duration("retry");
    options.answer_timeout = section.duration("answer_timeout");
    options.fill_overlap = section.duration("fill_overlap");
    options.difference_looks = count_of(section, "difference_looks");
    options.unequal_looks_max = count_of(section, "unequal_looks_max");
    options.resume_when_equal = section.flag("resume_when_equal");
    return options;
}

DeadManOptions dead_man_options(ConfigSection section) {
    DeadManOptions options;
    options.is_enabled = section.flag("enabled");
    options.timeout = section.duration("timeout");
    options.interval = section.duration("interval");
    if (options.timeout < std::chrono::seconds{10} || options.timeout > std::chrono::seconds{120}) {
        section.mistake("timeout", "must be from 10s to 120s");
    }
    if (options.interval * 2 > options.timeout) section.mistake("interval", "must be at most half of the timeout");
    return options;
}

// Of each strategy that may trade, so that none ends in a way that nobody chose.
std::map<domain::StrategyId, StopPolicy> stop_policies(ConfigSection section, const Limits& limits) {
    std::map<domain::StrategyId, StopPolicy> policies;
    for (const auto& [strategy_id, strategy_limits] : limits.strategies) {
        const std::string word = section.choice(strategy_id.value(), {"keep", "cancel", "flatten"});
        policies[strategy_id] = word == "keep"      ? StopPolicy::Keep
                                : word == "flatten" ? StopPolicy::Flatten
                                                    : StopPolicy::Cancel;
    }
    return policies;
}

ExecutionOptions core_options(ConfigSection& root) {
    ExecutionOptions options;
    options.account_id = domain::AccountId{root.text("account_id")};
    const std::string state = root.choice("initial_state", {"active", "reducing", "halted"});
    options.initial_state = domain::parse_trading_state(state).value_or(domain::TradingState::Halted);
    options.tick_interval = root.duration("tick_interval");
    options.limits = read_limits(root.section("limits"));
    options.orders = order_options(root.section("orders"));
    options.protection = protection_options(root.section("protection"));
    options.reconciliation = reconciliation_options(root.section("reconciliation"));
    options.dead_man = dead_man_options(root.section("dead_man"));
    options.stop_policies = stop_policies(root.section("on_stop"), options.limits);
    ConfigSection flatten = root.section("flatten");
    options.flatten.timeout = flatten.duration("timeout");
    options.flatten.retry = flatten.duration("retry");
    return options;
}

VenueConfig venue_config(ConfigSection section) {
    VenueConfig venue;
    venue.name = section.choice("name", {"okx"});
    venue.environment = section.choice("environment", {"paper", "okx-demo", "live"});
    venue.region = section.choice("region", {"global", "eea", "us"});
    venue.paper_address = section.text("paper_address");
    venue.order_route = section.choice("order_route", {"socket", "rest", "socket_then_rest"});
    venue.api_key = section.secret("api_key");
    venue.api_secret = section.secret("api_secret");
    venue.api_passphrase = section.secret("api_passphrase");
    return venue;
}

base::Result<Config> read(ConfigFile file) {
    ConfigSection root = file.root();
    Config config;
    config.log_level = level_of(root.choice("log_level", {"info", "debug", "warn", "error"}));
    ConfigSection grpc = root.section("grpc");
    config.grpc_address = grpc.text("address");
    config.grpc_port = grpc.port("port");
    ConfigSection http = root.section("http");
    config.http_address = http.text("address");
    config.http_port = http.port("port");
    ConfigSection database = root.section("database");
    config.database_url = database.secret("url");
    config.commit_patience = database.duration("commit_patience");
    config.stop_patience = root.duration("stop_patience");
    if (config.stop_patience > std::chrono::seconds{24}) root.mistake("stop_patience", "must not be above 24s");
    ConfigSection bus = root.section("bus");
    config.facts_endpoint = bus.text("facts_endpoint");
    config.snapshot_endpoint = bus.text("snapshot_endpoint");
    config.intents_endpoint = bus.text("intents_endpoint");
    ConfigSection gateway = root.section("gateway");
    config.gateway_facts = gateway.text("facts_endpoint");
    config.gateway_snapshots = gateway.text("snapshot_endpoint");
    config.venue = venue_config(root.section("venue"));
    config.core = core_options(root);
    config.journal = journal::read_journal_config(root.section("journal"));
    if (const auto checked = file.check(); !checked) return base::failure(checked.error());
    for (const std::string& line : file.effective()) config.effective += line + "\n";
    config.yaml = file.to_yaml();
    return config;
}

}  // namespace

base::Result<Config> load_config(const std::string& path) {
    auto file = ConfigFile::load(path, "execution");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

base::Result<Config> parse_config(const std::string& yaml) {
    auto file = ConfigFile::parse(yaml, "execution");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

base::Result<Config> parse_recorded_config(const std::string& yaml) {
    auto file = ConfigFile::parse_recorded(yaml, "execution");
    if (!file) return base::failure(file.error());
    return read(*std::move(file));
}

}  // namespace trading::execution
