#pragma once

#include "common/base/result.hpp"
#include "services/simulator/io/fault.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace trading::simulator {

// One account of the venue with its API key. The key is fake and fixed, and is printed on purpose.
struct AccountConfig {
    std::string name = "main";
    std::string uid = "446557890123456789";
    std::string api_key = "simulator-demo-key";
    std::string api_secret = "SIMULATOR0DEMO0SECRET0000000000A";
    std::string api_passphrase = "simulator-demo";
    std::string environment = "any";  // any, live, demo
    std::map<std::string, std::string> trading{{"USDT", "100000"}, {"BTC", "2"}, {"ETH", "30"}, {"SOL", "500"}};
    std::map<std::string, std::string> funding{{"USDT", "10000"}};
};

// Everything that the simulated venue can be told; the values here are those of deployment/config/simulator.yaml.
struct SimulatorConfig {
    std::string address = "127.0.0.1";
    std::uint16_t port = 17300;        // REST and sockets; 0: the system chooses.
    std::uint16_t admin_port = 17301;  // gRPC.
    std::uint16_t http_port = 17205;   // Metrics and health.
    std::string certificate_file;      // PEM; both empty: plain HTTP.
    std::string private_key_file;
    std::uint64_t seed = 1;
    double speed = 1.0;
    base::Duration idle_maximum = std::chrono::seconds{30};
    std::vector<AccountConfig> accounts{AccountConfig{}};
    std::vector<std::string> faults;  // As parse_fault reads them.
    std::string replay_file;          // Empty: only the simulated market.
    std::string replay_speed = "1";   // A number, or "max".
    bool prints_environment = false;
};

// Reads the file strictly; every mistake is reported at once.
[[nodiscard]] base::Result<SimulatorConfig> load_config(const std::string& path);

// What the command line may have spoiled as well: fault texts, speeds, amounts. `InvalidArgument` lists all mistakes.
[[nodiscard]] base::Status check_config(const SimulatorConfig& config);

// "max" is absent; `InvalidArgument` unless a number above zero.
[[nodiscard]] base::Result<std::optional<double>> parse_replay_speed(const std::string& text);

}  // namespace trading::simulator
