// Every rule three times: accepted, denied, and exactly at its limit, which passes.
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

TEST(RiskRules, pass_the_sample) { EXPECT_EQ(RiskFixture{}.check(), "accepted"); }

TEST(RiskRules, R01_limits_the_notional_of_an_order) {
    expect_rows({
        {"below", [](RiskFixture& it) { it.swap_limits().order_notional_max = notional("840.01"); }, "accepted"},
        {"at", [](RiskFixture& it) { it.swap_limits().order_notional_max = notional("840"); }, "accepted"},
        {"above",
         [](RiskFixture& it) { it.swap_limits().order_notional_max = notional("839.99"); },
         "notional_exceeds_max limit=839.99 notional=840"},
    });
}

TEST(RiskRules, R02_keeps_quantities_and_prices_in_the_steps_of_the_instrument) {
    expect_rows({
        {"at minimum", [](RiskFixture& it) { it.intent.quantity = quantity("0.1"); }, "accepted"},
        {"off lot",
         [](RiskFixture& it) { it.intent.quantity = quantity("0.15"); },
         "quantity_invalid lot=0.1 quantity=0.15"},
        {"below minimum",
         [](RiskFixture& it) {
             auto instrument = sample_instruments()[1];
             instrument.minimum_quantity = quantity("3");
             it.market.load(instrument);
         },
         "quantity_invalid minimum=3 quantity=2"},
        {"at maximum",
         [](RiskFixture& it) {
             auto instrument = sample_instruments()[1];
             instrument.maximum_limit_quantity = quantity("2");
             it.market.load(instrument);
         },
         "accepted"},
        {"above maximum",
         [](RiskFixture& it) {
             auto instrument = sample_instruments()[1];
             instrument.maximum_limit_quantity = quantity("1.9");
             it.market.load(instrument);
         },
         "quantity_invalid maximum=1.9 quantity=2"},
        {"off tick",
         [](RiskFixture& it) { it.intent.limit_price = price("42000.05"); },
         "quantity_invalid tick=0.1 price=42000.05"},
        {"stop off tick",
         [](RiskFixture& it) { it.intent.stop_price = price("41500.05"); },
         "quantity_invalid tick=0.1 price=41500.05"},
    });
}

TEST(RiskRules, R03_refuses_prices_far_from_the_market) {
    expect_rows({
        {"inside",
         [](RiskFixture& it) {
             it.intent.limit_price = price("41600");
             it.intent.stop_price = price("41000");
         },
         "accepted"},
        {"at",
         [](RiskFixture& it) {
             it.intent.limit_price = price("41160");
             it.intent.stop_price = price("41000");
         },
         "accepted"},
        {"outside",
         [](RiskFixture& it) {
             it.intent.limit_price = price("41159.9");
             it.intent.stop_price = price("41000");
         },
         "price_too_far limit=0.02 reference=42000 price=41159.9"},
    });
}

TEST(RiskRules, R04_keeps_prices_inside_the_collar_and_the_venues_limits) {
    expect_rows({
        {"at collar", [](RiskFixture& it) { it.intent.limit_price = price("42420"); }, "accepted"},
        {"above collar",
         [](RiskFixture& it) { it.intent.limit_price = price("42420.1"); },
         "price_outside_collar limit=42420 price=42420.1"},
        {"at the venue's limit",
         [](RiskFixture& it) {
             it.market.on_fact(PriceLimit{it.intent.instrument_id, price("42100"), price("41000"), {it.now, it.now}});
             it.intent.limit_price = price("42100");
         },
         "accepted"},
        {"above the venue's limit",
         [](RiskFixture& it) {
             it.market.on_fact(PriceLimit{it.intent.instrument_id, price("42100"), price("41000"), {it.now, it.now}});
             it.intent.limit_price = price("42100.1");
         },
         "price_outside_collar limit=42100 price=42100.1"},
    });
}

