#include "common/domain/ledger.hpp"

namespace trading::domain {

std::string_view to_string(LedgerAccount account) noexcept {
    switch (account) {
        case LedgerAccount::Venue: return "venue";
        case LedgerAccount::Trading: return "trading";
        case LedgerAccount::Fees: return "fees";
        case LedgerAccount::Funding: return "funding";
        case LedgerAccount::Transfers: return "transfers";
        case LedgerAccount::External: return "external";
    }
    return "unknown";
}

}  // namespace trading::domain
