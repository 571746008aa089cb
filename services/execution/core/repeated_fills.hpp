#pragma once

#include "common/domain/execution_record.hpp"
#include "services/execution/core/limits.hpp"

#include <deque>
#include <map>
#include <utility>

namespace trading::execution {

// Finds a strategy that repeats itself (R27): how many of its entries on an instrument were filled on one side, within
// a time, without any wish of the opposite side between them. Each order counts once. Rebuilt from the stored fills and
// intents after a restart.
class RepeatedFills {
public:
    void recover(const domain::RecoveredState& state);
    void on_fill(const domain::Fill& fill, base::Timestamp now);
    void on_intent(const domain::IntentTaken& taken);

    [[nodiscard]] int count(
        const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id, base::Timestamp since
    ) const;

    // A lock that the repetition caused has ended it.
    void forget(const domain::StrategyId& strategy_id);

private:
    // More are not remembered: the largest limit that the configuration allows.
    static constexpr std::size_t kRememberedMax = 1000;

    struct Filled {
        domain::ClientOrderId order_id;
        base::Timestamp ts_filled{};
    };

    struct Run {
        domain::Side side = domain::Side::Buy;
        std::deque<Filled> orders;
    };

    std::map<std::pair<domain::StrategyId, domain::InstrumentId>, Run> runs_;
};

}  // namespace trading::execution
