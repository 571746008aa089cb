#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/service/log.hpp"

namespace trading::execution {

// One line for each fact that people look for in logs: orders, fills, denials, trading states, differences.
void log_fact(service::Log& log, const domain::ExecutionFact& fact);

}  // namespace trading::execution
