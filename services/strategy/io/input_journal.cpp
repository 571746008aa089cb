#include "services/strategy/io/input_journal.hpp"

#include <utility>

template class trading::journal::CoreJournal<trading::strategy::Input, trading::strategy::Outputs>;

namespace trading::strategy {

std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording) {
    return journal::open_core_journal<Input, Outputs>("strategy", std::move(recording));
}

}  // namespace trading::strategy
