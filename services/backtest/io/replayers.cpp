#include "services/backtest/io/replayers.hpp"

namespace trading::backtest {

base::Result<ReplayReport> replay_run(const std::filesystem::path& run, const base::Clock& clock) {
    auto reader = journal::Reader::open(run);
    if (!reader) return base::failure(reader.error());
    const std::string& service = reader->header().service;
    if (service == "gateway") return replay_gateway(*reader, clock);
    if (service == "strategy") return replay_strategy(*reader, clock);
    if (service == "execution") return replay_execution(*reader, clock);
    return base::failure(base::ErrorCode::NotFound, "no core is known for the service '" + service + "'");
}

}  // namespace trading::backtest
