#pragma once

#include "common/base/result.hpp"
#include "common/base/secret.hpp"
#include "common/service/log.hpp"

#include <cstdint>
#include <string>

namespace trading::control {

// Everything that deployment/config/control.yaml says.
struct Config {
    service::LogLevel log_level = service::LogLevel::Info;
    std::string grpc_address;
    std::uint16_t grpc_port = 0;
    std::string http_address;
    std::uint16_t http_port = 0;
    base::Secret database_url;
    std::string venue;
    std::string account_id;
    std::string gateway_facts;
    std::string gateway_snapshots;
    std::string gateway_grpc;
    std::string execution_facts;
    std::string execution_snapshots;
    std::string execution_grpc;
    std::string strategy_grpc;
    std::string effective;  // "key=value" lines, secrets as stars.
};

// `InvalidArgument` with every mistake at once.
[[nodiscard]] base::Result<Config> load_config(const std::string& path);

}  // namespace trading::control
