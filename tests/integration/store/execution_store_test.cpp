#include "common/store/execution_store.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "tests/integration/store/samples.hpp"
#include "tests/support/private_postgres.hpp"

namespace trading::test {
namespace {

using namespace domain;

class ExecutionStoreTest : public ::testing::Test {
protected:
    store::ExecutionStore open() {
        auto store = store::ExecutionStore::open({database_, AccountId{"main"}});
        EXPECT_TRUE(store.has_value()) << to_string(store.error());
        return std::move(store.value());
    }

    static base::Status commit(store::ExecutionStore& store, std::vector<ExecutionRecord> records) {
        return store.commit(records);
    }

    store::DatabaseOptions database_ = PrivatePostgres::shared().make_database();
};

TEST_F(ExecutionStoreTest, recovers_exactly_what_was_committed) {
    std::optional<store::ExecutionStore> store{open()};
    RiskState risk_state{TradingState::Reducing, "drawdown", "system:R16", 4, sample_time()};
    Balance balance{
        Currency{"USDT"}, Cash::from_string("10000.5").value(), Cash::from_string("9000").value(), sample_time()};
    const auto committed = commit(
        *store,
        {sample_intent(),
         sample_order(),
         sample_fill(),
         sample_position(),
         balance,
         risk_state,
         FillCursor{sample_time()}}
    );
    ASSERT_TRUE(committed.has_value()) << to_string(committed.error());

    store.reset();
    auto reopened = open();
    const auto state = reopened.recover(sample_time());
    ASSERT_TRUE(state.has_value()) << to_string(state.error());
    EXPECT_EQ(state->intents, std::vector{sample_intent()});
    EXPECT_EQ(state->orders, std::vector{sample_order()});
    EXPECT_EQ(state->fills, std::vector{sample_fill()});
    EXPECT_EQ(state->positions, std::vector{sample_position()});
    EXPECT_EQ(state->balances, std::vector{balance});
    EXPECT_EQ(state->risk_state, risk_state);
    EXPECT_EQ(state->fill_cursor.ts_last_fill, sample_time());
}

TEST_F(ExecutionStoreTest, remembers_days_trades_and_locks) {
    const auto cash = [](const char* text) { return Cash::from_string(text).value(); };
    const base::Timestamp day = std::chrono::floor<std::chrono::days>(sample_time());
    const AccountDay yesterday{day - std::chrono::days{1}, cash("100"), cash("110.5"), 0};
    const AccountDay today{day, cash("105"), cash("105"), 2};
    StrategyDay strategy{StrategyId{"avrsi"}, day, cash("-3.25"), cash("0.5"), 4, {}};
    strategy.stops = {sample_time(), sample_time() + std::chrono::seconds{9}};
    const StrategyTrade trade{InstrumentId{"BTC-USDT-SWAP"}, StrategyId{"avrsi"}, true, cash("-1.5")};
    const EntryLock timed{
        LockScope::Strategy, "avrsi", "R17", "losing_trades=5", sample_time(), sample_time() + std::chrono::hours{1}};
    const EntryLock latched{LockScope::Instrument, "BTC-USDT-SWAP", "R12", "close", sample_time(), std::nullopt};
    std::optional<store::ExecutionStore> store{open()};
    StrategyDay earlier = strategy;
    earlier.stops.clear();
    const auto committed =
        commit(*store, {today, yesterday, earlier, strategy, trade, latched, timed, AccountDay{day, {}, {}, 0}, today});
    ASSERT_TRUE(committed.has_value()) << to_string(committed.error());

    store.reset();
    const auto state = open().recover(sample_time());
    ASSERT_TRUE(state.has_value()) << to_string(state.error());
    EXPECT_EQ(state->account_days, (std::vector{yesterday, today}));
    EXPECT_EQ(state->strategy_days, std::vector{strategy});
    EXPECT_EQ(state->strategy_trades, std::vector{trade});
    EXPECT_EQ(state->entry_locks, (std::vector{latched, timed}));
}

TEST_F(ExecutionStoreTest, starts_empty_on_a_new_database) {
    const auto state = open().recover(sample_time());
    ASSERT_TRUE(state.has_value());
    EXPECT_TRUE(state->orders.empty());
    EXPECT_FALSE(state->risk_state.has_value());
}

TEST_F(ExecutionStoreTest, refuses_a_second_fill_of_the_same_trade_and_stores_nothing_of_that_commit) {
    auto store = open();
    ASSERT_TRUE(commit(store, {sample_fill()}).has_value());
    Order order = sample_order();
    const auto again = commit(store, {order, sample_fill()});
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, base::ErrorCode::Conflict);
    EXPECT_TRUE(store.recover(sample_time())->orders.empty());
}

TEST_F(ExecutionStoreTest, keeps_fills_of_equal_trade_id_on_two_instruments) {
    auto store = open();
    Fill other = sample_fill();
    other.instrument_id = InstrumentId{"ETH-USDT-SWAP"};
    ASSERT_TRUE(commit(store, {sample_fill(), other}).has_value());
    EXPECT_EQ(store.recover(sample_time())->fills.size(), 2U);
}

TEST_F(ExecutionStoreTest, refuses_an_order_row_that_is_not_newer) {
    auto store = open();
    ASSERT_TRUE(commit(store, {sample_order()}).has_value());
    const auto stale = commit(store, {sample_order()});
    ASSERT_FALSE(stale.has_value());
    EXPECT_EQ(stale.error().code, base::ErrorCode::Conflict);

    Order newer = sample_order();
    newer.version = 4;
    newer.status = OrderStatus::Filled;
    ASSERT_TRUE(commit(store, {newer}).has_value());
    EXPECT_EQ(store.recover(sample_time())->orders, std::vector{newer});
}

TEST_F(ExecutionStoreTest, takes_each_intent_once) {
    auto store = open();
    ASSERT_TRUE(commit(store, {sample_intent()}).has_value());
    EXPECT_EQ(commit(store, {sample_intent()}).error().code, base::ErrorCode::Conflict);
}

TEST_F(ExecutionStoreTest, knows_a_fill_that_is_older_than_the_recovery_window) {
    auto store = open();
    ASSERT_TRUE(commit(store, {sample_fill()}).has_value());
    const base::Timestamp much_later = sample_time() + std::chrono::hours{1000};
    EXPECT_TRUE(store.recover(much_later)->fills.empty());
    EXPECT_TRUE(store.has_fill(sample_fill().instrument_id, sample_fill().trade_id).value());
    EXPECT_FALSE(store.has_fill(InstrumentId{"ETH-USDT"}, sample_fill().trade_id).value());
}

TEST_F(ExecutionStoreTest, keeps_accounts_apart) {
    auto store = open();
    ASSERT_TRUE(commit(store, {sample_order()}).has_value());
    auto other = store::ExecutionStore::open({database_, AccountId{"other"}});
    ASSERT_TRUE(other.has_value());
    EXPECT_TRUE(other->recover(sample_time())->orders.empty());
}

TEST_F(ExecutionStoreTest, says_that_nothing_was_stored_while_the_server_is_down_and_works_again_after) {
    auto store = open();
    PrivatePostgres::shared().stop();
    const auto refused = commit(store, {sample_order()});
    PrivatePostgres::shared().start();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, base::ErrorCode::Unavailable);
    const auto accepted = commit(store, {sample_order()});
    EXPECT_TRUE(accepted.has_value()) << to_string(accepted.error());
}

