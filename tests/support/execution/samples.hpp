#pragma once

#include "services/execution/core/options.hpp"

#include "common/domain/instrument.hpp"

#include <string_view>
#include <vector>

namespace trading::test {

// Exact values from text; the text must be right.
[[nodiscard]] base::Decimal decimal(std::string_view text);
[[nodiscard]] domain::Price price(std::string_view text);
[[nodiscard]] domain::Quantity quantity(std::string_view text);
[[nodiscard]] domain::Cash cash(std::string_view text);

// BTC-USDT (spot, tick 0.1, lot 0.0001) and BTC-USDT-SWAP (contract 0.01 BTC, tick 0.1, lot 0.1).
[[nodiscard]] std::vector<domain::Instrument> sample_instruments();

// Account "test", strategy "s1", limits for both instruments, active from the first start.
[[nodiscard]] execution::ExecutionOptions sample_options();

}  // namespace trading::test
