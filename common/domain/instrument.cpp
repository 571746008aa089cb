#include "common/domain/instrument.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<InstrumentKind, 3> kKindNames{{
    {InstrumentKind::Spot, "spot"},
    {InstrumentKind::PerpetualSwap, "perpetual_swap"},
    {InstrumentKind::Future, "future"},
}};

constexpr EnumNames<ContractKind, 3> kContractNames{{
    {ContractKind::None, "none"},
    {ContractKind::Linear, "linear"},
    {ContractKind::Inverse, "inverse"},
}};

constexpr EnumNames<InstrumentStatus, 6> kStatusNames{{
    {InstrumentStatus::Live, "live"},
    {InstrumentStatus::PostOnly, "post_only"},
    {InstrumentStatus::Suspended, "suspended"},
    {InstrumentStatus::PreOpen, "pre_open"},
    {InstrumentStatus::Settling, "settling"},
    {InstrumentStatus::Expired, "expired"},
}};

}  // namespace

std::string_view to_string(InstrumentKind kind) noexcept { return kKindNames.name_of(kind); }
std::string_view to_string(ContractKind kind) noexcept { return kContractNames.name_of(kind); }
std::string_view to_string(InstrumentStatus status) noexcept { return kStatusNames.name_of(status); }
std::optional<InstrumentKind> parse_instrument_kind(std::string_view text) noexcept {
    return kKindNames.value_of(text);
}
std::optional<ContractKind> parse_contract_kind(std::string_view text) noexcept {
    return kContractNames.value_of(text);
}

std::optional<InstrumentStatus> parse_instrument_status(std::string_view text) noexcept {
    return kStatusNames.value_of(text);
}

}  // namespace trading::domain
