#include "services/backtest/io/core_replay.hpp"
#include "services/backtest/io/replayers.hpp"
#include "services/execution/config.hpp"
#include "services/execution/core/execution_core.hpp"

namespace trading::backtest {

base::Result<ReplayReport> replay_execution(journal::Reader& reader, const base::Clock& clock) {
    using namespace trading::execution;
    if (auto same = check_shape<Input, Outputs>(reader.header()); !same) return base::failure(same.error());
    const auto config = parse_recorded_config(reader.header().config);
    if (!config) return base::failure(config.error());
    ExecutionCore core{config->core};
    return CoreReplay<Input, Outputs, ExecutionCore>{reader, core, clock}.run();
}

}  // namespace trading::backtest
