#include "services/gateway/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::gateway::Input, trading::gateway::Outputs>;

namespace trading::gateway {

std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording) {
    return journal::open_core_journal<Input, Outputs>("gateway", std::move(recording));
}

}  // namespace trading::gateway