TEST_F(ExecutionStoreTest, keeps_the_newest_setting_of_each_limit) {
    const LimitSetting first{"account.day_loss_max", "0.03", "0.04", "operator:alice", "news", 1, sample_time()};
    LimitSetting second = first;
    second.value = "0.02";
    second.version = 2;
    LimitSetting other = first;
    other.limit = "account.drawdown_max";
    std::optional<store::ExecutionStore> store{open()};
    ASSERT_TRUE(commit(*store, {first, other}).has_value());
    ASSERT_TRUE(commit(*store, {second}).has_value());
    EXPECT_EQ(commit(*store, {second}).error().code, base::ErrorCode::Conflict);
    store.reset();
    EXPECT_EQ(open().recover(sample_time())->limit_settings, (std::vector{second, other}));
}

TEST_F(ExecutionStoreTest, keeps_the_newest_word_of_each_pause_and_what_is_undecided) {
    const EntryPause begun{StrategyId{"s1"}, InstrumentId{}, true, "operator:alice", "lunch", 1, sample_time()};
    EntryPause ended = begun;
    ended.is_paused = false;
    ended.version = 2;
    const EntryPause other{
        StrategyId{}, InstrumentId{"BTC-USDT"}, true, "system:external", "order 9", 1, sample_time()};
    ExternalActivity seen{
        "order:9",
        ExternalKind::Order,
        InstrumentId{"BTC-USDT"},
        "order 9",
        ExternalVerdict::Open,
        "",
        "",
        1,
        sample_time()};
    ExternalActivity decided = seen;
    decided.activity_id = "order:8";
    decided.verdict = ExternalVerdict::Ignored;
    decided.version = 2;
    std::optional<store::ExecutionStore> store{open()};
    ASSERT_TRUE(commit(*store, {begun, other, seen, decided}).has_value());
    ASSERT_TRUE(commit(*store, {ended}).has_value());
    EXPECT_EQ(commit(*store, {seen}).error().code, base::ErrorCode::Conflict);
    store.reset();
    auto reopened = open();
    EXPECT_EQ(reopened.recover(sample_time())->entry_pauses, (std::vector{other, ended}));
    EXPECT_EQ(reopened.recover(sample_time())->external_activities, (std::vector{decided, seen}));
    // What is undecided is remembered for ever, what is decided only as long as anything else.
    const auto much_later = reopened.recover(sample_time() + std::chrono::hours{1000});
    EXPECT_EQ(much_later->external_activities, std::vector{seen});
}

