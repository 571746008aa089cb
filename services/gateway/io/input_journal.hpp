#pragma once

#include "common/journal/core_journal.hpp"
#include "services/gateway/core/input.hpp"
#include "services/gateway/core/output.hpp"

#include <memory>

namespace trading::gateway {

using InputJournal = journal::CoreJournal<Input, Outputs>;

// As journal::open_core_journal.
[[nodiscard]] std::unique_ptr<InputJournal> open_input_journal(journal::Recording recording);

}  // namespace trading::gateway

// Made once, in the .cpp: it walks through every type that the core knows.
extern template class trading::journal::CoreJournal<trading::gateway::Input, trading::gateway::Outputs>;
