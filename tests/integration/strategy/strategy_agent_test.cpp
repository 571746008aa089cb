#include "services/strategy/io/strategy_agent.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "common/codec/execution_codec.hpp"
#include "services/strategy/io/strategy_service.hpp"
#include "tests/integration/strategy/strategy_process.hpp"
#include "tests/support/private_postgres.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

// Takes intents as execution would, and remembers them.
class Inbox {
public:
    explicit Inbox(Surroundings& around) : around_(around) {}

    // Called for each intent as it arrives.
    std::function<void(const v1::OrderIntent&)> on_arrival = [](const v1::OrderIntent&) {};

    void take() {
        around_.receiver->receive([&](const bus::PeerIdentity& sender, const v1::OrderIntent& intent) {
            on_arrival(intent);
            arrived.push_back(intent);
            senders.push_back(sender);
        });
    }

    void answer_last(IntentVerdict verdict) {
        IntentReply reply;
        reply.intent_id = IntentId{arrived.back().intent_id()};
        reply.verdict = verdict;
        if (verdict == IntentVerdict::Denied) reply.deny_reason = DenyReason::PositionLimit;
        reply.ts_event = around_.clock.now();
        v1::IntentReply message;
        codec::encode(reply, message);
        EXPECT_TRUE(around_.receiver->reply(senders.back(), message));
    }

    std::vector<v1::OrderIntent> arrived;
    std::vector<bus::PeerIdentity> senders;

private:
    Surroundings& around_;
};

bool is_ready(const StrategyProcess& process) {
    return process.core().counters().history_bars > 100 && process.core().is_account_known();
}

TEST(StrategyAgent, makes_an_intent_durable_before_it_sends_it) {
    const auto database = PrivatePostgres::shared().make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account();
    StrategyProcess process{around, database};
    ASSERT_TRUE(process.run_until([&] { return is_ready(process); }));

    auto other_eyes = store::StrategyStore::open(database).value();
    std::vector<OrderIntent> durable_on_arrival;
    Inbox inbox{around};
    inbox.on_arrival = [&](const v1::OrderIntent&) {
        durable_on_arrival = other_eyes.unsettled(around.clock.now()).value();
    };
    around.complete_setup();
    ASSERT_TRUE(process.run_until([&] {
        inbox.take();
        return !inbox.arrived.empty();
    }));
    ASSERT_EQ(durable_on_arrival.size(), 1U);
    OrderIntent sent;
    ASSERT_TRUE(codec::decode(inbox.arrived[0], sent));
    EXPECT_EQ(durable_on_arrival[0], sent);
    EXPECT_EQ(sent.kind, IntentKind::Enter);

    // Answered: it leaves the outbox, and what was decided can be read.
    inbox.answer_last(IntentVerdict::Denied);
    ASSERT_TRUE(process.run_until([&] { return other_eyes.unsettled(around.clock.now()).value().empty(); }));
    ASSERT_TRUE(process.run_until([&] { return process.core().intents_under_way() == 0; }));
    EXPECT_THAT(process.metrics_text(), ::testing::HasSubstr("trading_strategy_intent_replies_total"));
}

TEST(StrategyAgent, sends_an_unanswered_intent_again_with_the_same_id_after_a_restart) {
    const auto database = PrivatePostgres::shared().make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account();
    Inbox inbox{around};
    {
        StrategyProcess killed{around, database};
        ASSERT_TRUE(killed.run_until([&] { return is_ready(killed); }));
        around.complete_setup();
        ASSERT_TRUE(killed.run_until([&] {
            inbox.take();
            return inbox.arrived.size() >= 2;  // The second is a repetition: nobody answered.
        }));
    }
    const v1::OrderIntent before = inbox.arrived.back();
    inbox.arrived.clear();
    StrategyProcess restarted{around, database};
    ASSERT_TRUE(restarted.run_until([&] {
        inbox.take();
        return !inbox.arrived.empty() && inbox.senders.size() >= 3;
    }));
    EXPECT_EQ(inbox.arrived.back().SerializeAsString(), before.SerializeAsString());
    EXPECT_EQ(restarted.core().intents_under_way(), 1);
    inbox.answer_last(IntentVerdict::Accepted);
    auto other_eyes = store::StrategyStore::open(database).value();
    ASSERT_TRUE(restarted.run_until([&] { return other_eyes.unsettled(around.clock.now()).value().empty(); }));
}

