#pragma once

#include "services/strategy/core/output.hpp"

#include <string>

namespace trading::test {

// One line (a decision: one more for each check, when `with_checks`) with every field of an output.
[[nodiscard]] std::string text_of(const strategy::Output& output, bool with_checks = true);

}  // namespace trading::test
