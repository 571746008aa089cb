#include "services/killer/config.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

class KillerConfig : public testing::Test {
protected:
    void SetUp() override {
        for (const char* name : {"API_KEY", "API_SECRET", "API_PASSPHRASE"}) {
            setenv((std::string{"TRADING_OKX_KILLER_"} + name).c_str(), "planted-secret", 1);
        }
        std::ifstream stream{"deployment/config/killer.yaml"};
        std::ostringstream text;
        text << stream.rdbuf();
        yaml_ = text.str();
    }

    void replace(const std::string& found, const std::string& replacement) {
        const auto at = yaml_.find(found);
        ASSERT_NE(at, std::string::npos) << found;
        yaml_.replace(at, found.size(), replacement);
    }

    std::string yaml_;
};

TEST_F(KillerConfig, of_the_repository_is_complete_and_does_not_close_positions) {
    const auto config = killer::parse_config(yaml_);
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_FALSE(config->core.close_positions);
    EXPECT_EQ(config->core.stop_cancels_max, 16U);
    EXPECT_EQ(config->grpc_port, 17104);
}

TEST_F(KillerConfig, says_every_mistake_at_once) {
    replace("  timeout: 10s ", "  timeout: 5s ");
    replace("  stops_max: 16", "  stops_max: 21");
    replace("  watch_interval: 1s", "  watch: 1s");
    const auto config = killer::parse_config(yaml_);
    ASSERT_FALSE(config);
    for (const char* mistake :
         {"dead_man.timeout: must be from 10s to 120s",
          "looks.watch: is not a known key",
          "looks.watch_interval: is missing",
          "cancels.stops_max"}) {
        EXPECT_NE(config.error().detail.find(mistake), std::string::npos) << mistake << "\n" << config.error().detail;
    }
}

}  // namespace
}  // namespace trading::test
