#pragma once

#include <string>

namespace trading::test {

// The text of docs/denied_reasons.md: every reason, every rule, and the order in which the gate asks.
[[nodiscard]] std::string denied_reasons_document();

// The text of docs/order_status.md: every status, every event, and the whole table.
[[nodiscard]] std::string order_status_document();

}  // namespace trading::test
