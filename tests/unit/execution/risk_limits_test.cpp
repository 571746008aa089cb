// The rules about leverage, liquidation, liquidity, our own orders and locks; each accepted, denied, and at its limit.
#include "tests/unit/execution/risk_fixture.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace trading::test {
namespace {

using namespace domain;
using namespace std::chrono_literals;

struct Row {
    const char* rule;
    std::function<void(RiskFixture&)> arrange;
    std::string expected;
};

void expect_rows(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        RiskFixture fixture;
        row.arrange(fixture);
        EXPECT_EQ(fixture.check(), row.expected) << row.rule;
    }
}

Notional notional(std::string_view text) { return Notional{decimal(text)}; }
Ratio ratio(std::string_view text) { return Ratio{decimal(text)}; }

void feed_minutes(RiskFixture& it, int count, std::string_view contracts) {
    for (int minute = count; minute > 0; --minute) {
        Candle candle;
        candle.instrument_id = it.intent.instrument_id;
        candle.ts_open = it.now - minute * 1min;
        candle.close = price("42000");
        candle.volume = quantity(contracts);
        candle.is_closed = true;
        it.market.on_fact(candle);
    }
}

TEST(RiskLimits, R01_limits_the_part_of_what_the_market_trades_in_a_minute) {
    // 14,400,000 contracts a day are 4,200,000 USDT a minute; the intent is 840.
    expect_rows({
        {"below", [](RiskFixture& it) { it.swap_limits().minute_share_max = ratio("0.001"); }, "accepted"},
        {"at", [](RiskFixture& it) { it.swap_limits().minute_share_max = ratio("0.0002"); }, "accepted"},
        {"above",
         [](RiskFixture& it) { it.swap_limits().minute_share_max = ratio("0.000199"); },
         "volume_too_thin limit=0.000199 of 4200000 a minute notional=840"},
        {"the last hour counts, not the day",
         [](RiskFixture& it) { feed_minutes(it, 60, "3.9"); },
         "volume_too_thin limit=0.5 of 1638 a minute notional=840"},
        {"the last hour at", [](RiskFixture& it) { feed_minutes(it, 60, "4"); }, "accepted"},
        {"less than an hour is not judged by", [](RiskFixture& it) { feed_minutes(it, 59, "3.9"); }, "accepted"},
        {"unknown",
         [](RiskFixture& it) {
             Ticker ticker = *it.market.find(it.intent.instrument_id)->ticker;
             ticker.volume_24h = {};
             it.market.on_fact(ticker);
         },
         "data_stale minute_notional=unknown"},
    });
}

TEST(RiskLimits, R08_takes_positions_of_one_direction_together) {
    // 4,200 in spot beside the 840: root of 0.1 (4200^2 + 840^2) + 0.9 x 5040^2 = 4969.507...
    const auto hold_spot = [](RiskFixture& it, std::string_view size) { it.add_position("BTC-USDT", size); };
    expect_rows({
        {"alone at", [](RiskFixture& it) { it.limits.account->correlated_notional_max = notional("840"); }, "accepted"},
        {"alone above",
         [](RiskFixture& it) { it.limits.account->correlated_notional_max = notional("839.99"); },
         "exposure_limit limit=839.99 correlated_squared=705600"},
        {"together below",
         [&](RiskFixture& it) {
             hold_spot(it, "0.1");
             it.limits.account->correlated_notional_max = notional("4969.51");
         },
         "accepted"},
        {"together above",
         [&](RiskFixture& it) {
             hold_spot(it, "0.1");
             it.limits.account->correlated_notional_max = notional("4969.5");
         },
         "exposure_limit limit=4969.5 correlated_squared=24696000"},
        {"opposite directions do not hedge",
         [&](RiskFixture& it) {
             it.add_position("BTC-USDT", "-0.02");
             it.limits.account->correlated_notional_max = notional("1187.9");
         },
         "exposure_limit limit=1187.9 correlated_squared=1411200"},
    });
}

TEST(RiskLimits, R10_limits_the_leverage_of_the_account) {
    expect_rows({
        {"below", [](RiskFixture& it) { it.limits.account->leverage_max = ratio("0.01"); }, "accepted"},
        {"at", [](RiskFixture& it) { it.limits.account->leverage_max = ratio("0.0084"); }, "accepted"},
        {"above",
         [](RiskFixture& it) { it.limits.account->leverage_max = ratio("0.0083"); },
         "leverage_limit limit=0.0083 gross=840 equity=100000"},
        {"orders on their way count",
         [](RiskFixture& it) {
             it.add_order("BTC-USDT-SWAP", OrderPurpose::Entry, "1", OrderStatus::InFlight);
             it.limits.account->leverage_max = ratio("0.0125");
         },
         "leverage_limit limit=0.0125 gross=1260 equity=100000"},
        {"unknown equity",
         [](RiskFixture& it) { it.condition.equity.reset(); },
         "data_stale equity=unknown"},
        {"lost equity",
         [](RiskFixture& it) { it.condition.equity = cash("0"); },
         "leverage_limit limit=4 gross=840 equity=0"},
    });
}

TEST(RiskLimits, R11_heeds_the_margin_ratio_of_the_venue) {
    expect_rows({
        {"none", [](RiskFixture& it) { it.condition.margin_ratio.reset(); }, "accepted"},
        {"above", [](RiskFixture& it) { it.condition.margin_ratio = ratio("3.01"); }, "accepted"},
        {"at", [](RiskFixture& it) { it.condition.margin_ratio = ratio("3"); }, "accepted"},
        {"below",
         [](RiskFixture& it) { it.condition.margin_ratio = ratio("2.99"); },
         "margin_ratio_low minimum=3 margin_ratio=2.99"},
    });
}

