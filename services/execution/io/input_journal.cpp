#include "services/execution/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::execution::Input, trading::execution::Outputs>;

namespace trading::execution {

std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording) {
    return journal::open_core_journal<Input, Outputs>("execution", std::move(recording));
}

}  // namespace trading::execution
