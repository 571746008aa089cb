// The agent as wiring joins it: a real PostgreSQL, real sockets and gRPC, and a venue that keeps perfect books.
#include "common/codec/envelope_codec.hpp"
#include "common/rpc/client.hpp"
#include "tests/integration/execution/execution_process.hpp"
#include "tests/support/execution/samples.hpp"
#include "tests/support/private_postgres.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;

OrderIntent entry(const ExecutionSurroundings& around, const std::string& id, const char* size = "2") {
    OrderIntent intent;
    intent.intent_id = IntentId{id};
    intent.strategy_id = StrategyId{"s1"};
    intent.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    intent.decision_id = DecisionId{"d1"};
    intent.type = OrderType::Market;
    intent.quantity = quantity(size);
    intent.stop_price = price("30000");
    intent.take_profit_price = price("60000");
    intent.reason = "test";
    intent.ts_created = around.clock.now();
    intent.valid_until = intent.ts_created + std::chrono::seconds{20};
    return intent;
}

template <class Request>
Request signed_by_ann() {
    Request request;
    request.set_actor("ann");
    request.set_reason("test");
    return request;
}

class ExecutionAgentTest : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<ExecutionProcess> start() {
        auto process = std::make_unique<ExecutionProcess>(around_, database_);
        EXPECT_TRUE(process->run_until([&] {
            const auto* market = process->core().market().find(InstrumentId{"BTC-USDT-SWAP"});
            return process->core().condition().is_reconciled && market->ticker.has_value() &&
                   market->book_state == FeedState::Fresh && market->mark_price.has_value();
        }));
        return process;
    }

    [[nodiscard]] bool is_answered(const std::string& id) { return !around_.replies[id].empty(); }

    [[nodiscard]] static bool is_protected(const ExecutionProcess& process) {
        const Position* position = process.core().positions().find(InstrumentId{"BTC-USDT-SWAP"});
        return position != nullptr && !position->quantity.is_zero() &&
               position->protected_quantity == position->quantity;
    }

    // Calls the service from another thread while the process turns.
    template <class Call>
    grpc::Status call(ExecutionProcess& process, Call make_call) {
        grpc::Status status;
        std::atomic<bool> is_done{false};
        std::thread caller{[&] {
            const auto stub = v1::ExecutionService::NewStub(rpc::make_channel(process.grpc_target()));
            grpc::ClientContext context;
            rpc::set_deadline(context, std::chrono::seconds{25});
            context.set_wait_for_ready(true);
            status = make_call(*stub, context);
            is_done = true;
        }};
        EXPECT_TRUE(process.run_until([&] { return is_done.load(); }));
        caller.join();
        return status;
    }

    ExecutionSurroundings around_;
    store::DatabaseOptions database_ = PrivatePostgres::shared().make_database();
};

TEST_F(ExecutionAgentTest, turns_an_intent_into_a_protected_position_with_the_venues_books) {
    auto process = start();
    around_.send(entry(around_, "i1"));
    ASSERT_TRUE(process->run_until([&] { return is_answered("i1") && is_protected(*process); }));
    EXPECT_EQ(around_.replies["i1"].front().verdict, IntentVerdict::Accepted) << around_.replies["i1"].front().detail;
    EXPECT_EQ(around_.venue.position(InstrumentId{"BTC-USDT-SWAP"}), quantity("2"));
    EXPECT_EQ(process->core().ledger().total(Currency{"USDT"}), around_.venue.cash().at(Currency{"USDT"}));
    EXPECT_NE(process->metrics_text().find("trading_execution_intent_to_wire_seconds_count 1"), std::string::npos);
}

TEST_F(ExecutionAgentTest, a_new_process_goes_on_where_the_old_one_was_killed) {
    auto process = start();
    const OrderIntent intent = entry(around_, "i1");
    around_.send(intent);
    ASSERT_TRUE(process->run_until([&] { return is_answered("i1"); }));
    // Killed in the middle: reports on their way are lost.
    process.reset();
    around_.venue.forget_reports();
    process = start();
    around_.replies.clear();
    around_.send(intent);
    ASSERT_TRUE(process->run_until([&] { return is_answered("i1") && is_protected(*process); }));
    EXPECT_EQ(around_.replies["i1"].front().verdict, IntentVerdict::Accepted);
    for (const auto& [id, count] : around_.venue.placements()) EXPECT_EQ(count, 1) << id.value();
    EXPECT_EQ(around_.venue.position(InstrumentId{"BTC-USDT-SWAP"}), quantity("2"));
    EXPECT_EQ(process->core().ledger().total(Currency{"USDT"}), around_.venue.cash().at(Currency{"USDT"}));
}

