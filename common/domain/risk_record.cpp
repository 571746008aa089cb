#include "common/domain/risk_record.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<LockScope, 2> kScopeNames{{
    {LockScope::Strategy, "strategy"},
    {LockScope::Instrument, "instrument"},
}};

}  // namespace

std::string_view to_string(LockScope scope) noexcept { return kScopeNames.name_of(scope); }
std::optional<LockScope> parse_lock_scope(std::string_view text) noexcept { return kScopeNames.value_of(text); }

}  // namespace trading::domain
