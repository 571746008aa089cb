#pragma once

#include "common/journal/core_journal.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"

#include <memory>
#include <string>

namespace trading::execution {

using InputJournal = journal::CoreJournal<Input, Outputs>;

// Begins the journal of this life of the process; null when it is switched off or cannot be written, which is logged.
[[nodiscard]] std::unique_ptr<InputJournal> open_input_journal(
    const journal::JournalConfig& config,
    std::string config_yaml,
    service::Metrics& metrics,
    const base::Clock& clock,
    service::Log& log
);

}  // namespace trading::execution

// Made once, in the .cpp: it walks through every type that the core knows.
extern template class trading::journal::CoreJournal<trading::execution::Input, trading::execution::Outputs>;
