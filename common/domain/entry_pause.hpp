#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"

#include <cstdint>
#include <string>

namespace trading::domain {

// Keeps entries from going out in one scope: of a strategy, on an instrument, of a strategy on an instrument, or
// everywhere (both ids empty). Exits, stops and cancels are not touched. Durable; ends only by a command or by the rule
// that began it.
struct EntryPause {
    StrategyId strategy_id;
    InstrumentId instrument_id;
    bool is_paused = false;
    std::string actor;  // "operator:<name>", or "system:<rule>".
    std::string reason;
    std::int64_t version = 0;  // Grows with each change of this scope.
    base::Timestamp ts_event{};

    bool operator==(const EntryPause&) const = default;
};

}  // namespace trading::domain