TEST(RiskLimits, R12_keeps_entries_far_from_their_liquidation) {
    const auto hold = [](RiskFixture& it, std::string_view liquidation) {
        it.add_position("BTC-USDT-SWAP", "1");
        PositionReport report;
        report.instrument_id = it.intent.instrument_id;
        report.quantity = quantity("1");
        report.liquidation_price = price(liquidation);
        it.venue_positions.take(report);
    };
    expect_rows({
        {"estimate at",
         [](RiskFixture& it) { it.limits.account->liquidation_distance_min = ratio("0.19638373"); },
         "accepted"},
        {"estimate nearer",
         [](RiskFixture& it) { it.limits.account->liquidation_distance_min = ratio("0.19638374"); },
         "liquidation_too_close minimum=0.19638374 distance=0.19638373"},
        {"stop far", [](RiskFixture& it) { it.intent.stop_price = price("40000"); }, "accepted"},
        {"stop too far for the leverage",
         [](RiskFixture& it) {
             it.intent.stop_price = price("40000");
             it.limits.account->liquidation_stop_multiple = ratio("5");
         },
         "liquidation_too_close minimum=0.23809525 distance=0.19638373"},
        {"held at", [&](RiskFixture& it) { hold(it, "39900"); }, "accepted"},
        {"held nearer",
         [&](RiskFixture& it) { hold(it, "39900.1"); },
         "liquidation_too_close minimum=0.05 distance=0.04999762"},
        {"the venue's word on another size is old",
         [&](RiskFixture& it) {
             hold(it, "41999");
             it.add_position("BTC-USDT-SWAP", "2");
         },
         "accepted"},
        {"a short is liquidated above",
         [](RiskFixture& it) {
             it.intent.side = Side::Sell;
             it.intent.stop_price = price("42500");
             it.limits.account->liquidation_distance_min = ratio("0.19462420");
         },
         "liquidation_too_close minimum=0.1946242 distance=0.19462419"},
    });
}

TEST(RiskLimits, R24_refuses_to_trade_with_ourselves) {
    const auto rest = [](RiskFixture& it, std::string_view at, OrderPurpose purpose = OrderPurpose::Entry) {
        Order order;
        order.client_order_id = ClientOrderId{"own"};
        order.strategy_id = StrategyId{"s2"};
        order.instrument_id = it.intent.instrument_id;
        order.purpose = purpose;
        order.side = Side::Sell;
        order.quantity = quantity("1");
        order.limit_price = price(at);
        order.status = OrderStatus::Live;
        execution::Outputs out;
        execution::Step step{it.now, out};
        it.orders.add(order, step);
    };
    expect_rows({
        {"away", [&](RiskFixture& it) { rest(it, "42000.1"); }, "accepted"},
        {"meeting", [&](RiskFixture& it) { rest(it, "42000"); }, "self_trade order=own price=42000"},
        {"crossing", [&](RiskFixture& it) { rest(it, "41990"); }, "self_trade order=own price=41990"},
        {"a market order meets whatever rests",
         [&](RiskFixture& it) {
             rest(it, "42400");
             it.intent.type = OrderType::Market;
             it.intent.limit_price.reset();
         },
         "self_trade order=own price=42400"},
    });
}

TEST(RiskLimits, locks_deny_entries_until_their_time) {
    const auto lock = [](RiskFixture& it, LockScope scope, std::string subject, std::optional<base::Duration> left) {
        execution::Outputs out;
        execution::Step step{it.now - 1h, out};
        std::optional<base::Timestamp> until;
        if (left) until = it.now + *left;
        it.locks.lock(EntryLock{scope, std::move(subject), "R17", "losing_trades=5", {}, until}, step);
    };
    expect_rows({
        {"strategy, one moment before its end",
         [&](RiskFixture& it) { lock(it, LockScope::Strategy, "s1", 1ms); },
         "strategy_locked rule=R17 until=2025-11-24T16:00:00.001Z losing_trades=5"},
        {"strategy, at its end", [&](RiskFixture& it) { lock(it, LockScope::Strategy, "s1", 0ms); }, "accepted"},
        {"another strategy", [&](RiskFixture& it) { lock(it, LockScope::Strategy, "s2", 1h); }, "accepted"},
        {"without an end",
         [&](RiskFixture& it) { lock(it, LockScope::Strategy, "s1", std::nullopt); },
         "strategy_locked rule=R17 until=a person lifts it losing_trades=5"},
        {"instrument",
         [&](RiskFixture& it) { lock(it, LockScope::Instrument, "BTC-USDT-SWAP", 1ms); },
         "instrument_locked rule=R17 until=2025-11-24T16:00:00.001Z losing_trades=5"},
        {"instrument, at its end",
         [&](RiskFixture& it) { lock(it, LockScope::Instrument, "BTC-USDT-SWAP", 0ms); },
         "accepted"},
        {"exits pass",
         [&](RiskFixture& it) {
             lock(it, LockScope::Strategy, "s1", std::nullopt);
             lock(it, LockScope::Instrument, "BTC-USDT-SWAP", std::nullopt);
             it.add_position("BTC-USDT-SWAP", "9");
             it.intent.kind = IntentKind::Exit;
             it.intent.side = Side::Sell;
         },
         "accepted"},
    });
}

TEST(RiskLimits, no_limit_about_losses_or_margin_keeps_us_in_a_position) {
    RiskFixture fixture;
    fixture.add_position("BTC-USDT-SWAP", "9");
    fixture.condition.state = TradingState::Reducing;
    fixture.condition.equity = cash("-1");
    fixture.condition.margin_ratio = ratio("0.1");
    fixture.intent.kind = IntentKind::Exit;
    fixture.intent.side = Side::Sell;
    EXPECT_EQ(fixture.check(), "accepted");
}

}  // namespace
}  // namespace trading::test
