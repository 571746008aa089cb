#pragma once

#include "common/base/fault_point.hpp"

#ifdef TRADING_FAULT_POINTS

#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"

// Where the agent may be struck, by what is going on at that moment. Exists in test builds only.
namespace trading::execution::fault_sites {

// An input was handed to the core; nothing of it is durable.
void after_input(const Input& input, bool is_reconciled);
// K2: an order is in the records of the commit that comes next. K8: a fill is.
void before_commit(const Outputs& outputs);
// K4: an order is durable and not sent. K9: a fill is durable and nobody was told. K11: so is a halt, nothing
// cancelled.
void after_commit(const Outputs& outputs);

// What the defect `drop_fill` leaves of the records.
void plant_defect(Outputs& outputs);
// The defect `forget_stop`: this request is not sent. The defect `send_twice`: it is sent again.
[[nodiscard]] bool is_forgotten(const domain::VenueRequest& request);
[[nodiscard]] bool is_repeated(const domain::VenueRequest& request);

}  // namespace trading::execution::fault_sites

#endif
