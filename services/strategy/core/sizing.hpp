#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/market_data.hpp"
#include "common/domain/order.hpp"

#include <optional>
#include <string>

namespace trading::strategy {

enum class SizeMode {
    RiskFraction = 1,   // Lose this fraction of the equity when the stop is hit.
    FixedNotional = 2,  // Always about this much money.
};

struct SizeRules {
    SizeMode mode = SizeMode::RiskFraction;
    domain::Ratio risk_fraction;      // Of equity: 0.0025 is 0.25 %.
    domain::Notional fixed_notional;  // Quote currency.
    domain::Notional notional_max;    // Quote currency; bounds either mode.
    domain::Ratio leverage_max;       // notional / equity, derivatives only.
};

// What the size is computed from. `equity` is cash of the settle currency; spot may spend `available` at most.
struct SizeInputs {
    const domain::Instrument& instrument;
    domain::Side side = domain::Side::Buy;
    domain::Price entry;  // The worst price of the entry.
    domain::Price stop;
    std::optional<domain::Cash> equity;
    std::optional<domain::Cash> available;
};

// A quantity in whole lots, or why there is none; `detail` shows the numbers in both cases.
struct Size {
    std::optional<domain::Quantity> quantity;
    std::string detail;
};

// The least of what risk, money and the venue allow, floored to the lot. What comes out below the venue's minimum is no
// trade: a size is never rounded up.
[[nodiscard]] Size size_entry(const SizeInputs& inputs, const SizeRules& rules);

}  // namespace trading::strategy
