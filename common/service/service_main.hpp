#pragma once

#include "common/base/result.hpp"
#include "common/service/shutdown_signal.hpp"

#include <functional>
#include <string>

namespace trading::service {

// The frame of every `main`: reads `--config FILE`, `--check-config` and `--version`, catches what nobody else caught,
// and turns each failure into one message on standard error and a non-zero exit code. 0: well; 1: could not start or
// work; 2: wrong arguments.
struct ServiceMain {
    std::string name;         // "gateway"
    std::string description;  // One sentence for --help.

    // Reads the whole configuration and says every mistake at once.
    std::function<base::Status(const std::string& config_path)> check_config;

    // Works until `shutdown` is requested, or fails.
    std::function<base::Status(const std::string& config_path, ShutdownSignal& shutdown)> run;
};

[[nodiscard]] int run_main(int argc, char** argv, const ServiceMain& service);

}  // namespace trading::service
