#pragma once

#include "services/killer/core/killer_core.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace trading::test {

// One scenario of the killer's core. Times are seconds since the start; the time moves in steps of 10 ms with a tick at
// each. Looks are numbered from 1; an order is book:INSTRUMENT:ID or stop:INSTRUMENT:ID.
//
//   given  closes_positions | stops_max N
//   1.000  in   killed | released | tick
//   1.000  in   seen LOOK [ORDER ...]             1.000  in   positions LOOK [INSTRUMENT ...]
//   1.000  in   looked LOOK whole | failed
//   1.000  in   cancelled accepted | refused | unknown | limited ORDER ...        (of one instrument and kind)
//   1.000  in   armed | not_armed
class ScenarioWorld {
public:
    void given(std::istringstream& words);

    // What the ticks until then and the input led to, one text each.
    [[nodiscard]] std::vector<std::string> in(base::Duration since_start, std::istringstream& words);

private:
    void feed(const killer::Input& input, std::vector<std::string>& texts);
    [[nodiscard]] killer::KillerCore& core();

    killer::KillerOptions options_;
    std::vector<killer::KillerCore> core_;  // One, made when the first input comes.
    base::Duration now_{};
    bool was_empty_ = false;
};

}  // namespace trading::test