TEST(StrategyAgent, sends_nothing_while_the_database_is_away) {
    auto& postgres = PrivatePostgres::shared();
    const auto database = postgres.make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account();
    StrategyProcess process{around, database};
    ASSERT_TRUE(process.run_until([&] { return is_ready(process); }));
    postgres.stop();
    Inbox inbox{around};
    around.complete_setup();
    const bool was_abandoned = process.run_until([&] {
        inbox.take();
        return process.recorder().counters().intents_abandoned == 1;
    });
    postgres.start();
    ASSERT_TRUE(was_abandoned);
    EXPECT_TRUE(inbox.arrived.empty());
    // What was decided is kept all the same, once the database is back.
    ASSERT_TRUE(process.run_until([&] { return process.recorder().counters().decisions == 1; }));
}

TEST(StrategyAgent, does_not_trade_while_execution_is_halted_and_says_why) {
    const auto database = PrivatePostgres::shared().make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account(TradingState::Halted);
    StrategyProcess process{around, database};
    ASSERT_TRUE(process.run_until([&] { return is_ready(process); }));
    Inbox inbox{around};
    around.complete_setup();
    ASSERT_TRUE(process.run_until([&] {
        inbox.take();
        return process.recorder().counters().decisions == 1;
    }));
    EXPECT_TRUE(inbox.arrived.empty());
    EXPECT_THAT(
        process.metrics_text(),
        ::testing::HasSubstr("trading_strategy_decisions_total{outcome=\"no_trade\",reason=\"trading_state\"} 1")
    );
}

TEST(StrategyAgent, stops_a_strategy_durably_when_the_operator_says_so) {
    const auto database = PrivatePostgres::shared().make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account();
    StrategyProcess process{around, database};
    StrategyService service{process.commands(), {.config = "a=b\n", .build = "test"}};
    auto call = std::async(std::launch::async, [&] {
        v1::StrategyServiceStopStrategyRequest request;
        request.set_actor("operator:anna");
        request.set_strategy_id(kStrategy.value());
        v1::StrategyServiceStopStrategyResponse response;
        const grpc::Status status = service.StopStrategy(nullptr, &request, &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        return response;
    });
    ASSERT_TRUE(process.run_until([&] { return call.wait_for(std::chrono::seconds{0}) == std::future_status::ready; }));
    EXPECT_FALSE(call.get().strategy().is_enabled());
    auto other_eyes = store::StrategyStore::open(database).value();
    EXPECT_FALSE(other_eyes.enabled().value().at(kStrategy));
    StrategyProcess restarted{around, database};
    EXPECT_FALSE(restarted.core().statuses().at(0).is_enabled);
}

TEST(StrategyAgent, asks_execution_for_a_snapshot_when_an_order_is_not_heard_of) {
    const auto database = PrivatePostgres::shared().make_database();
    Surroundings around;
    around.prepare_market();
    around.prepare_account();
    StrategyProcess process{around, database};
    ASSERT_TRUE(process.run_until([&] { return is_ready(process); }));
    Inbox inbox{around};
    around.complete_setup();
    ASSERT_TRUE(process.run_until([&] {
        inbox.take();
        return !inbox.arrived.empty();
    }));
    const std::uint64_t requests = around.execution.snapshot_requests();
    inbox.answer_last(IntentVerdict::Accepted);
    // No order follows. The snapshot names none either: nothing came of the intent.
    ASSERT_TRUE(process.run_until([&] { return process.core().intents_under_way() == 0; }));
    EXPECT_GT(around.execution.snapshot_requests(), requests);
}

}  // namespace
}  // namespace trading::test
