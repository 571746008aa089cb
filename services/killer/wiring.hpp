#pragma once

#include "common/base/result.hpp"
#include "common/service/shutdown_signal.hpp"

#include <string>

namespace trading::killer {

// Who commands, and why.
struct CommandWords {
    std::string actor;
    std::string reason;
};

[[nodiscard]] base::Status check_config(const std::string& config_path);

// Serves and watches, and kills while the latch is closed, until the shutdown.
[[nodiscard]] base::Status run(const std::string& config_path, service::ShutdownSignal& shutdown);

// Closes the latch and says so on standard output. When no killer runs, this process becomes it until the shutdown.
[[nodiscard]] base::Status kill(
    const std::string& config_path, const CommandWords& words, service::ShutdownSignal& shutdown
);

// Opens the latch and says so on standard output.
[[nodiscard]] base::Status release(const std::string& config_path, const CommandWords& words);

// Says on standard output what the latch says.
[[nodiscard]] base::Status show(const std::string& config_path);

}  // namespace trading::killer
