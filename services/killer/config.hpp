#pragma once

#include "common/base/result.hpp"
#include "common/base/secret.hpp"
#include "common/service/log.hpp"
#include "services/killer/core/options.hpp"

#include <cstdint>
#include <string>

namespace trading::killer {

// Everything that deployment/config/killer.yaml says.
struct Config {
    service::LogLevel log_level = service::LogLevel::Info;
    std::string latch_file;
    std::string grpc_address;
    std::uint16_t grpc_port = 0;
    std::string http_address;
    std::uint16_t http_port = 0;
    std::string environment;    // paper (our simulator), okx-demo or live
    std::string region;         // global, eea or us
    std::string paper_address;  // http://host:port of the simulator; not used elsewhere.
    base::Secret api_key;
    base::Secret api_secret;
    base::Secret api_passphrase;
    KillerOptions core;
};

// `InvalidArgument` with every mistake at once.
[[nodiscard]] base::Result<Config> load_config(const std::string& path);

// The same from text, for tests.
[[nodiscard]] base::Result<Config> parse_config(const std::string& yaml);

// Only where the latch is: a command needs neither keys nor the rest of the file to be well.
[[nodiscard]] base::Result<std::string> load_latch_path(const std::string& path);

}  // namespace trading::killer
