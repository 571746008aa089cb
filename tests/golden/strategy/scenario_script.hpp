#pragma once

#include "tests/support/strategy/strategy_world.hpp"

#include <memory>
#include <sstream>
#include <string>

namespace trading::test {

// Runs one scenario text line by line and answers it with the outputs that really came, for comparison with the file:
//
//   given time_stop_bars 3                               settings, before the first `in`
//   09:02:00.050 in   bar BTC-USDT-SWAP 60000            an input; the time is written by the runner
//                out  decision ...                       what the core answered
//
// A command of several bars shows the decision of its last bar, and every intent.
class ScenarioScript {
public:
    // Throws std::runtime_error naming the line that is not understood.
    [[nodiscard]] std::string run(const std::string& scenario);

private:
    void configure(std::istringstream& words);
    void perform(const std::string& command, std::istringstream& words);
    bool perform_market(const std::string& command, std::istringstream& words);
    bool perform_account(const std::string& command, std::istringstream& words);
    bool perform_intent(const std::string& command, std::istringstream& words);
    [[nodiscard]] std::string take_outputs();
    [[nodiscard]] StrategyWorld& world();

    strategy::AdaptiveRsiReentrySettings settings_ = sample_settings();
    std::unique_ptr<StrategyWorld> world_;
    domain::OrderIntent last_intent_;
};

}  // namespace trading::test
