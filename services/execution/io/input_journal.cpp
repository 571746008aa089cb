#include "services/execution/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::execution::Input, trading::execution::Outputs>;

namespace trading::execution {

std::unique_ptr<InputJournal> open_input_journal(
    const journal::JournalConfig& config,
    std::string config_yaml,
    service::Metrics& metrics,
    const base::Clock& clock,
    service::Log& log
) {
    journal::Header header;
    header.service = "execution";
    header.config = std::move(config_yaml);
    return journal::open_core_journal<Input, Outputs>(config, std::move(header), metrics, clock, log);
}

}  // namespace trading::execution
