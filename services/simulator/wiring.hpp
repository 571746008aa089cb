#pragma once

#include "common/base/result.hpp"
#include "common/service/shutdown_signal.hpp"
#include "services/simulator/config.hpp"

namespace trading::simulator {

// Builds the venue, listens, and serves until `shutdown` is requested.
[[nodiscard]] base::Status run_simulator(const SimulatorConfig& config, service::ShutdownSignal& shutdown);

}  // namespace trading::simulator
