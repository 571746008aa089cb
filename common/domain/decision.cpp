#include "common/domain/decision.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<DecisionOutcome, 3> kOutcomeNames{{
    {DecisionOutcome::NoTrade, "no_trade"},
    {DecisionOutcome::Enter, "enter"},
    {DecisionOutcome::Exit, "exit"},
}};

}  // namespace

std::string_view to_string(DecisionOutcome outcome) noexcept { return kOutcomeNames.name_of(outcome); }

std::optional<DecisionOutcome> parse_decision_outcome(std::string_view text) noexcept {
    return kOutcomeNames.value_of(text);
}

}  // namespace trading::domain
