#pragma once

#include "common/journal/core_journal.hpp"
#include "services/strategy/core/input.hpp"
#include "services/strategy/core/output.hpp"

#include <memory>

namespace trading::strategy {

using InputJournal = journal::CoreJournal<Input, Outputs>;

// As journal::open_core_journal.
[[nodiscard]] std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording);

}  // namespace trading::strategy

// Made once, in the .cpp: it walks through every type that the core knows.
extern template class trading::journal::CoreJournal<trading::strategy::Input, trading::strategy::Outputs>;
