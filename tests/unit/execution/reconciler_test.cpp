// How far back the venue is asked.
#include "tests/support/execution/risk_world.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

base::Timestamp last_bills_since(const RiskWorld& it) {
    base::Timestamp since{};
    for (const VenueRequest& request : it.requests()) {
        if (const auto* bills = std::get_if<FetchBills>(&request)) since = bills->since;
    }
    return since;
}

// Hours after the last bill, with a fill just now.
void trade_hours_later(RiskWorld& it) {
    it.run(1s);
    it.skip(5h);
    it.run(1s);
    ASSERT_EQ(it.enter("1"), "accepted");
    it.run(24s);  // Two looks: the first one moves the cursor of the fills.
    ASSERT_EQ(it.state(), "active") << it.core().risk_state().reason;
}

TEST(Reconciler, asks_for_bills_only_since_shortly_before_the_newest_fill) {
    RiskWorld it;
    trade_hours_later(it);
    EXPECT_GE(last_bills_since(it), it.now() - 12min);
    it.restart();
    it.run(1s);
    EXPECT_GE(last_bills_since(it), it.now() - 12min);
}

TEST(Reconciler, asks_for_all_bills_when_the_cash_differs) {
    RiskWorld it;
    trade_hours_later(it);
    it.venue().pay(BillKind::Transfer, {}, cash("-50"), it.now() - 2h);
    it.run(24s);
    EXPECT_EQ(it.core().ledger().total(Currency{"USDT"}), it.venue().cash().at(Currency{"USDT"}));
    EXPECT_EQ(it.state(), "active") << it.core().risk_state().reason;
    EXPECT_FALSE(it.was_told("records_differ_from_venue"));
}

}  // namespace
}  // namespace trading::test
