#pragma once

#include "common/journal/header.hpp"
#include "common/journal/writer.hpp"
#include "common/service/config.hpp"

namespace trading::journal {

// What the section `journal` of a service's configuration says.
struct JournalConfig {
    bool is_enabled = false;
    OutputsKept outputs = OutputsKept::Whole;
    Writer::Options writer;
};

// Mistakes are collected in the section.
[[nodiscard]] JournalConfig read_journal_config(service::ConfigSection section);

}  // namespace trading::journal
