#pragma once

#include "common/journal/core_journal.hpp"
#include "services/strategy/core/input.hpp"
#include "services/strategy/core/output.hpp"

#include <memory>
#include <string>

namespace trading::strategy {

using InputJournal = journal::CoreJournal<Input, Outputs>;

// Begins the journal of this life of the process; null when it is switched off or cannot be written, which is logged.
[[nodiscard]] std::unique_ptr<InputJournal> open_input_journal(
    const journal::JournalConfig& config,
    std::string config_yaml,
    service::Metrics& metrics,
    const base::Clock& clock,
    service::Log& log
);

}  // namespace trading::strategy

// Made once, in the .cpp: it walks through every type that the core knows.
extern template class trading::journal::CoreJournal<trading::strategy::Input, trading::strategy::Outputs>;
