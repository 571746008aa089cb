#include <gtest/gtest.h>

#include <filesystem>

#include "tests/golden/strategy/scenario_script.hpp"
#include "tests/support/golden/golden_text.hpp"

namespace trading::test {
namespace {

const std::filesystem::path kFolder = "tests/golden/strategy/scenarios";

class StrategyScenario : public ::testing::TestWithParam<std::string> {};

TEST_P(StrategyScenario, is_told_the_same_way) {
    expect_scenario(kFolder / (GetParam() + ".scenario"), [](const std::string& text) {
        return ScenarioScript{}.run(text);
    });
}

std::string name_of(const ::testing::TestParamInfo<std::string>& each) { return each.param; }

INSTANTIATE_TEST_SUITE_P(Files, StrategyScenario, ::testing::ValuesIn(scenario_names(kFolder)), name_of);

}  // namespace
}  // namespace trading::test
