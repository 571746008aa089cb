#pragma once

#include "common/journal/core_journal.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"

#include <memory>

namespace trading::execution {

using InputJournal = journal::CoreJournal<Input, Outputs>;

// As journal::open_core_journal.
[[nodiscard]] std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording);

}  // namespace trading::execution

// Made once, in the .cpp: it walks through every type that the core knows.
extern template class trading::journal::CoreJournal<trading::execution::Input, trading::execution::Outputs>;