TEST_F(ExecutionStoreTest, does_not_open_an_account_that_another_process_holds) {
    auto store = open();
    database_.exclusive_lock_timeout = std::chrono::milliseconds{50};
    const auto second = store::ExecutionStore::open({database_, AccountId{"main"}});
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, base::ErrorCode::Unavailable);
    EXPECT_NE(second.error().detail.find("running twice"), std::string::npos) << second.error().detail;
    EXPECT_TRUE(commit(store, {sample_order()}).has_value());
}

TEST_F(ExecutionStoreTest, stores_nothing_of_a_process_whose_account_has_a_new_epoch) {
    auto store = open();
    ASSERT_TRUE(store.confirm_ownership().has_value());
    PrivatePostgres::shared().execute(database_, "UPDATE account_epochs SET epoch = epoch + 1");
    EXPECT_EQ(store.confirm_ownership().error().code, base::ErrorCode::Conflict);
    const auto refused = commit(store, {sample_order()});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, base::ErrorCode::Conflict);
    EXPECT_TRUE(store.recover(sample_time())->orders.empty());
}

TEST_F(ExecutionStoreTest, begins_a_new_epoch_with_each_opening) {
    std::optional<store::ExecutionStore> store{open()};
    const std::int64_t first = store->epoch();
    store.reset();
    EXPECT_EQ(open().epoch(), first + 1);
}

TEST_F(ExecutionStoreTest, does_not_show_the_password_when_it_cannot_connect) {
    store::DatabaseOptions unreachable;
    unreachable.url = base::Secret{"postgresql://trading:hunter2@127.0.0.1:1/trading"};
    const auto store = store::ExecutionStore::open({unreachable, AccountId{"main"}});
    ASSERT_FALSE(store.has_value());
    EXPECT_EQ(store.error().code, base::ErrorCode::Unavailable);
    EXPECT_EQ(store.error().detail.find("hunter2"), std::string::npos) << store.error().detail;
}

}  // namespace
}  // namespace trading::test
