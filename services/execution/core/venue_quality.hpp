#pragma once

#include "common/domain/venue_trading.hpp"
#include "services/execution/core/limits.hpp"
#include "services/execution/core/market_view.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>

namespace trading::execution {

// How well orders get through (R23): how many placements the venue refuses, how far market orders fill from the middle
// that stood before them, and how long placements wait for their answer. Each over a window of a fixed number, judged
// only when it is full, so that a single bad order says nothing. Not durable: after a restart it is counted anew.
class VenueQuality {
public:
    static constexpr std::size_t kPlacements = 50;
    static constexpr std::size_t kFills = 20;
    static constexpr std::size_t kAnswers = 100;
    // Of the answers so many may be late: 99 of 100 must not.
    static constexpr int kLateAnswersAllowed = 1;

    explicit VenueQuality(const MarketView& market) : market_(market) {}

    void on_planned(const domain::Order& order);
    void on_sent(const domain::ClientOrderId& id, base::Timestamp now);
    void on_answered(const domain::RequestAnswered& answer, base::Timestamp now);
    void on_fill(const domain::Fill& fill);

    // The numbers of the first figure beyond its limit; absent: all are well. Found, they are counted anew.
    [[nodiscard]] std::optional<std::string> breach(const AccountLimits& limits);

private:
    // Orders that wait for their answer or fills: what they were planned at, and when they were sent.
    struct Expected {
        std::optional<domain::Price> middle;  // Market orders only.
        std::optional<base::Timestamp> ts_sent;
    };
    static constexpr std::size_t kExpectedMax = 1000;

    const MarketView& market_;
    std::map<domain::ClientOrderId, Expected> expected_;
    std::deque<domain::ClientOrderId> oldest_;  // In the order of their planning.
    std::deque<bool> refusals_;
    std::deque<base::Decimal> slippages_;  // Fractions; positive: worse than the middle.
    std::deque<base::Duration> latencies_;
};

}  // namespace trading::execution
