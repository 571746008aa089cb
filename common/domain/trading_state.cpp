#include "common/domain/trading_state.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<TradingState, 4> kNames{{
    {TradingState::Active, "active"},
    {TradingState::Reducing, "reducing"},
    {TradingState::Halted, "halted"},
    {TradingState::Killed, "killed"},
}};

}  // namespace

std::string_view to_string(TradingState state) noexcept { return kNames.name_of(state); }
std::optional<TradingState> parse_trading_state(std::string_view text) noexcept { return kNames.value_of(text); }

std::string_view describe(TradingState state) noexcept {
    switch (state) {
        case TradingState::Active: return "entries, exits, stops and cancels are sent";
        case TradingState::Reducing: return "entries are denied; exits, stops and cancels are sent";
        case TradingState::Halted:
            return "entries and exits are denied; resting stops stay at the venue; cancels are sent";
        case TradingState::Killed:
            return "entries and exits are denied; every order is cancelled, also those that are not ours; every "
                   "position "
                   "is closed at the market, its stop stays until then; only a re-arm ends it";
    }
    return "unknown";
}

}  // namespace trading::domain
