#include "services/execution/core/limits_change.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;

const InstrumentId kSwap{"BTC-USDT-SWAP"};
const StrategyId kStrategy{"s1"};

// "0.04 -> 0.03", with " loosens", or why not.
std::string set(Limits& limits, std::string_view name, std::string_view value) {
    const auto move = set_limit(limits, name, value);
    if (!move) return move.error().detail;
    return move->before + " -> " + move->after + (move->is_loosened ? " loosens" : "");
}

TEST(SetLimit, knows_which_side_is_the_tighter_one) {
    Limits limits = sample_options().limits;
    limits.account->day_loss_max = Ratio{decimal("0.04")};
    limits.account->margin_ratio_min = Ratio{decimal("3")};
    limits.account->blind_close_after = std::chrono::seconds{60};
    limits.strategies[kStrategy].entries_per_hour_max = 10;
    limits.strategies[kStrategy].streak_lock = std::chrono::hours{1};
    limits.instruments[kSwap].collar = Ratio{decimal("0.01")};
    EXPECT_EQ(set(limits, "account.day_loss_max", "0.03"), "0.04 -> 0.03");
    EXPECT_EQ(set(limits, "account.day_loss_max", "0.031"), "0.03 -> 0.031 loosens");
    EXPECT_EQ(set(limits, "account.day_loss_max", "0.0310"), "0.031 -> 0.031");
    EXPECT_EQ(set(limits, "account.margin_ratio_min", "4"), "3 -> 4");
    EXPECT_EQ(set(limits, "account.margin_ratio_min", "3.9"), "4 -> 3.9 loosens");
    EXPECT_EQ(set(limits, "account.blind_close_after", "1m"), "60000ms -> 60000ms");
    EXPECT_EQ(set(limits, "account.blind_close_after", "61s"), "60000ms -> 61000ms loosens");
    EXPECT_EQ(set(limits, "strategies.s1.entries_per_hour_max", "9"), "10 -> 9");
    EXPECT_EQ(set(limits, "strategies.s1.streak_lock", "59m"), "3600000ms -> 3540000ms loosens");
    EXPECT_EQ(set(limits, "instruments.BTC-USDT-SWAP.collar", "0.005"), "0.01 -> 0.005");
    EXPECT_EQ(limits.instruments[kSwap].collar, Ratio{decimal("0.005")});
    EXPECT_EQ(limits.strategies[kStrategy].entries_per_hour_max, 9);
}

TEST(SetLimit, takes_every_change_of_leverage_for_a_loosening) {
    Limits limits = sample_options().limits;
    limits.instruments[kSwap].leverage = Ratio{decimal("3")};
    EXPECT_EQ(set(limits, "instruments.BTC-USDT-SWAP.leverage", "2"), "3 -> 2 loosens");
    EXPECT_EQ(set(limits, "instruments.BTC-USDT-SWAP.leverage", "2"), "2 -> 2");
}

TEST(SetLimit, refuses_what_is_no_limit_and_no_value) {
    Limits limits = sample_options().limits;
    for (const char* name :
         {"", "account", "day_loss_max", "account.", "account.day_loss", "account.x.day_loss_max", "strategies.s1",
          "strategies.s9.open_positions_max", "instruments.DOGE-USDT.collar", "instrument.BTC-USDT-SWAP.collar"}) {
        EXPECT_EQ(set(limits, name, "1"), std::string{"there is no limit "} + name);
    }
    limits.account->book_age_max = std::chrono::milliseconds{1500};
    limits.account->open_orders_max = 7;
    for (const char* value : {"", "-1s", "5", "s", "1.5s", "1d", "99999999999h"}) {
        EXPECT_EQ(
            set(limits, "account.book_age_max", value),
            std::string{"'"} + value + "' is no value for account.book_age_max, which is 1500ms"
        );
    }
    for (const char* value : {"", "-1", "7.5", "many", "1000000001"}) {
        EXPECT_NE(set(limits, "account.open_orders_max", value).find("is no value"), std::string::npos) << value;
    }
    EXPECT_NE(set(limits, "account.drawdown_max", "-0.1").find("is no value"), std::string::npos);
    EXPECT_EQ(limits.account->open_orders_max, 7);
    limits.account.reset();
    EXPECT_EQ(set(limits, "account.drawdown_max", "0.1"), "there is no limit account.drawdown_max");
}

LimitSetting setting(const char* value, const char* configured) {
    return {"account.day_loss_max", value, configured, "operator:ann", "test", 1, {}};
}

// What a restart makes of `setting` when the configuration says `configured`.
std::string after_restart(const char* configured, const LimitSetting& setting) {
    Limits limits = sample_options().limits;
    limits.account->day_loss_max = Ratio{decimal(configured)};
    EXPECT_TRUE(apply_settings(limits, {setting}).empty());
    return limits.account->day_loss_max.to_string();
}

TEST(LimitSettings, hold_over_a_restart) {
    EXPECT_EQ(after_restart("0.04", setting("0.03", "0.04")), "0.03");
    EXPECT_EQ(after_restart("0.04", setting("0.05", "0.04")), "0.05");
}

TEST(LimitSettings, do_not_undo_a_configuration_that_became_tighter) {
    EXPECT_EQ(after_restart("0.02", setting("0.03", "0.04")), "0.02");
    EXPECT_EQ(after_restart("0.045", setting("0.03", "0.04")), "0.03");
    EXPECT_EQ(after_restart("0.045", setting("0.05", "0.04")), "0.045");
}

TEST(LimitSettings, of_what_is_no_limit_any_more_are_named) {
    Limits limits = sample_options().limits;
    const LimitSetting gone{"instruments.DOGE-USDT.collar", "0.1", "0.2", "operator:ann", "test", 1, {}};
    EXPECT_EQ(apply_settings(limits, {gone}), std::vector<std::string>{"instruments.DOGE-USDT.collar"});
}

}  // namespace
}  // namespace trading::test
