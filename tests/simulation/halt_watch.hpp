#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/execution/core/input.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/simulation/verdict.hpp"

#include <map>
#include <set>

namespace trading::simulation {

// I4, its other half: an entry that still rests when trading is halted or reduced is cancelled. Each life of the process
// has to ask for it, because none knows what the one before it has asked. The time is counted in ticks that the process
// has handled: while it is down, frozen or waits for its database it can do nothing, and owes nothing.
class HaltWatch {
public:
    static constexpr int kTicksMax = 10;

    HaltWatch(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict)
        : scene_(scene), venue_(venue), database_(database), verdict_(verdict) {}

    void before_input(const execution::Input& input);
    void before_commit(const domain::RiskState& state);
    void on_sent(const domain::CancelOrder& request) { asked_.insert(request.client_order_id); }
    void on_process_ended();

private:
    // An entry of ours that our records hold for open, and that is.
    [[nodiscard]] bool is_resting_entry(const domain::Order& row) const;

    Scene& scene_;
    const Venue& venue_;
    const Database& database_;
    Verdict& verdict_;
    std::map<domain::ClientOrderId, int> ticks_;  // Handled in this life while trading was held and it rested.
    std::set<domain::ClientOrderId> asked_;       // What this life has asked the venue to cancel.
    bool is_first_tick_ = true;                   // Of this life.
};

}  // namespace trading::simulation
