// What the watch finds about single instruments: nothing at the limit, something beyond it.
#include "services/execution/core/instrument_watch.hpp"
#include "tests/unit/execution/risk_fixture.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

class InstrumentWatchTest : public testing::Test {
protected:
    // "R20 lock spread=0.006 limit=0.005", one for each finding about the swap.
    std::string found() {
        std::string words;
        for (const auto& finding : watch_.look(it_.now)) {
            if (finding.instrument_id != it_.intent.instrument_id) continue;
            if (!words.empty()) words += "; ";
            words += finding.rule + " " + name_of(finding.remedy) + " " + finding.reason;
        }
        return words;
    }

    void show_prices(std::string_view last, std::string_view bid, std::string_view ask) {
        Ticker ticker = *it_.market.find(it_.intent.instrument_id)->ticker;
        ticker.last_price = price(last);
        ticker.best_bid->price = price(bid);
        ticker.best_ask->price = price(ask);
        it_.market.on_fact(ticker);
    }

    void hold(std::string_view liquidation) {
        it_.add_position("BTC-USDT-SWAP", "1");
        PositionReport report;
        report.instrument_id = it_.intent.instrument_id;
        report.quantity = quantity("1");
        report.liquidation_price = price(liquidation);
        it_.venue_positions.take(report);
    }

    static std::string name_of(InstrumentWatch::Remedy remedy) {
        switch (remedy) {
            case InstrumentWatch::Remedy::Lock: return "lock";
            case InstrumentWatch::Remedy::CancelEntries: return "cancel";
            case InstrumentWatch::Remedy::CloseHalf: return "half";
            case InstrumentWatch::Remedy::Close: return "close";
        }
        return "?";
    }

    RiskFixture it_;
    InstrumentWatch watch_{InstrumentWatch::View{it_.limits, it_.market, it_.positions, it_.venue_positions}};
};

TEST_F(InstrumentWatchTest, R07_weighs_cancels_against_fills) {
    it_.swap_limits().cancels_per_fill_max = 3;
    for (int each = 0; each < 3; ++each) watch_.on_cancel(it_.intent.instrument_id, it_.now);
    EXPECT_EQ(found(), "");
    watch_.on_cancel(it_.intent.instrument_id, it_.now);
    EXPECT_EQ(found(), "R07 lock cancels=4 fills=0 limit=3");
    watch_.on_fill(it_.intent.instrument_id, it_.now);
    EXPECT_EQ(found(), "R07 lock cancels=4 fills=1 limit=3");
    watch_.on_fill(it_.intent.instrument_id, it_.now);
    EXPECT_EQ(found(), "");
}

TEST_F(InstrumentWatchTest, R07_forgets_after_five_minutes) {
    it_.limits.account->book_age_max = 1h;
    it_.limits.account->mark_age_max = 1h;
    it_.swap_limits().cancels_per_fill_max = 1;
    watch_.on_cancel(it_.intent.instrument_id, it_.now);
    watch_.on_cancel(it_.intent.instrument_id, it_.now + 1ms);
    it_.now += 5min;
    EXPECT_EQ(found(), "R07 lock cancels=2 fills=0 limit=1");
    it_.now += 1ns;
    EXPECT_EQ(found(), "");
}

TEST_F(InstrumentWatchTest, R12_closes_a_position_that_comes_near_its_liquidation) {
    hold("40950");
    EXPECT_EQ(found(), "");
    hold("40950.1");
    EXPECT_EQ(found(), "R12 half liquidation_distance=0.02499762 limit=0.025");
    hold("41370");
    EXPECT_EQ(found(), "R12 half liquidation_distance=0.015 limit=0.025");
    hold("41370.1");
    EXPECT_EQ(found(), "R12 close liquidation_distance=0.01499762 limit=0.015");
}

TEST_F(InstrumentWatchTest, R12_leaves_a_persons_position_alone) {
    hold("41999");
    it_.add_position("BTC-USDT-SWAP", "1", "");
    EXPECT_EQ(found(), "");
}

TEST_F(InstrumentWatchTest, R19_does_not_keep_a_position_that_it_cannot_see) {
    it_.add_position("BTC-USDT-SWAP", "1");
    EXPECT_EQ(found(), "");
    it_.now += 1501ms;
    EXPECT_EQ(found(), "");
    it_.now += 10s;
    EXPECT_EQ(found(), "");
    it_.now += 1ms;
    EXPECT_EQ(found(), "R19 cancel blind=10s");
    it_.now += 50s - 1ms;
    EXPECT_EQ(found(), "R19 cancel blind=60s");
    it_.now += 1ms;
    EXPECT_EQ(found(), "R19 cancel blind=60s; R19 close blind=60s");
}

TEST_F(InstrumentWatchTest, R19_begins_anew_when_the_market_is_seen_again) {
    it_.add_position("BTC-USDT-SWAP", "1");
    it_.market.on_fact(FeedStatus{it_.intent.instrument_id, Channel::Book, FeedState::Stale, "silent", it_.now});
    EXPECT_EQ(found(), "");
    it_.market.on_fact(FeedStatus{it_.intent.instrument_id, Channel::Book, FeedState::Fresh, "recovered", it_.now});
    EXPECT_EQ(found(), "");
    it_.now += 11s;
    EXPECT_EQ(found(), "");
}

TEST_F(InstrumentWatchTest, R20_finds_a_last_price_away_from_the_mark_price) {
    show_prices("43260", "41999.9", "42000.1");
    EXPECT_EQ(found(), "");
    show_prices("43260.1", "41999.9", "42000.1");
    EXPECT_EQ(found(), "R20 lock last_deviation=0.03000238 limit=0.03");
    show_prices("40739.9", "41999.9", "42000.1");
    EXPECT_EQ(found(), "R20 lock last_deviation=0.03000238 limit=0.03");
}

TEST_F(InstrumentWatchTest, R20_finds_a_wide_spread) {
    show_prices("42000", "41895", "42105");
    EXPECT_EQ(found(), "");
    show_prices("42000", "41894.9", "42105.1");
    EXPECT_EQ(found(), "R20 lock spread=0.00500476 limit=0.005");
}

TEST_F(InstrumentWatchTest, R20_does_not_judge_old_prices) {
    show_prices("43260.1", "41894", "42106");
    it_.now += 2s;
    EXPECT_EQ(found(), "");
}

}  // namespace
}  // namespace trading::test
