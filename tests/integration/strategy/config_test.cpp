#include "services/strategy/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kShipped = "deployment/config/strategy.yaml";

class StrategyConfig : public ::testing::Test {
protected:
    StrategyConfig() { setenv("TRADING_DATABASE_URL", "postgresql://u:secret@h/d", 1); }
    ~StrategyConfig() override {
        unsetenv("TRADING_DATABASE_URL");
        std::filesystem::remove(changed_);
    }

    // The shipped file with every `from` replaced; each must be there.
    [[nodiscard]] base::Result<strategy::Config> load_changed(
        const std::vector<std::pair<std::string, std::string>>& changes
    ) const {
        std::ostringstream text;
        text << std::ifstream{kShipped}.rdbuf();
        std::string yaml = text.str();
        for (const auto& [from, to] : changes) {
            const auto at = yaml.find(from);
            EXPECT_NE(at, std::string::npos) << from;
            if (at != std::string::npos) yaml.replace(at, from.size(), to);
        }
        std::ofstream{changed_} << yaml;
        return strategy::load_config(changed_);
    }

private:
    const std::string changed_ = ::testing::TempDir() + "strategy_config_test.yaml";
};

TEST_F(StrategyConfig, ships_a_complete_and_correct_file) {
    const auto config = strategy::load_config(kShipped);
    ASSERT_TRUE(config.has_value()) << to_string(config.error());
    ASSERT_EQ(config->strategies.size(), 1U);
    const auto made = config->strategies[0]();
    EXPECT_EQ(made->plan().kind, "adaptive_rsi_reentry");
    EXPECT_EQ(made->plan().instruments.size(), 5U);
    EXPECT_EQ(config->effective.find("secret"), std::string::npos);
}

TEST_F(StrategyConfig, says_every_mistake_at_once) {
    const auto config = load_changed(
        {{"venue: okx", "venue: elsewhere"},
         {"atr_period:", "atr_perod:"},
         {"time_stop_bars: 60", "time_stop_bars: -1"},
         {"notional_max: 2000", "notional_max: many"},
         {"BTC-USDT, ETH-USDT", "BTC-USDT, BTC-USDT"}}
    );
    ASSERT_FALSE(config.has_value());
    for (const char* word : {"venue", "atr_perod", "atr_period", "time_stop_bars", "notional_max", "traded twice"}) {
        EXPECT_THAT(config.error().detail, HasSubstr(word));
    }
}

TEST_F(StrategyConfig, refuses_settings_that_contradict_each_other) {
    const auto config = load_changed(
        {{"slow_half_life: 100", "slow_half_life: 30"},
         {"fast_half_life: 10", "fast_half_life: 20"},
         {"period_min: 5", "period_min: 20"},
         {"fixed_notional: 500", "fixed_notional: 5000"},
         {"risk_fraction: 0.0025", "risk_fraction: 0.5"},
         {"long: true", "long: false"},
         {"short: true", "short: false"}}
    );
    ASSERT_FALSE(config.has_value());
    for (const char* word :
         {"three times fast_half_life", "above base_period", "above notional_max", "above 0.05", "both switched off"}) {
        EXPECT_THAT(config.error().detail, HasSubstr(word));
    }
}

}  // namespace
}  // namespace trading::test
