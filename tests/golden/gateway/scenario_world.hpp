#pragma once

#include "tests/support/gateway/core_driver.hpp"

#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace trading::test {

// One scenario: a core that the `given` lines configure and the `in` lines feed. Times are seconds since the start;
// the time moves in steps of 50 ms with a tick after each.
//
//   given  starts_with_fetch | resubscribes N | connected
//   1.000  in   connection up | down              1.000  in   tick
//   1.000  in   book PREVIOUS SEQUENCE [bids P:Q ...] [asks P:Q ...]       (PREVIOUS -1: the whole book)
//   1.000  in   fetched SEQUENCE [bids ...] [asks ...]                     1.000  in   fetch_failed
//   1.000  in   trade LAST_ID COUNT               1.000  in   ticker
//   1.000  in   candle MINUTE forming | closed    1.000  in   history FIRST_MINUTE LAST_MINUTE
class ScenarioWorld {
public:
    void given(std::istringstream& words);

    // What the ticks until then and the input led to, one text each.
    [[nodiscard]] std::vector<std::string> in(base::Duration since_start, std::istringstream& words);

private:
    CoreDriver& driver();
    [[nodiscard]] gateway::Input read_input(std::istringstream& words);

    gateway::GatewayOptions options_ = gateway_options();
    std::unique_ptr<CoreDriver> driver_;
};

}  // namespace trading::test
