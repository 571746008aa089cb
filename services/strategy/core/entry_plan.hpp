#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/order.hpp"

namespace trading::strategy {

enum class EntryMode {
    Taker = 1,  // An immediate-or-cancel limit a few ticks through the best quote.
    Maker = 2,  // A post-only limit at the best quote of our own side.
};

struct EntryRules {
    EntryMode mode = EntryMode::Taker;
    int slippage_ticks = 2;          // Taker only: how far through the best quote.
    double stop_atr_multiple = 2.0;  // k_sl: the stop distance D = k_sl x ATR.
    double stop_bp_min = 0;          // D is at least this, in basis points of the entry: no stop inside the noise.
    base::Decimal take_profit_multiple{2};  // m: the take-profit distance = m x D.
};

// The prices of an entry and its protection, each on the instrument's tick.
struct EntryPlan {
    domain::Price expected;  // Where the fill is expected: E.
    domain::Price limit;
    domain::Price stop;         // Away from E: long floor(E - D), short ceil(E + D).
    domain::Price take_profit;  // Rounded towards E: long floor(E + m D), short ceil(E - m D).
};

struct BestQuotes {
    domain::Price bid;
    domain::Price ask;
};

// `OutOfRange` when a price would not be positive or would fall onto the entry. The one way from statistics (the ATR)
// into prices: D is rounded up to the tick, and is one tick at least.
[[nodiscard]] base::Result<EntryPlan> plan_entry(
    const domain::Instrument& instrument,
    domain::Side side,
    const BestQuotes& quotes,
    double average_true_range,
    const EntryRules& rules
);

// `ticks` ticks through `best`, in the direction that makes an order of this side trade.
[[nodiscard]] base::Result<domain::Price> through_the_quote(
    const domain::Instrument& instrument, domain::Side side, domain::Price best, int ticks
);

}  // namespace trading::strategy
