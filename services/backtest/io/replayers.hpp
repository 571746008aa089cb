#pragma once

#include "common/base/clock.hpp"
#include "services/backtest/io/replay_report.hpp"

#include <filesystem>

namespace trading::backtest {

// Each makes the core that the journal's header describes and replays the run with it.
[[nodiscard]] base::Result<ReplayReport> replay_gateway(journal::Reader& reader, const base::Clock& clock);
[[nodiscard]] base::Result<ReplayReport> replay_strategy(journal::Reader& reader, const base::Clock& clock);
[[nodiscard]] base::Result<ReplayReport> replay_execution(journal::Reader& reader, const base::Clock& clock);

// The same for the run in a folder, whichever service it is of.
[[nodiscard]] base::Result<ReplayReport> replay_run(const std::filesystem::path& run, const base::Clock& clock);

}  // namespace trading::backtest
