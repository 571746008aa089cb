#include "services/gateway/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::gateway::Input, trading::gateway::Outputs>;

namespace trading::gateway {

std::unique_ptr<InputJournal> open_input_journal(
    const journal::JournalConfig& config,
    std::string config_yaml,
    service::Metrics& metrics,
    const base::Clock& clock,
    service::Log& log
) {
    journal::Header header;
    header.service = "gateway";
    header.config = std::move(config_yaml);
    return journal::open_core_journal<Input, Outputs>(config, std::move(header), metrics, clock, log);
}

}  // namespace trading::gateway
