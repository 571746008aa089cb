#pragma once

#include "common/domain/venue_trading.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/simulation/verdict.hpp"

#include <map>

namespace trading::simulation {

// P1: while nothing goes wrong, no position of ours is without a stop at the venue that covers all of it for longer
// than it takes to close it, and none is closed for want of a stop. P2: no take-profit is larger than its position.
class ProtectionWatch {
public:
    static constexpr base::Duration kUnprotectedMax = std::chrono::seconds{6};

    ProtectionWatch(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict)
        : scene_(scene), venue_(venue), database_(database), verdict_(verdict) {}

    void begin_commit();
    void before_commit(const domain::Position& row);
    void on_sent(const domain::PlaceOrder& request);

    // A position was closed because it had no stop in time.
    void on_closed_unprotected(const std::string& detail);

    // Looks at the venue; called several times a second once everything has healed.
    void look();

private:
    [[nodiscard]] double covered(const domain::Position& position) const;
    [[nodiscard]] static double tradable(const domain::Position& position);

    Scene& scene_;
    const Venue& venue_;
    const Database& database_;
    Verdict& verdict_;
    std::map<domain::InstrumentId, base::Timestamp> uncovered_since_;
    bool is_calm_ = false;                            // Everything has healed a while ago.
    std::map<domain::InstrumentId, double> largest_;  // Of the positions before and in the last commit.
};

}  // namespace trading::simulation