TEST(RiskRules, R05_refuses_the_same_entry_again_at_once) {
    const auto earlier = [](RiskFixture& it, base::Duration ago) { it.history.add(it.intent, it.now - ago); };
    expect_rows({
        {"outside", [&](RiskFixture& it) { earlier(it, 201ms); }, "accepted"},
        {"at", [&](RiskFixture& it) { earlier(it, 200ms); }, "accepted"},
        {"inside", [&](RiskFixture& it) { earlier(it, 199ms); }, "duplicate_order window=200ms"},
        {"another quantity",
         [&](RiskFixture& it) {
             earlier(it, 10ms);
             it.intent.quantity = quantity("3");
         },
         "accepted"},
    });
}

TEST(RiskRules, R06_limits_the_worst_case_of_an_instrument) {
    expect_rows({
        {"at", [](RiskFixture& it) { it.swap_limits().position_notional_max = notional("840"); }, "accepted"},
        {"above",
         [](RiskFixture& it) { it.swap_limits().position_notional_max = notional("839.99"); },
         "position_limit limit=839.99 notional=840"},
        {"a position counts",
         [](RiskFixture& it) {
             it.add_position("BTC-USDT-SWAP", "1");
             it.swap_limits().position_notional_max = notional("1259.99");
         },
         "position_limit limit=1259.99 notional=1260"},
        {"orders on their way count",
         [](RiskFixture& it) {
             it.add_order("BTC-USDT-SWAP", OrderPurpose::Entry, "1", OrderStatus::Unknown);
             it.swap_limits().position_notional_max = notional("1259.99");
         },
         "position_limit limit=1259.99 notional=1260"},
        {"what only shrinks does not count",
         [](RiskFixture& it) {
             it.add_order("BTC-USDT-SWAP", OrderPurpose::TakeProfit, "1", OrderStatus::Live);
             it.swap_limits().position_notional_max = notional("840");
         },
         "accepted"},
        {"equity at",
         [](RiskFixture& it) { it.swap_limits().position_equity_ratio_max = ratio("0.0084"); },
         "accepted"},
        {"equity above",
         [](RiskFixture& it) { it.swap_limits().position_equity_ratio_max = ratio("0.0083"); },
         "position_limit limit=0.0083 of equity notional=840"},
    });
}

TEST(RiskRules, R07_limits_the_open_orders_of_an_instrument) {
    const auto open = [](RiskFixture& it, int count) {
        for (int each = 0; each < count; ++each) {
            it.add_order("BTC-USDT-SWAP", OrderPurpose::Entry, "0.1", OrderStatus::Live);
        }
    };
    expect_rows({
        {"below", [&](RiskFixture& it) { open(it, 3); }, "accepted"},
        {"the last one", [&](RiskFixture& it) { open(it, 4); }, "accepted"},
        {"one more", [&](RiskFixture& it) { open(it, 5); }, "open_orders_per_instrument open_orders=6 limit=5"},
    });
}

TEST(RiskRules, R08_limits_the_exposure_of_the_account) {
    const auto hold_spot = [](RiskFixture& it) { it.add_position("BTC-USDT", "0.1"); };
    expect_rows({
        {"gross at",
         [&](RiskFixture& it) {
             hold_spot(it);
             it.limits.account->gross_notional_max = notional("5040");
         },
         "accepted"},
        {"gross above",
         [&](RiskFixture& it) {
             hold_spot(it);
             it.limits.account->gross_notional_max = notional("5039.99");
         },
         "exposure_limit limit=5039.99 notional=5040"},
        {"net at",
         [&](RiskFixture& it) {
             hold_spot(it);
             it.limits.account->net_notional_max = notional("5040");
         },
         "accepted"},
        {"net above",
         [&](RiskFixture& it) {
             hold_spot(it);
             it.limits.account->net_notional_max = notional("5039.99");
         },
         "exposure_limit limit=5039.99 notional=5040"},
    });
}

TEST(RiskRules, R09_limits_the_open_orders_and_stops_of_the_account) {
    expect_rows({
        {"at",
         [](RiskFixture& it) {
             it.limits.account->open_orders_max = 2;
             it.add_order("BTC-USDT", OrderPurpose::Entry, "0.001", OrderStatus::Live);
         },
         "accepted"},
        {"above",
         [](RiskFixture& it) {
             it.limits.account->open_orders_max = 1;
             it.add_order("BTC-USDT", OrderPurpose::Entry, "0.001", OrderStatus::Live);
         },
         "open_orders_per_account open_orders=2 limit=1"},
        {"stops",
         [](RiskFixture& it) {
             it.limits.account->open_stops_max = 1;
             it.add_order("BTC-USDT", OrderPurpose::StopLoss, "0.001", OrderStatus::Live);
         },
         "open_orders_per_account open_stops=2 limit=1"},
    });
}

