#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/simulator/core/venue_outputs.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"
#include "tests/simulation/verdict.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace trading::simulation {

// Watches quantities and cash:
//   I5  the exposure that the venue could come to hold, whatever we believe, stays within the limit;
//   I6  our fills are the venue's, each once, to the last digit;
//   I10 every order fits the contract's steps, the limits of one order and the message rate;
//   I20 what people trade on our account is on record as theirs;
//   I14 the lines of every ledger entry sum to zero, and at the end our cash is the venue's.
class MoneyWatch {
public:
    MoneyWatch(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict);

    void on_sent(const domain::PlaceOrder& request);
    // It has left us and will reach the venue.
    void on_under_way(const domain::PlaceOrder& request);
    void on_arrived(const domain::ClientOrderId& id) { under_way_.erase(id); }
    void on_venue_order(const simulator::OrderChanged& changed);
    void on_accepted(const domain::PlaceOrder& request);
    void on_process_ended() { entries_.clear(); }
    void before_commit(const domain::Fill& fill);
    void before_commit(const domain::LedgerEntry& entry);
    void before_commit(const domain::Position& row);

    void conclude();

    [[nodiscard]] std::uint64_t fills() const noexcept { return fills_.size(); }

private:
    using FillKey = std::pair<domain::InstrumentId, std::string>;

    void check_steps(const domain::Order& order);
    void check_rate(const domain::Order& order);
    void check_exposure(const domain::InstrumentId& id);
    [[nodiscard]] double mark_of(const domain::InstrumentId& id) const;
    [[nodiscard]] double notional_of(const domain::InstrumentId& id, double quantity) const;
    void compare_positions();
    void compare_balances();

    Scene& scene_;
    const Venue& venue_;
    const Database& database_;
    Verdict& verdict_;
    std::vector<domain::Instrument> instruments_;
    std::map<FillKey, domain::Fill> fills_;
    std::map<std::string, domain::InstrumentId> trade_ids_;
    std::map<domain::InstrumentId, double> held_;       // What our own orders made.
    std::map<domain::InstrumentId, double> by_people_;  // Quantities that people traded on our account.
    std::set<domain::VenueOrderId> orders_of_people_;
    std::map<domain::ClientOrderId, domain::Order> under_way_;
    std::deque<base::Timestamp> entries_;
};

}  // namespace trading::simulation
