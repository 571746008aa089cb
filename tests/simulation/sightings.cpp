#include "tests/simulation/sightings.hpp"

namespace trading::simulation {
namespace {

constexpr std::array<std::string_view, kSights> kNames{
    "placed_after_expiry",
    "proven_not_placed",
    "unknown_adopted",
    "unknown_filled",
    "cancel_lost_to_fill",
    "late_output_of_old_process",
    "commit_unclear",
    "commit_refused",
    "halt_held_order_back",
    "intent_answered_again",
    "dead_man_fired",
    "book_sequence_broke",
    "fact_gap",
    "crash_during_recovery",
    "limit_reached",
    "shared_trade_id",
    "fill_without_trade",
    "partial_fill",
    "stop_fired",
    "emergency_close",
    "external_order",
    "position_flipped",
    "records_differed",
    "flattened",
    "flattened_incompletely",
    "halt_survived_restart",
    "killed_and_rearmed",
    "entries_paused_by_others",
    "intent_expired",
    "entry_denied",
    "amend_refused",
    "halt_met_resting_entry",
    "held_entry_outlived_process",
    "spot_stop_made_way",
};

}  // namespace

std::string_view to_string(Sight sight) noexcept { return kNames[static_cast<std::size_t>(sight)]; }

void Sightings::add(const Sightings& other) {
    for (std::size_t sight = 0; sight < kSights; ++sight) counts_[sight] += other.counts_[sight];
}

}  // namespace trading::simulation
