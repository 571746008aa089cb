#include "common/venue/okx/error_table.hpp"

#include <array>

namespace trading::venue::okx {
namespace {

struct CancelSource {
    std::string_view code;
    std::string_view meaning;
};

// Section 8.1 of the protocol reference.
constexpr std::array<CancelSource, 32> kCancelSources{{
    {"0", "cancelled by the venue"},
    {"1", "cancelled by the user"},
    {"2", "reduced or cancelled for insufficient margin"},
    {"3", "risk control: maintenance margin"},
    {"4", "the cap on borrowing is reached"},
    {"6", "deleveraging"},
    {"7", "delivery of the contract"},
    {"9", "balance insufficient after funding"},
    {"10", "the option expired"},
    {"13", "fill-or-kill could not be filled at once"},
    {"14", "remainder of an immediate-or-cancel order"},
    {"15", "price beyond the limit"},
    {"17", "the position was closed already"},
    {"20", "the dead-man's switch fired"},
    {"21", "the position of the stop was closed"},
    {"22", "reduce-only, replaced by one with a better price"},
    {"23", "reduce-only, replaced by one with a better price"},
    {"27", "price too far from the counterparty's"},
    {"31", "post-only would have taken liquidity"},
    {"32", "self-trade prevention"},
    {"33", "more than 1000 matches"},
    {"36", "the stop-loss fired instead"},
    {"37", "the take-profit was cancelled with its stop-loss"},
    {"38", "cancelled by market-maker protection, by the user"},
    {"39", "market-maker protection fired"},
    {"42", "the chase reached its limit"},
    {"43", "price too far from the index"},
    {"44", "automatic conversion"},
    {"45", "price of a retail order"},
    {"46", "delta reducing"},
    {"mmp", "market-maker protection"},
    {"", "no source given"},
}};

}  // namespace

std::string_view cancel_source_text(std::string_view cancel_source) noexcept {
    for (const CancelSource& source : kCancelSources) {
        if (source.code == cancel_source) return source.meaning;
    }
    return "unknown source";
}

}  // namespace trading::venue::okx
