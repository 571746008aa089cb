#include "services/strategy/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::strategy::Input, trading::strategy::Outputs>;

namespace trading::strategy {

std::unique_ptr<InputJournal> open_input_journal(
    const journal::JournalConfig& config,
    std::string config_yaml,
    service::Metrics& metrics,
    const base::Clock& clock,
    service::Log& log
) {
    journal::Header header;
    header.service = "strategy";
    header.config = std::move(config_yaml);
    return journal::open_core_journal<Input, Outputs>(config, std::move(header), metrics, clock, log);
}

}  // namespace trading::strategy
