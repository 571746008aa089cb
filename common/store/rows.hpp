#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/execution_record.hpp"

#include <pqxx/pqxx>

namespace trading::store {

// One function for each kind of row that is read back; columns are found by name.
[[nodiscard]] domain::Order order_of(const pqxx::row& row);
[[nodiscard]] domain::Fill fill_of(const pqxx::row& row);
[[nodiscard]] domain::Position position_of(const pqxx::row& row);
[[nodiscard]] domain::Balance balance_of(const pqxx::row& row);
[[nodiscard]] domain::RiskState risk_state_of(const pqxx::row& row);
[[nodiscard]] domain::EntryPause entry_pause_of(const pqxx::row& row);
[[nodiscard]] domain::ExternalActivity external_activity_of(const pqxx::row& row);
[[nodiscard]] domain::OrderIntent intent_of(const pqxx::row& row);
[[nodiscard]] domain::IntentTaken intent_taken_of(const pqxx::row& row);
[[nodiscard]] domain::Decision decision_of(const pqxx::row& row);

}  // namespace trading::store
