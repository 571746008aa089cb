#pragma once

#include "services/execution/core/risk_gate.hpp"
#include "tests/support/execution/samples.hpp"

#include <string>
#include <string_view>

namespace trading::test {

// An account in which the sample intent just passes: a buy of 2 contracts at 42000, which is 840 USDT.
class RiskFixture {
public:
    RiskFixture();

    // "accepted", or the reason and its numbers.
    [[nodiscard]] std::string check();
    [[nodiscard]] std::string check(const domain::OrderIntent& wish);

    [[nodiscard]] execution::RiskView view() const;

    // Adds an open order of ours, at the venue or on its way.
    void add_order(
        std::string_view instrument, domain::OrderPurpose purpose, std::string_view size, domain::OrderStatus status
    );
    void add_position(std::string_view instrument, std::string_view size, std::string_view strategy = "s1");
    void set_available(std::string_view amount);

    base::Timestamp now = base::from_unix_milliseconds(1'764'000'000'000);
    execution::Limits limits = sample_options().limits;
    execution::AccountCondition condition;
    execution::MarketView market;
    execution::OrderTable orders;
    execution::PositionKeeper positions;
    execution::Ledger ledger;
    execution::EntryHistory history;
    execution::MessageRate rate;
    execution::EntryLocks locks;
    execution::VenuePositions venue_positions;
    execution::EntryPauses pauses;
    domain::OrderIntent intent;

    [[nodiscard]] execution::InstrumentLimits& swap_limits() {
        return limits.instruments.at(domain::InstrumentId{"BTC-USDT-SWAP"});
    }

private:
    base::Duration validity_max_ = std::chrono::hours{24};
    int orders_added_ = 0;
};

}  // namespace trading::test
