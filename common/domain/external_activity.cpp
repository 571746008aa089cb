#include "common/domain/external_activity.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<ExternalKind, 6> kKinds{{
    {ExternalKind::Order, "order"},
    {ExternalKind::Fill, "fill"},
    {ExternalKind::Cancel, "cancel"},
    {ExternalKind::Transfer, "transfer"},
    {ExternalKind::Settings, "settings"},
    {ExternalKind::Unresolved, "unresolved"},
}};

constexpr EnumNames<ExternalVerdict, 4> kVerdicts{{
    {ExternalVerdict::Open, "open"},
    {ExternalVerdict::Adopted, "adopted"},
    {ExternalVerdict::Ignored, "ignored"},
    {ExternalVerdict::Halted, "halted"},
}};

}  // namespace

std::string_view to_string(ExternalKind kind) noexcept { return kKinds.name_of(kind); }
std::optional<ExternalKind> parse_external_kind(std::string_view text) noexcept { return kKinds.value_of(text); }
std::string_view to_string(ExternalVerdict verdict) noexcept { return kVerdicts.name_of(verdict); }
std::optional<ExternalVerdict> parse_external_verdict(std::string_view text) noexcept {
    return kVerdicts.value_of(text);
}

}  // namespace trading::domain
