#include "services/backtest/io/core_replay.hpp"
#include "services/backtest/io/replayers.hpp"
#include "services/gateway/config.hpp"
#include "services/gateway/core/gateway_core.hpp"

namespace trading::backtest {

base::Result<ReplayReport> replay_gateway(journal::Reader& reader, const base::Clock& clock) {
    using namespace trading::gateway;
    if (auto same = check_shape<Input, Outputs>(reader.header()); !same) return base::failure(same.error());
    const auto config = parse_recorded_config(reader.header().config);
    if (!config) return base::failure(config.error());
    GatewayCore core{config->core};
    return CoreReplay<Input, Outputs, GatewayCore>{reader, core, clock}.run();
}

}  // namespace trading::backtest
