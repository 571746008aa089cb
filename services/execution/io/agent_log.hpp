#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/domain/venue_trading.hpp"
#include "common/service/log.hpp"

namespace trading::execution {

// One line for each fact that people look for in logs: orders, fills, denials, trading states, differences.
void log_fact(service::Log& log, const domain::ExecutionFact& fact);

// An order on its way to the venue: with the line of its intent it tells how long the way from the tick was.
void log_sent(service::Log& log, const domain::Order& order);

// One line for each request that the venue did not take, with its code and words.
void log_answer(service::Log& log, const domain::RequestAnswered& answer);

}  // namespace trading::execution
