#include "common/store/market_data_store.hpp"
#include "common/store/query_store.hpp"
#include "common/store/strategy_store.hpp"

#include <gtest/gtest.h>

#include "common/store/execution_store.hpp"
#include "tests/integration/store/samples.hpp"
#include "tests/support/private_postgres.hpp"

namespace trading::test {
namespace {

using namespace domain;

BookLevel level(const char* price, const char* quantity) {
    return {Price::from_string(price).value(), Quantity::from_string(quantity).value()};
}

std::int64_t rows_in(store::QueryStore& query, const std::string& table) {
    const auto counts = query.table_counts();
    EXPECT_TRUE(counts.has_value());
    for (const auto& count : *counts) {
        if (count.table == table) return count.rows;
    }
    return -1;
}

TEST(MarketDataStore, records_every_kind_of_fact_in_one_batch) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::MarketDataStore::open({database, 7});
    ASSERT_TRUE(store.has_value()) << to_string(store.error());
    ASSERT_TRUE(store->maintain(sample_time()).has_value());
    const FactTimes times{sample_time(), sample_time()};
    const InstrumentId id{"BTC-USDT"};
    Candle closed;
    closed.instrument_id = id;
    closed.is_closed = true;
    closed.times = times;
    Candle forming = closed;
    forming.is_closed = false;
    Ticker one_sided;
    one_sided.instrument_id = id;
    one_sided.best_bid = level("1", "2");
    one_sided.times = times;
    Trade trade;
    trade.instrument_id = id;
    trade.trade_id = TradeId{"1"};
    trade.times = times;
    const std::vector<MarketFact> facts{
        BookUpdate{id, true, {level("1.5", "2")}, {}, 7, times},
        trade,
        one_sided,
        closed,
        forming,
        MarkPrice{id, Price{}, times},
        FundingRate{id, Ratio{}, {}, {}, times},
        PriceLimit{id, {}, {}, times},
        FeedStatus{},
        InstrumentUpdate{Instrument{.id = id}, times},
    };
    const auto rows = store->record(facts);
    ASSERT_TRUE(rows.has_value()) << to_string(rows.error());
    EXPECT_EQ(*rows, 8);
    auto query = store::QueryStore::open(database);
    EXPECT_EQ(rows_in(*query, "market_book_updates"), 1);
    EXPECT_EQ(rows_in(*query, "market_candles"), 1);
}

TEST(MarketDataStore, drops_days_older_than_its_retention) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::MarketDataStore::open({database, 2});
    ASSERT_TRUE(store.has_value());
    ASSERT_TRUE(store->maintain(sample_time()).has_value());
    Trade trade;
    trade.times = {sample_time(), sample_time()};
    ASSERT_TRUE(store->record(std::vector<MarketFact>{trade}).has_value());
    auto query = store::QueryStore::open(database);
    ASSERT_TRUE(store->maintain(sample_time() + std::chrono::hours{48}).has_value());
    EXPECT_EQ(rows_in(*query, "market_trades"), 1);
    ASSERT_TRUE(store->maintain(sample_time() + std::chrono::hours{72}).has_value());
    EXPECT_EQ(rows_in(*query, "market_trades"), 0);
}

TEST(MarketDataStore, keeps_each_candle_once_although_a_gateway_tells_its_history_again) {
    const auto database = PrivatePostgres::shared().make_database();
    Candle candle;
    candle.instrument_id = InstrumentId{"BTC-USDT"};
    candle.interval = std::chrono::minutes{1};
    candle.ts_open = sample_time();
    candle.is_closed = true;
    candle.times = {sample_time(), sample_time()};
    Candle next = candle;
    next.ts_open += candle.interval;
    Candle longer = candle;
    longer.interval = std::chrono::minutes{5};
    for (int start = 0; start < 2; ++start) {
        auto store = store::MarketDataStore::open({database, 7});
        ASSERT_TRUE(store->maintain(sample_time()).has_value());
        const std::int64_t expected = start == 0 ? 2 : 0;
        EXPECT_EQ(store->record(std::vector<MarketFact>{candle, longer}).value(), expected);
        EXPECT_EQ(store->record(std::vector<MarketFact>{candle, next}).value(), start == 0 ? 1 : 0);
    }
    auto query = store::QueryStore::open(database);
    EXPECT_EQ(rows_in(*query, "market_candles"), 3);
}

