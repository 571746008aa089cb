#pragma once

#include "common/domain/enum_names.hpp"
#include "common/domain/venue_trading.hpp"

namespace trading::domain {

inline constexpr EnumNames<RequestKind, 4> kRequestKindNames{
    {{RequestKind::Place, "place"},
     {RequestKind::Cancel, "cancel"},
     {RequestKind::Amend, "amend"},
     {RequestKind::DeadMan, "dead_man"}}
};

inline constexpr EnumNames<RequestOutcome, 4> kRequestOutcomeNames{
    {{RequestOutcome::Accepted, "accepted"},
     {RequestOutcome::Refused, "refused"},
     {RequestOutcome::Unknown, "unknown"},
     {RequestOutcome::NotSent, "not_sent"}}
};

[[nodiscard]] constexpr std::string_view to_string(RequestKind kind) noexcept { return kRequestKindNames.name_of(kind); }

[[nodiscard]] constexpr std::string_view to_string(RequestOutcome outcome) noexcept {
    return kRequestOutcomeNames.name_of(outcome);
}

}  // namespace trading::domain
