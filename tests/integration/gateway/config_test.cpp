#include "services/gateway/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace trading::test {
namespace {

using ::testing::HasSubstr;

class GatewayConfig : public ::testing::Test {
protected:
    void SetUp() override {
        // What the caller's environment says about a gateway is not the subject here.
        std::vector<std::string> names;
        for (char** each = environ; *each != nullptr; ++each) {
            const std::string variable{*each};
            if (variable.starts_with("TRADING_GATEWAY_")) names.push_back(variable.substr(0, variable.find('=')));
        }
        for (const std::string& name : names) ::unsetenv(name.c_str());
        ::setenv("TRADING_DATABASE_URL", "postgresql://user:hidden@localhost/x", 1);
    }
    void TearDown() override { ::unsetenv("TRADING_DATABASE_URL"); }

    static std::string shipped() {
        std::ifstream stream{"deployment/config/gateway.yaml"};
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    }

    static std::string with(const std::string& from, const std::string& to, std::string text = shipped()) {
        const auto position = text.find(from);
        if (position == std::string::npos) throw std::runtime_error{"not in the file: " + from};
        return text.replace(position, from.size(), to);
    }
};

TEST_F(GatewayConfig, accepts_the_file_that_is_shipped) {
    const auto config = gateway::parse_config(shipped());
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->core.instruments.size(), 5U);
    EXPECT_EQ(config->core.channels.size(), 9U);
    EXPECT_EQ(config->core.watch.silence_max.at(domain::Channel::Book), std::chrono::seconds{5});
    EXPECT_EQ(config->addresses.rest, "http://127.0.0.1:17300");
    for (const std::string& line : config->effective) EXPECT_THAT(line, ::testing::Not(HasSubstr("hidden")));
}

TEST_F(GatewayConfig, takes_the_venues_own_addresses_when_live) {
    const auto config = gateway::parse_config(with("environment: paper", "environment: live"));
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_THAT(config->addresses.public_socket, HasSubstr("okx.com"));
}

TEST_F(GatewayConfig, says_every_mistake_at_once) {
    std::string text = with("log_level: info", "log_level: loud");
    text = with("    book: 5s\n", "", text);
    text = with("[book, trades,", "[book, deals,", text);
    text = with("queue_max: 50000", "queue_max: -1", text);
    text = with("recovery_longest: 5s", "recovery_longest: 1ms", text);
    text = with("batch_max: 5000", "batch_max: 5000\n  colour: red", text);
    text = with("ETH-USDT, SOL-USDT", "BTC-USDT, SOL-USDT", text);
    const auto config = gateway::parse_config(text);
    ASSERT_FALSE(config);
    for (const char* const key :
         {"log_level", "silence_max.book", "deals", "queue_max", "recovery_longest", "colour", "BTC-USDT twice"}) {
        EXPECT_THAT(config.error().detail, HasSubstr(key));
    }
}

TEST_F(GatewayConfig, takes_the_database_from_the_environment_only) {
    ::unsetenv("TRADING_DATABASE_URL");
    const auto config = gateway::parse_config(shipped());
    ASSERT_FALSE(config);
    EXPECT_THAT(config.error().detail, HasSubstr("database.url"));
}

}  // namespace
}  // namespace trading::test
