#pragma once

#include "common/base/result.hpp"
#include "common/base/secret.hpp"
#include "common/journal/journal_config.hpp"
#include "common/service/log.hpp"
#include "services/execution/core/options.hpp"

#include <cstdint>
#include <string>

namespace trading::execution {

// How to reach the account at the venue.
struct VenueConfig {
    std::string name;           // "okx": also the word in market topics.
    std::string environment;    // paper (our simulator), okx-demo or live
    std::string region;         // global, eea or us
    std::string paper_address;  // http://host:port of the simulator; not used elsewhere.
    std::string order_route;    // socket, rest or socket_then_rest
    base::Secret api_key;
    base::Secret api_secret;
    base::Secret api_passphrase;
};

// Everything that deployment/config/execution.yaml says.
struct Config {
    service::LogLevel log_level = service::LogLevel::Info;
    std::string grpc_address;
    std::uint16_t grpc_port = 0;
    std::string http_address;
    std::uint16_t http_port = 0;
    base::Secret database_url;
    base::Duration commit_patience{};
    base::Duration stop_patience{};
    std::string facts_endpoint;
    std::string snapshot_endpoint;
    std::string intents_endpoint;
    std::string gateway_facts;
    std::string gateway_snapshots;
    VenueConfig venue;
    ExecutionOptions core;
    journal::JournalConfig journal;
    std::string effective;  // "key=value" lines, secrets as stars.
    std::string yaml;       // The same as a file, secrets only named: what a journal keeps.
};

// `InvalidArgument` with every mistake at once.
[[nodiscard]] base::Result<Config> load_config(const std::string& path);

// The same from text, for tests.
[[nodiscard]] base::Result<Config> parse_config(const std::string& yaml);

// From a journal: the environment does not count, and secrets are empty.
[[nodiscard]] base::Result<Config> parse_recorded_config(const std::string& yaml);

}  // namespace trading::execution
