#pragma once

#include "common/service/config.hpp"
#include "services/execution/core/limits.hpp"

namespace trading::execution {

// The section `limits`. No limit has a default; what contradicts another is a mistake of the section.
[[nodiscard]] Limits read_limits(service::ConfigSection section);

}  // namespace trading::execution