TEST_F(ExecutionAgentTest, tells_late_comers_the_state_and_then_every_fact) {
    auto process = start();
    auto feed = process->follow_facts();
    struct Follower : bus::FactFeed::Handler {
        int fills = 0;
        bool has_state = false;
        void on_fact(std::string_view, const v1::Envelope& fact) override {
            const auto decoded = codec::decode_execution_fact(fact);
            ASSERT_TRUE(decoded) << decoded.error().detail;
            if (std::holds_alternative<Fill>(*decoded)) ++fills;
        }
        void on_topic_recovered(const v1::TopicSnapshot& snapshot) override {
            if (snapshot.topic() == "ex.test.risk." && snapshot.facts_size() == 1) has_state = true;
        }
        void on_topic_lost(std::string_view, bus::TopicLoss) override {}
        void on_publisher_silent() override {}
        void on_publisher_heard() override {}
    } follower;
    const auto follow = [&] { return feed.poll(follower), feed.is_whole() && follower.has_state; };
    ASSERT_TRUE(process->run_until(follow));
    around_.send(entry(around_, "i1"));
    ASSERT_TRUE(process->run_until([&] { return feed.poll(follower), follower.fills > 0 && is_protected(*process); }));
}

TEST_F(ExecutionAgentTest, halts_at_once_and_stays_halted_in_the_next_process) {
    auto process = start();
    v1::ExecutionServiceHaltRequest request;
    request.set_actor("alice");
    request.set_reason("test");
    request.set_idempotency_key("h1");
    v1::ExecutionServiceHaltResponse response;
    const auto status =
        call(*process, [&](auto& stub, auto& context) { return stub.Halt(&context, request, &response); });
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.risk_state().actor(), "operator:alice");
    process.reset();
    process = start();
    around_.send(entry(around_, "i1"));
    ASSERT_TRUE(process->run_until([&] { return is_answered("i1"); }));
    EXPECT_EQ(around_.replies["i1"].front().deny_reason, DenyReason::TradingHalted);
}

TEST_F(ExecutionAgentTest, refuses_a_command_that_nobody_answers_for) {
    auto process = start();
    v1::ExecutionServiceKillResponse response;
    const auto status = call(*process, [&](auto& stub, auto& context) {
        return stub.Kill(&context, v1::ExecutionServiceKillRequest{}, &response);
    });
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(status.error_message(), "actor: is missing (who are you?); reason: is missing (why?)");
    EXPECT_EQ(process->core().risk_state().state, TradingState::Active);
}

TEST_F(ExecutionAgentTest, flattens_and_shows_the_account) {
    auto process = start();
    around_.send(entry(around_, "i1"));
    ASSERT_TRUE(process->run_until([&] { return is_protected(*process); }));
    v1::ExecutionServiceFlattenResponse flattened;
    const auto status = call(*process, [&](auto& stub, auto& context) {
        return stub.Flatten(&context, signed_by_ann<v1::ExecutionServiceFlattenRequest>(), &flattened);
    });
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_TRUE(flattened.report().is_flat()) << flattened.DebugString();
    EXPECT_TRUE(around_.venue.position(InstrumentId{"BTC-USDT-SWAP"}).is_zero());
    v1::GetStateResponse state;
    ASSERT_TRUE(call(*process, [&](auto& stub, auto& context) {
                    return stub.GetState(&context, v1::GetStateRequest{}, &state);
                }).ok());
    EXPECT_EQ(state.open_orders_size(), 0);
    EXPECT_EQ(state.account_id(), "test");
    EXPECT_TRUE(state.reconciliation().is_equal());
    v1::ReconcileResponse reconciled;
    ASSERT_TRUE(call(*process, [&](auto& stub, auto& context) {
                    return stub.Reconcile(&context, signed_by_ann<v1::ReconcileRequest>(), &reconciled);
                }).ok());
    EXPECT_TRUE(reconciled.report().is_equal());
}

TEST_F(ExecutionAgentTest, a_graceful_stop_keeps_the_stop_at_the_venue) {
    auto process = start();
    around_.send(entry(around_, "i1"));
    ASSERT_TRUE(process->run_until([&] { return is_protected(*process); }));
    const auto finished = process->finish();
    ASSERT_TRUE(finished) << finished.error().detail;
    int stops = 0;
    for (const auto& [id, order] : around_.venue.orders()) stops += order.is_stop && order.status == OrderStatus::Live;
    EXPECT_EQ(stops, 1);
}

TEST_F(ExecutionAgentTest, ends_before_it_sends_anything_once_the_account_has_a_new_epoch) {
    auto process = start();
    PrivatePostgres::shared().execute(database_, "UPDATE account_epochs SET epoch = epoch + 1");
    around_.send(entry(around_, "i1"));
    const base::Status ended = process->run_until_it_ends();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, base::ErrorCode::Conflict) << ended.error().detail;
    EXPECT_FALSE(is_answered("i1"));
    EXPECT_TRUE(around_.venue.placements().empty());
}

}  // namespace
}  // namespace trading::test
