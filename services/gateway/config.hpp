#pragma once

#include "common/base/result.hpp"
#include "common/journal/journal_config.hpp"
#include "common/service/log.hpp"
#include "common/venue/okx/environment.hpp"
#include "services/gateway/core/options.hpp"
#include "services/gateway/io/recorder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trading::gateway {

// Everything that deployment/config/gateway.yaml says.
struct Config {
    service::LogLevel log_level = service::LogLevel::Info;
    std::string venue;
    venue::okx::Addresses addresses;
    GatewayOptions core;
    std::string facts_endpoint;
    std::string snapshot_endpoint;
    bool is_recording = false;
    Recorder::Options recorder;
    std::string grpc_address;
    std::uint16_t grpc_port = 0;
    std::string http_address;
    std::uint16_t http_port = 0;
    journal::JournalConfig journal;
    std::vector<std::string> effective;  // "key=value", secrets as stars.
    std::string yaml;                    // The same as a file, secrets only named: what a journal keeps.
};

// `InvalidArgument` with every mistake at once.
[[nodiscard]] base::Result<Config> load_config(const std::string& path);

// The same from text, for tests.
[[nodiscard]] base::Result<Config> parse_config(const std::string& yaml);

// From a journal: the environment does not count, and secrets are empty.
[[nodiscard]] base::Result<Config> parse_recorded_config(const std::string& yaml);

}  // namespace trading::gateway
