#pragma once

#include "services/execution/core/order_status_table.hpp"

#include <string_view>

namespace trading::execution {

// One sentence for each; docs/order_status.md is printed from these and from the table itself.
[[nodiscard]] std::string_view describe(domain::OrderStatus status) noexcept;
[[nodiscard]] std::string_view describe(OrderTrigger trigger) noexcept;

}  // namespace trading::execution