TEST(RiskRules, R13_limits_positions_and_entries_of_a_strategy) {
    const auto entered = [](RiskFixture& it, int count, base::Duration ago) {
        OrderIntent other = it.intent;
        other.quantity = quantity("9");
        for (int each = 0; each < count; ++each) it.history.add(other, it.now - ago);
    };
    auto& any = entered;
    expect_rows({
        {"positions at",
         [](RiskFixture& it) {
             it.add_position("BTC-USDT", "0.1");
             it.limits.strategies.at(StrategyId{"s1"}).open_positions_max = 2;
         },
         "accepted"},
        {"positions above",
         [](RiskFixture& it) {
             it.add_position("BTC-USDT", "0.1");
             it.limits.strategies.at(StrategyId{"s1"}).open_positions_max = 1;
         },
         "strategy_limit open_positions=2 limit=1"},
        {"dust is no position",
         [](RiskFixture& it) {
             it.add_position("BTC-USDT", "0.00009");
             it.limits.strategies.at(StrategyId{"s1"}).open_positions_max = 1;
         },
         "accepted"},
        {"hour at", [&](RiskFixture& it) { any(it, 9, 59min); }, "accepted"},
        {"hour above", [&](RiskFixture& it) { any(it, 10, 59min); }, "strategy_limit entries_per_hour=11 limit=10"},
        {"hour over", [&](RiskFixture& it) { any(it, 10, 60min); }, "accepted"},
        {"day at", [&](RiskFixture& it) { any(it, 39, 2h); }, "accepted"},
        {"day above", [&](RiskFixture& it) { any(it, 40, 2h); }, "strategy_limit entries_per_day=41 limit=40"},
        {"yesterday", [&](RiskFixture& it) { any(it, 40, 24h); }, "accepted"},
    });
}

TEST(RiskRules, R18_keeps_messages_back_for_exits_and_cancels) {
    const auto send = [](RiskFixture& it, int count, base::Duration ago) {
        for (int each = 0; each < count; ++each) it.rate.count_message(it.now - ago);
    };
    expect_rows({
        {"at", [&](RiskFixture& it) { send(it, 11, 500ms); }, "accepted"},
        {"above", [&](RiskFixture& it) { send(it, 12, 500ms); }, "rate_limited messages_per_second=13 limit=12"},
        {"a second ago", [&](RiskFixture& it) { send(it, 12, 1s); }, "accepted"},
        {"an exit may still go",
         [&](RiskFixture& it) {
             send(it, 19, 500ms);
             it.add_position("BTC-USDT-SWAP", "1");
             it.intent.kind = IntentKind::Exit;
             it.intent.side = Side::Sell;
         },
         "accepted"},
        {"even exits have a limit",
         [&](RiskFixture& it) {
             send(it, 20, 500ms);
             it.add_position("BTC-USDT-SWAP", "1");
             it.intent.kind = IntentKind::Exit;
             it.intent.side = Side::Sell;
         },
         "rate_limited messages_per_second=21 limit=20"},
    });
}

TEST(RiskRules, R19_refuses_entries_on_stale_data) {
    expect_rows({
        {"book at", [](RiskFixture& it) { it.now += 1500ms; }, "accepted"},
        {"book above", [](RiskFixture& it) { it.now += 1501ms; }, "data_stale book_age=1501ms limit=1500ms"},
        {"mark at",
         [](RiskFixture& it) {
             it.limits.account->book_age_max = 1min;
             it.now += 3s;
         },
         "accepted"},
        {"mark above",
         [](RiskFixture& it) {
             it.limits.account->book_age_max = 1min;
             it.now += 3001ms;
         },
         "data_stale mark_age=3001ms limit=3000ms"},
        {"book stale",
         [](RiskFixture& it) {
             it.market.on_fact(FeedStatus{
                 it.intent.instrument_id, Channel::Book, FeedState::Stale, "sequence_gap", it.now});
         },
         "data_stale book=stale"},
        {"clock at", [](RiskFixture& it) { it.condition.clock_offset = -500ms; }, "accepted"},
        {"clock above",
         [](RiskFixture& it) { it.condition.clock_offset = -501ms; },
         "data_stale clock_offset=501ms limit=500ms"},
        {"clock unknown",
         [](RiskFixture& it) { it.condition.clock_offset.reset(); },
         "data_stale clock_offset=unknown"},
    });
}

