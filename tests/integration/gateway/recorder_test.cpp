#include "services/gateway/io/recorder.hpp"
#include "common/store/query_store.hpp"
#include "tests/support/gateway/samples.hpp"
#include "tests/support/private_postgres.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>

namespace trading::test {
namespace {

class Recorder : public ::testing::Test {
protected:
    void TearDown() override {
        recorder.reset();
        if (is_database_down) PrivatePostgres::shared().start();
    }

    void record_with(std::size_t queue_max) {
        gateway::Recorder::Options options;
        options.store.database = database;
        options.queue_max = queue_max;
        options.flush_interval = std::chrono::milliseconds{20};
        options.pauses = {.first = std::chrono::milliseconds{50}, .longest = std::chrono::milliseconds{200}};
        recorder = std::make_unique<gateway::Recorder>(
            options, gateway::Recorder::Surroundings{.clock = clock, .log = log, .health = health}
        );
    }

    domain::Trade trade_now(std::int64_t id) const {
        domain::Trade fact = trade(id);
        fact.times.ts_received = clock.now();
        return fact;
    }

    // Looks again until it holds or half a minute is over.
    template <class Condition>
    bool eventually(Condition condition) const {
        const base::MonotonicTime deadline = clock.monotonic_now() + std::chrono::seconds{30};
        std::promise<void> never;
        const auto pause = never.get_future();
        while (!condition()) {
            if (clock.monotonic_now() > deadline) return false;
            static_cast<void>(pause.wait_for(std::chrono::milliseconds{5}));
        }
        return true;
    }

    std::int64_t rows_of(const std::string& table) const {
        auto counts = store::QueryStore::open(database).value().table_counts().value();
        for (const auto& count : counts) {
            if (count.table == table) return count.rows;
        }
        return -1;
    }

    base::SystemClock clock;
    service::Log log{"gateway", service::LogLevel::Error, clock};
    service::Health health{clock};
    store::DatabaseOptions database = PrivatePostgres::shared().make_database();
    std::unique_ptr<gateway::Recorder> recorder;
    bool is_database_down = false;
};

TEST_F(Recorder, writes_what_it_is_given_and_passes_states_and_forming_candles_over) {
    record_with(1000);
    for (std::int64_t id = 1; id <= 100; ++id) recorder->record(trade_now(id));
    recorder->record(candle(1, false));
    recorder->record(domain::FeedStatus{});
    ASSERT_TRUE(eventually([&] { return recorder->counters().rows == 100; }));
    EXPECT_EQ(rows_of("market_trades"), 100);
    EXPECT_EQ(recorder->counters().dropped, 0U);
}

TEST_F(Recorder, drops_and_counts_what_does_not_fit_while_the_database_is_down_and_goes_on_when_it_is_back) {
    record_with(50);
    recorder->record(trade_now(1));
    ASSERT_TRUE(eventually([&] { return recorder->counters().rows == 1; }));
    PrivatePostgres::shared().stop();
    is_database_down = true;
    for (std::int64_t id = 2; id <= 500; ++id) recorder->record(trade_now(id));
    EXPECT_GT(recorder->counters().dropped, 0U);
    ASSERT_TRUE(eventually([&] { return recorder->counters().failures >= 2; }));
    EXPECT_FALSE(health.is_ready());
    PrivatePostgres::shared().start();
    is_database_down = false;
    ASSERT_TRUE(eventually([&] { return recorder->counters().queued == 0; }));
    recorder->record(trade_now(1000));
    const auto kept = 501 - recorder->counters().dropped;
    ASSERT_TRUE(eventually([&] {
        const auto counters = recorder->counters();
        return counters.rows + counters.abandoned == kept;
    }));
    // Nobody else beats here, and all this may have taken longer than a process may be silent.
    EXPECT_TRUE(eventually([&] {
        health.beat();
        return health.is_ready();
    }));
}

TEST_F(Recorder, writes_the_rest_when_it_ends) {
    record_with(1000);
    for (std::int64_t id = 1; id <= 10; ++id) recorder->record(trade_now(id));
    recorder.reset();
    EXPECT_EQ(rows_of("market_trades"), 10);
}

}  // namespace
}  // namespace trading::test
