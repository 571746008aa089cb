#include "services/execution/config.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

class ExecutionConfig : public testing::Test {
protected:
    void SetUp() override {
        for (const char* name :
             {"TRADING_DATABASE_URL", "TRADING_OKX_API_KEY", "TRADING_OKX_API_SECRET", "TRADING_OKX_API_PASSPHRASE"}) {
            setenv(name, "planted-secret", 1);
        }
        std::ifstream stream{"deployment/config/execution.yaml"};
        std::ostringstream text;
        text << stream.rdbuf();
        yaml_ = text.str();
    }

    // The file with one piece of text replaced; the piece must be there.
    std::string with(const std::string& found, const std::string& replacement) {
        const auto at = yaml_.find(found);
        EXPECT_NE(at, std::string::npos) << found;
        return yaml_.substr(0, at) + replacement + yaml_.substr(at + found.size());
    }

    std::string yaml_;
};

TEST_F(ExecutionConfig, of_the_repository_is_complete) {
    const auto config = execution::parse_config(yaml_);
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->core.limits.instruments.size(), 5U);
    EXPECT_EQ(config->core.account_id.value(), "main");
    EXPECT_EQ(config->core.reconciliation.difference_looks, 3);
    EXPECT_EQ(config->core.orders.venue_memory, std::chrono::hours{2});
    ASSERT_EQ(config->core.stop_policies.size(), 1U);
    EXPECT_EQ(config->core.stop_policies.begin()->second, execution::StopPolicy::Cancel);
}

TEST_F(ExecutionConfig, shows_no_secret) {
    const auto config = execution::parse_config(yaml_);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->effective.find("planted-secret"), std::string::npos);
}

TEST_F(ExecutionConfig, a_missing_limit_is_an_error) {
    const auto config = execution::parse_config(with("    gross_notional_max: 150000", "    # gone"));
    ASSERT_FALSE(config);
    EXPECT_NE(config.error().detail.find("gross_notional_max"), std::string::npos);
}

TEST_F(ExecutionConfig, a_strategy_without_a_stop_policy_is_an_error) {
    const auto missing = execution::parse_config(with("  adaptive_rsi: cancel ", "  # gone "));
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().detail.find("on_stop"), std::string::npos) << missing.error().detail;
    const auto flatten = execution::parse_config(with("  adaptive_rsi: cancel ", "  adaptive_rsi: flatten "));
    ASSERT_TRUE(flatten) << flatten.error().detail;
    EXPECT_EQ(flatten->core.stop_policies.begin()->second, execution::StopPolicy::Flatten);
}

TEST_F(ExecutionConfig, without_any_one_limit_is_an_error) {
    const auto begin = yaml_.find("\nlimits:\n");
    const auto end = yaml_.find("\norders:\n");
    ASSERT_TRUE(begin != std::string::npos && end != std::string::npos);
    int limits = 0;
    for (auto line = begin + 1; line < end; line = yaml_.find('\n', line) + 1) {
        const auto first = yaml_.find_first_not_of(' ', line);
        const auto colon = yaml_.find(':', first);
        const bool has_value = colon < yaml_.find('\n', line) && yaml_[colon + 1] == ' ';
        if (yaml_[first] == '#' || !has_value || yaml_.find_first_not_of(' ', colon + 1) == yaml_.find('#', colon)) continue;
        std::string without = yaml_;
        without.insert(first, "# ");
        const auto config = execution::parse_config(without);
        ASSERT_FALSE(config) << yaml_.substr(first, colon - first);
        EXPECT_NE(config.error().detail.find(yaml_.substr(first, colon - first)), std::string::npos);
        ++limits;
    }
    EXPECT_EQ(limits, 31 + 5 * 13 + 9);
}

TEST_F(ExecutionConfig, limits_that_contradict_one_another_are_an_error) {
    const std::pair<const char*, const char*> mistakes[] = {
        {"day_loss_kill: 0.06", "day_loss_kill: 0.04"},
        {"drawdown_kill: 0.15", "drawdown_kill: 0.10"},
        {"margin_ratio_min: 3 ", "margin_ratio_min: 1.5 "},
        {"liquidation_reduce_distance: 0.025", "liquidation_reduce_distance: 0.015"},
        {"liquidation_distance_min: 0.05 ", "liquidation_distance_min: 0.025 "},
        {"blind_close_after: 60s", "blind_close_after: 10s"},
        {"messages_reserved: 16", "messages_reserved: 40"},
        {"correlated_notional_max: 120000", "correlated_notional_max: 100000001"},
        {"leverage: 3", "leverage: 0.9"},
    };
    for (const auto& [right, wrong] : mistakes) {
        const auto config = execution::parse_config(with(right, wrong));
        ASSERT_FALSE(config) << wrong;
        const std::string key{wrong, std::string_view{wrong}.find(':')};
        EXPECT_NE(config.error().detail.find(key), std::string::npos) << config.error().detail;
    }
}

TEST_F(ExecutionConfig, says_every_mistake_at_once) {
    std::string yaml = with("open_orders_max: 200", "open_orders_max: -1");
    yaml_ = yaml;
    yaml = with("log_level: info", "log_levle: info");
    yaml_ = yaml;
    yaml = with("  timeout: 20s             # 10s", "  timeout: 5s             # 10s");
    const auto config = execution::parse_config(yaml);
    ASSERT_FALSE(config);
    for (const char* word : {"open_orders_max", "log_level", "log_levle", "dead_man.timeout"}) {
        EXPECT_NE(config.error().detail.find(word), std::string::npos) << config.error().detail;
    }
}

}  // namespace
}  // namespace trading::test
