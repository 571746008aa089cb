#pragma once

#include "common/base/time.hpp"
#include "services/backtest/venue/venue_rules.hpp"

#include <string_view>

namespace trading::backtest {

// What a bar does not tell: which of its extremes came first.
enum class BarPath {
    Pessimistic = 1,  // The one that hurts the open position; without one, the nearer to the open.
    Optimistic = 2,   // The one that helps it; without one, the nearer to the open.
};

[[nodiscard]] constexpr std::string_view to_string(BarPath path) noexcept {
    return path == BarPath::Pessimistic ? "pessimistic" : "optimistic";
}

// How long words are on their way. The strategy sees only what has arrived.
struct Latencies {
    base::Duration feed{};      // From the venue's market to us.
    base::Duration entry{};     // From us to the venue.
    base::Duration response{};  // From the venue's answer to us.
};

struct RunRules {
    VenueRules venue;
    Latencies latencies;
    base::Duration interval = std::chrono::minutes{1};  // Of the bars.
    domain::Ratio funding_rate;                         // Paid by longs at 00:00, 08:00 and 16:00 UTC.
    BarPath path = BarPath::Pessimistic;
};

}  // namespace trading::backtest
