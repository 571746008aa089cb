#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace trading::domain {

// Where money sits in the double-entry ledger. `Venue` is what the venue holds for us; the others say why it changed.
enum class LedgerAccount { Venue = 1, Trading = 2, Fees = 3, Funding = 4, Transfers = 5, External = 6 };

[[nodiscard]] std::string_view to_string(LedgerAccount account) noexcept;

// One line: so much of one currency into (positive) or out of (negative) an account.
struct LedgerLine {
    LedgerAccount account = LedgerAccount::Venue;
    Currency currency;
    Cash amount;

    bool operator==(const LedgerLine&) const = default;
};

// One event of money. The lines of each currency sum to zero.
struct LedgerEntry {
    std::string entry_id;  // Stable: "fill:<instrument>:<trade id>", "opening:<currency>", ...
    std::string kind;      // fill, opening, funding, transfer, external
    InstrumentId instrument_id;
    std::vector<LedgerLine> lines;
    base::Timestamp ts_event{};

    bool operator==(const LedgerEntry&) const = default;
};

}  // namespace trading::domain