TEST(StrategyStore, keeps_many_decisions_and_repeats_of_them) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::StrategyStore::open(database);
    Decision unusual = sample_decision();
    unusual.decision_id = DecisionId{"D2"};
    unusual.checks = {{"setup", true, R"(rsi=28.4 "lower\30.1", {NULL})"}, {"session", false, ""}};
    unusual.ts_decided -= std::chrono::microseconds{1};
    Decision silent = sample_decision();
    silent.decision_id = DecisionId{"D3"};
    silent.checks.clear();
    silent.ts_decided -= std::chrono::microseconds{2};
    const std::vector all{sample_decision(), unusual, silent};
    ASSERT_TRUE(store->record(all, {}).has_value());
    ASSERT_TRUE(store->record(all, {}).has_value());
    auto query = store::QueryStore::open(database);
    EXPECT_EQ(query->decisions({}).value(), all);
}

TEST(StrategyStore, keeps_an_intent_in_the_outbox_until_it_is_answered) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::StrategyStore::open(database);
    ASSERT_TRUE(store.has_value()) << to_string(store.error());
    const OrderIntent intent = sample_intent().intent;
    ASSERT_TRUE(store->record(std::vector{sample_decision()}, std::vector{intent}).has_value());
    EXPECT_EQ(store->unsettled(sample_time()).value(), std::vector{intent});
    EXPECT_TRUE(store->unsettled(intent.valid_until)->empty());
    ASSERT_TRUE(store->settle(std::vector{sample_intent().reply}).has_value());
    EXPECT_TRUE(store->unsettled(sample_time())->empty());
}

TEST(StrategyStore, tells_the_newest_decided_bar_of_each_strategy_and_instrument) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::StrategyStore::open(database);
    Decision later = sample_decision();
    later.decision_id = DecisionId{"D2"};
    later.ts_event += std::chrono::minutes{1};
    Decision elsewhere = later;
    elsewhere.decision_id = DecisionId{"D3"};
    elsewhere.instrument_id = InstrumentId{"ETH-USDT-SWAP"};
    elsewhere.ts_decided += std::chrono::minutes{1};
    ASSERT_TRUE(store->record(std::vector{sample_decision(), later, elsewhere}, {}).has_value());
    const DecidedBar newest{later.strategy_id, later.instrument_id, later.ts_event};
    const DecidedBar other{elsewhere.strategy_id, elsewhere.instrument_id, elsewhere.ts_event};
    EXPECT_EQ(store->decided(sample_time()).value(), (std::vector{newest, other}));
    EXPECT_EQ(store->decided(later.ts_decided).value(), std::vector{other});
    EXPECT_TRUE(store->decided(elsewhere.ts_decided)->empty());
}

TEST(StrategyStore, remembers_which_strategies_were_stopped) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::StrategyStore::open(database);
    ASSERT_TRUE(store->set_enabled(StrategyId{"avrsi"}, false, "operator:ann", sample_time()).has_value());
    auto reopened = store::StrategyStore::open(database);
    EXPECT_EQ(reopened->enabled().value(), (std::map<StrategyId, bool>{{StrategyId{"avrsi"}, false}}));
}

TEST(QueryStore, reads_decisions_back_with_their_checks) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::StrategyStore::open(database);
    ASSERT_TRUE(store->record(std::vector{sample_decision()}, {}).has_value());
    auto query = store::QueryStore::open(database);
    EXPECT_EQ(query->decisions({}).value(), std::vector{sample_decision()});
}

TEST(QueryStore, filters_orders_by_instrument_and_openness) {
    const auto database = PrivatePostgres::shared().make_database();
    auto store = store::ExecutionStore::open({database, AccountId{"main"}});
    ASSERT_TRUE(store.has_value());
    Order filled = sample_order();
    filled.client_order_id = ClientOrderId{"C2"};
    filled.status = OrderStatus::Filled;
    ASSERT_TRUE(store->commit(std::vector<ExecutionRecord>{sample_order(), filled}).has_value());
    auto query = store::QueryStore::open(database);
    EXPECT_EQ(query->orders({}).value().size(), 2U);
    EXPECT_EQ(query->orders({.open_only = true}).value(), std::vector{sample_order()});
    EXPECT_TRUE(query->orders({.instrument_id = InstrumentId{"ETH-USDT"}}).value().empty());
}

TEST(Migrations, are_refused_when_an_applied_one_differs_from_this_build) {
    const auto options = PrivatePostgres::shared().make_database();
    ASSERT_TRUE(store::StrategyStore::open(options).has_value());
    auto query = store::QueryStore::open(options);
    ASSERT_TRUE(query.has_value());
    PrivatePostgres::shared().execute(options, "UPDATE schema_migrations SET checksum = 'other' WHERE version = 2");
    const auto reopened = store::StrategyStore::open(options);
    ASSERT_FALSE(reopened.has_value());
    EXPECT_EQ(reopened.error().code, base::ErrorCode::Conflict);
}

}  // namespace
}  // namespace trading::test
