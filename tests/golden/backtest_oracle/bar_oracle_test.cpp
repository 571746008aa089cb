#include "services/backtest/oracle/bar_oracle.hpp"

#include <gtest/gtest.h>

#include "services/backtest/oracle/oracle_summary.hpp"
#include "tests/support/golden/golden_text.hpp"
#include "tests/support/signal/csv_table.hpp"
#include "tests/support/signal/synthetic_bars.hpp"

namespace trading::backtest {
namespace {

using test::CsvTable;

std::filesystem::path reference(const char* file) { return std::filesystem::path{test::kReferenceFolder} / file; }

TEST(BarOracle, makes_every_trade_of_the_reference) {
    if (!test::has_reference_data()) GTEST_SKIP() << test::kNoReference;
    const CsvTable expected{reference("derived/oracle_trades_synth_A.csv")};
    const BarOracle oracle =
        run_oracle({"synthetic", {}, 1}, test::bars_of(CsvTable{reference("derived/synth_A_1m.csv")}));
    ASSERT_EQ(oracle.trades().size(), expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const OracleTrade& trade = oracle.trades()[row];
        EXPECT_EQ(std::to_string(trade.entry_bar), expected.text(row, "entry_bar"));
        EXPECT_EQ(trade.side == domain::Side::Buy ? 1 : -1, *expected.number(row, "side"));
        EXPECT_NEAR(trade.entry, *expected.number(row, "entry_px"), 1e-9);
        EXPECT_EQ(std::to_string(trade.lots), expected.text(row, "lots"));
        EXPECT_NEAR(trade.distance, *expected.number(row, "R_dist"), 1e-9);
        EXPECT_NEAR(trade.profit, *expected.number(row, "pnl_net"), 1e-9);
        EXPECT_EQ(fills_text(trade), expected.text(row, "events")) << "trade " << row;
    }
    EXPECT_NEAR(oracle.cash(), 9814.577108875003, 1e-9);
}

TEST(BarOracle, makes_the_published_table_on_a_month_of_real_bars) {
    if (!test::has_reference_data()) GTEST_SKIP() << test::kNoReference;
    const auto bars = test::bars_of(CsvTable{reference("market/btc_perp_1m_2022-01.csv")});
    struct Row {
        std::size_t trades = 0;
        double mean_outcome = 0;
        double t_statistic = 0;
        double cash = 0;
    };
    const std::vector<Row> published{
        {623, -0.487, -10.6, 2644.70},
        {615, -0.007, -0.2, 9348.55},
        {110, -0.164, -1.5, 9121.67},
        {98, -0.043, -0.4, 9776.98},
        {34, 0.074, 0.4, 10118.35},
    };
    const auto variants = reference_variants();
    ASSERT_EQ(variants.size(), published.size());
    for (std::size_t index = 0; index < variants.size(); ++index) {
        const OracleSummary summary = summary_of(run_oracle(variants[index], bars));
        EXPECT_EQ(summary.trades, published[index].trades) << variants[index].name;
        EXPECT_NEAR(summary.mean_outcome, published[index].mean_outcome, 0.0005) << variants[index].name;
        // One digit is published, of a deviation that divides by n; ours divides by n-1.
        EXPECT_NEAR(summary.t_statistic, published[index].t_statistic, 0.06) << variants[index].name;
        EXPECT_NEAR(summary.cash, published[index].cash, 0.005) << variants[index].name;
    }
}

std::string text_of(const BarOracle& oracle) {
    std::string text;
    for (const OracleTrade& trade : oracle.trades()) text += trade_text(trade) + "\n";
    return text;
}

OracleRules impatient() {
    OracleRules rules;
    rules.bars_max = 4;
    return rules;
}

const std::vector<strategy::Bar>& market() {
    static const std::vector<strategy::Bar> bars = test::troubled_bars(6'000, 11);
    return bars;
}

// The same story on a market of our own, for machines without the reference.
TEST(BarOracle, tells_the_same_of_a_troubled_market_as_ever) {
    const std::string text = text_of(run_oracle({"troubled", {}, 1}, market())) + "\nimpatient\n" +
                             text_of(run_oracle({"impatient", impatient(), 1}, market()));
    test::expect_golden(text, "tests/golden/backtest_oracle/troubled_market.txt");
}

// What each trade claims, from the bars alone.
void expect_honest(const OracleTrade& trade, const OracleRules& rules) {
    const bool is_long = trade.side == domain::Side::Buy;
    const double direction = is_long ? 1 : -1;
    const double entry_slip = direction * (trade.entry - market().at(trade.entry_bar).open);
    EXPECT_NEAR(entry_slip, rules.slip_ticks * rules.tick_size, 1e-9);
    double profit = -static_cast<double>(trade.lots) * rules.lot_base * trade.entry * rules.taker_rate;
    std::int64_t lots = 0;
    std::size_t bar = trade.entry_bar;
    for (const OracleFill& fill : trade.fills) {
        const strategy::Bar& at = market().at(fill.bar);
        const bool is_gain = fill.kind == OracleExit::TakeProfit;
        const double base = static_cast<double>(fill.lots) * rules.lot_base;
        profit += base * direction * (fill.price - trade.entry);
        profit -= base * fill.price * (is_gain ? rules.maker_rate : rules.taker_rate);
        lots += fill.lots;
        EXPECT_GE(fill.bar, bar);
        bar = fill.bar;
        const bool is_beyond = is_long ? at.high > fill.price : at.low < fill.price;
        const bool is_worse_than_open = direction * fill.price < direction * at.open;
        EXPECT_TRUE(is_gain ? is_beyond : is_worse_than_open) << "bar " << fill.bar;
    }
    EXPECT_EQ(lots, trade.lots);
    EXPECT_NEAR(trade.profit, profit, 1e-9);
}

TEST(BarOracle, claims_no_price_that_the_bars_did_not_give) {
    for (const OracleRules& rules : {OracleRules{}, impatient()}) {
        const BarOracle oracle = run_oracle({"troubled", rules, 1}, market());
        ASSERT_GT(oracle.trades().size(), 50U);
        double cash = rules.start_cash;
        std::size_t free_from = 0;
        for (const OracleTrade& trade : oracle.trades()) {
            expect_honest(trade, rules);
            EXPECT_LE(trade.at_risk, cash * rules.risk_fraction);
            EXPECT_GE(trade.entry_bar, free_from);
            free_from = trade.fills.back().bar + static_cast<std::size_t>(rules.cooldown_bars) + 1;
            cash += trade.profit;
        }
        EXPECT_NEAR(oracle.cash(), cash, 1e-6);
    }
}

TEST(BarOracle, leaves_out_what_would_cost_too_much) {
    OracleRules gated;
    gated.cost_max = 0.1;
    const auto all = run_oracle({"all", {}, 1}, market());
    const auto cheap = run_oracle({"gated", gated, 1}, market());
    EXPECT_LT(cheap.trades().size(), all.trades().size());
    for (const OracleTrade& trade : cheap.trades()) {
        const double cost = 2 * gated.taker_rate * market().at(trade.entry_bar - 1).close + 2 * gated.tick_size;
        EXPECT_LE(cost / trade.distance, 0.1);
    }
}

}  // namespace
}  // namespace trading::backtest
