#pragma once

#include "common/domain/execution_record.hpp"

#include <pqxx/pqxx>

#include <string>
#include <vector>

namespace trading::store {

// What the rules remember: thirty-one days of the account, each strategy's day, the trades, the locks, and the limits that
// an operator has set.
// Throws when a column does not hold what we wrote.
void read_risk_memory(pqxx::work& work, const std::string& account, domain::RecoveredState& state);

// Times in one column, oldest first, with spaces between them.
[[nodiscard]] std::string text_of_times(const std::vector<base::Timestamp>& times);

}  // namespace trading::store
