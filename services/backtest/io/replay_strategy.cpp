#include "services/backtest/io/core_replay.hpp"
#include "services/backtest/io/replayers.hpp"
#include "services/strategy/config.hpp"
#include "services/strategy/core/strategy_core.hpp"

namespace trading::backtest {

base::Result<ReplayReport> replay_strategy(journal::Reader& reader, const base::Clock& clock) {
    using namespace trading::strategy;
    if (auto same = check_shape<Input, Outputs>(reader.header()); !same) return base::failure(same.error());
    const auto config = parse_recorded_config(reader.header().config);
    if (!config) return base::failure(config.error());
    StrategyCore core = make_core(*config);
    return CoreReplay<Input, Outputs, StrategyCore>{reader, core, clock}.run();
}

}  // namespace trading::backtest
