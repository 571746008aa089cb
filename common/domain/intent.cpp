#include "common/domain/intent.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<IntentKind, 4> kKindNames{{
    {IntentKind::Enter, "enter"},
    {IntentKind::Exit, "exit"},
    {IntentKind::Protect, "protect"},
    {IntentKind::Cancel, "cancel"},
}};

constexpr EnumNames<IntentVerdict, 3> kVerdictNames{{
    {IntentVerdict::Accepted, "accepted"},
    {IntentVerdict::Denied, "denied"},
    {IntentVerdict::Duplicate, "duplicate"},
}};

}  // namespace

std::string_view to_string(IntentKind kind) noexcept { return kKindNames.name_of(kind); }
std::optional<IntentKind> parse_intent_kind(std::string_view text) noexcept { return kKindNames.value_of(text); }
std::string_view to_string(IntentVerdict verdict) noexcept { return kVerdictNames.name_of(verdict); }
std::optional<IntentVerdict> parse_intent_verdict(std::string_view text) noexcept {
    return kVerdictNames.value_of(text);
}

}  // namespace trading::domain
