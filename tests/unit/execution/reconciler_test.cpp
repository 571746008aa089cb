// What belongs to one look at the account, on the whole core.
#include "services/execution/core/execution_core.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

class AReconciler : public testing::Test {
protected:
    AReconciler() {
        push(RecoveredState{});
        push(InstrumentsLoaded{sample_instruments()});
    }

    // Gives the input and answers with what it led to.
    Outputs push(const Input& input) {
        Outputs out;
        core_.on_input(input, now_, out);
        return out;
    }

    Outputs report(const VenueReport& what) { return push(what); }

    // A new look begins with the first tick after a connection.
    std::uint64_t connect() {
        report(PrivateConnection{true, "connected"});
        now_ += 50ms;
        for (const VenueRequest& request : push(Tick{}).requests) {
            if (const auto* orders = std::get_if<FetchOpenOrders>(&request)) return orders->look;
        }
        return 0;
    }

    // The answers to the first half of a look; true when the second half was asked for.
    bool answer_first_half(std::uint64_t look) {
        report(OpenOrdersFetched{true, {}, now_, look});
        report(FillsFetched{true, {}, now_, look});
        const Outputs out = report(BillsFetched{true, {}, now_, look});
        return std::any_of(out.requests.begin(), out.requests.end(), [&](const VenueRequest& request) {
            const auto* positions = std::get_if<FetchPositions>(&request);
            return positions != nullptr && positions->look == look;
        });
    }

    void answer_second_half(std::uint64_t look, Cash total) {
        report(PositionsFetched{true, {}, now_, look});
        report(BalancesFetched{true, {Balance{Currency{"USDT"}, total, total, now_}}, now_, {}, look});
    }

    base::Timestamp now_ = base::from_unix_milliseconds(1'764'000'000'000);
    ExecutionCore core_{sample_options()};
};

TEST_F(AReconciler, completes_a_look_with_the_answers_to_its_own_questions) {
    const std::uint64_t look = connect();
    ASSERT_NE(look, 0U);
    EXPECT_TRUE(answer_first_half(look));
    answer_second_half(look, cash("1000"));
    EXPECT_TRUE(core_.reconciler().is_reconciled());
}

// The private socket breaks and is back before the answers to the old questions are.
TEST_F(AReconciler, does_not_take_an_answer_to_an_abandoned_look_for_one_to_the_next) {
    const std::uint64_t old_look = connect();
    report(PrivateConnection{false, "closed_by_venue"});
    const std::uint64_t look = connect();
    ASSERT_NE(look, old_look);
    EXPECT_FALSE(answer_first_half(old_look));
    EXPECT_FALSE(core_.reconciler().is_current());
    ASSERT_TRUE(answer_first_half(look));
    answer_second_half(old_look, cash("1"));
    EXPECT_FALSE(core_.reconciler().is_reconciled());
    answer_second_half(look, cash("1000"));
    EXPECT_TRUE(core_.reconciler().is_reconciled());
    EXPECT_EQ(core_.ledger().total(Currency{"USDT"}), cash("1000"));
}

// What happened at the venue while the answer was under way is not in it.
TEST_F(AReconciler, opens_the_books_as_of_the_question) {
    const std::uint64_t look = connect();
    ASSERT_TRUE(answer_first_half(look));
    const base::Timestamp asked = now_;
    report(PositionsFetched{true, {}, asked, look});
    now_ += 3s;
    report(BalancesFetched{true, {Balance{Currency{"USDT"}, cash("5"), cash("5"), asked}}, asked, {}, look});
    EXPECT_EQ(core_.ledger().opened_at(), asked);
}

}  // namespace
}  // namespace trading::test