TEST(RiskRules, R25_keeps_margin_free) {
    expect_rows({
        {"at", [](RiskFixture& it) { it.set_available("20168"); }, "accepted"},
        {"below",
         [](RiskFixture& it) { it.set_available("20167.99"); },
         "margin_insufficient minimum=20000 free_after=19999.99"},
        {"orders that the venue does not show yet count",
         [](RiskFixture& it) {
             it.add_order("BTC-USDT-SWAP", OrderPurpose::Entry, "2", OrderStatus::InFlight);
             it.set_available("20335.99");
         },
         "margin_insufficient minimum=20000 free_after=19999.99"},
    });
}

TEST(RiskRules, trading_states_and_conditions_are_told_apart) {
    expect_rows({
        {"halted", [](RiskFixture& it) { it.condition.state = TradingState::Halted; }, "trading_halted state=halted"},
        {"reducing",
         [](RiskFixture& it) { it.condition.state = TradingState::Reducing; },
         "only_reducing state=reducing"},
        {"stopping", [](RiskFixture& it) { it.condition.is_stopping = true; }, "trading_halted state=stopping"},
        {"venue",
         [](RiskFixture& it) { it.condition.is_venue_up = false; },
         "venue_unavailable the private connection is down"},
        {"records",
         [](RiskFixture& it) { it.condition.is_reconciled = false; },
         "not_reconciled our records are not compared with the venue's yet"},
        {"no account limits", [](RiskFixture& it) { it.limits.account.reset(); }, "limits_missing account"},
        {"no instrument limits",
         [](RiskFixture& it) { it.limits.instruments.clear(); },
         "limits_missing BTC-USDT-SWAP"},
        {"no strategy", [](RiskFixture& it) { it.limits.strategies.clear(); }, "strategy_unknown strategy=s1"},
        {"suspended",
         [](RiskFixture& it) {
             auto instrument = sample_instruments()[1];
             instrument.status = InstrumentStatus::Suspended;
             it.market.load(instrument);
         },
         "instrument_not_live status=suspended"},
        {"at its end",
         [](RiskFixture& it) {
             it.intent.valid_until = it.now;
             it.intent.ts_created = it.now - 1s;
         },
         "accepted"},
        {"after its end",
         [](RiskFixture& it) {
             it.intent.valid_until = it.now - 1ms;
             it.intent.ts_created = it.now - 1s;
         },
         "intent_expired late_by=1ms"},
    });
}

TEST(RiskRules, nothing_about_exposure_keeps_us_in_a_position) {
    RiskFixture fixture;
    fixture.add_position("BTC-USDT-SWAP", "9");
    fixture.limits.account.reset();
    fixture.limits.instruments.clear();
    fixture.condition.state = TradingState::Reducing;
    fixture.condition.is_reconciled = false;
    fixture.condition.clock_offset.reset();
    fixture.set_available("0");
    fixture.intent.kind = IntentKind::Exit;
    fixture.intent.side = Side::Sell;
    fixture.intent.quantity = quantity("1000");
    EXPECT_EQ(fixture.check(), "accepted");
}

TEST(RiskRules, an_order_too_large_for_arithmetic_is_denied) {
    RiskFixture fixture;
    auto instrument = sample_instruments()[1];
    instrument.maximum_limit_quantity = quantity("0");
    fixture.market.load(instrument);
    fixture.intent.quantity = quantity("900000000000000000");
    EXPECT_EQ(fixture.check().substr(0, 20), "notional_exceeds_max");
}

}  // namespace
}  // namespace trading::test
