#pragma once

#include "common/base/result.hpp"
#include "common/base/secret.hpp"
#include "common/journal/journal_config.hpp"
#include "common/service/log.hpp"
#include "services/strategy/core/strategy_core.hpp"
#include "services/strategy/io/decision_recorder.hpp"
#include "services/strategy/strategy_kinds.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trading::strategy {

// Everything that deployment/config/strategy.yaml says.
struct Config {
    service::LogLevel log_level = service::LogLevel::Info;
    std::string grpc_address;
    std::uint16_t grpc_port = 0;
    std::string http_address;
    std::uint16_t http_port = 0;
    base::Secret database_url;
    std::string venue;
    std::string account_id;
    std::string intent_id_scope;
    std::string gateway_facts;
    std::string gateway_snapshots;
    std::string execution_facts;
    std::string execution_snapshots;
    std::string execution_intents;
    std::size_t unanswered_intents_max = 0;
    base::Duration intent_resend_interval{};
    StrategyCoreOptions core;
    DecisionRecorder::Options recorder;
    std::vector<domain::InstrumentId> instruments;  // Of all strategies, each once.
    std::vector<StrategyFactory> strategies;
    journal::JournalConfig journal;
    std::string effective;  // "key=value" lines, secrets as stars.
    std::string yaml;       // The same as a file, secrets only named: what a journal keeps.
};

// `InvalidArgument` with every mistake at once.
[[nodiscard]] base::Result<Config> load_config(const std::string& path);

// From a journal: the environment does not count, and secrets are empty.
[[nodiscard]] base::Result<Config> parse_recorded_config(const std::string& yaml);

// A core as the configuration says.
[[nodiscard]] StrategyCore make_core(const Config& config);

}  // namespace trading::strategy
