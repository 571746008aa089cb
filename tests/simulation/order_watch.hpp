#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/simulator/core/venue_outputs.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/simulation/verdict.hpp"

#include <map>
#include <set>
#include <string>

namespace trading::simulation {

// Watches the life of every order from both ends at once:
//   I1  nothing is sent without its durable row, and as that row says;
//   I2  each id is sent and accepted once, each intent becomes one order at the venue;
//   I3  what is closed in our records is not open at the venue (stops have no expiry: those a moment longer);
//   I8  "not placed" is concluded only from two absences past the expiry by the venue's clock, or when it never left;
//   I9  rows only move forward;
//   I15 nothing is accepted after its expiry;
//   S1  a well-behaved strategy has one entry or exit under way on an instrument.
class OrderWatch {
public:
    OrderWatch(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict)
        : scene_(scene), venue_(venue), database_(database), verdict_(verdict) {}

    void on_sent(const domain::PlaceOrder& request);
    void on_reply(const domain::PlaceOrder& request, const simulator::Reply& reply);
    void on_reply(const domain::CancelOrder& request, const simulator::Reply& reply);
    void on_reply(const domain::AmendOrder& request, const simulator::Reply& reply);
    void on_report(const domain::OrderQueried& answer);
    void on_report(const domain::RequestAnswered& answer);
    void before_commit(const domain::Order& row);

    // At the end of a world in which an operator holds trading: no entry of ours is open at the venue; after a kill no
    // order at all and no position.
    void conclude_held(bool is_killed);

    // After everything has healed: each open order here is open there, with the same numbers, and the other way round.
    void conclude();

    [[nodiscard]] std::uint64_t accepted() const noexcept { return accepted_orders_; }

private:
    struct Life {
        int sent = 0;
        int accepted = 0;
        int absences = 0;  // Told to our processes in a row, past the expiry.
        bool is_never_sent = false;
    };

    void check_single(const domain::Order& order);
    void compare_row(const domain::PlaceOrder& request);
    void check_conclusion(const domain::Order& row);
    void check_not_open(const domain::Order& row);
    [[nodiscard]] bool is_open_at_venue(const domain::Order& row) const;

    Scene& scene_;
    const Venue& venue_;
    const Database& database_;
    Verdict& verdict_;
    std::map<domain::ClientOrderId, Life> lives_;
    std::map<domain::ClientOrderId, domain::Order> rows_;         // As they became durable.
    std::map<domain::IntentId, domain::ClientOrderId> accepted_;  // Entries and exits.
    std::uint64_t accepted_orders_ = 0;
};

}  // namespace trading::simulation
