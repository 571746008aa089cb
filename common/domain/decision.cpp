#include "common/domain/decision.hpp"

namespace trading::domain {

std::string_view to_string(DecisionOutcome outcome) noexcept {
    switch (outcome) {
        case DecisionOutcome::NoTrade: return "no_trade";
        case DecisionOutcome::Enter: return "enter";
        case DecisionOutcome::Exit: return "exit";
    }
    return "unknown";
}

}  // namespace trading::domain
