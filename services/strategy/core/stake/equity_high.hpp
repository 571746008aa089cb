#pragma once

#include "common/base/time.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <cstdint>
#include <vector>

namespace trading::strategy {

// The highest equity of the last `days` days (UTC, today included), and how far below it we are. O(days), memory as
// much.
class EquityHigh {
public:
    explicit EquityHigh(int days);

    void update(base::Timestamp now, double equity);
    void reset() { *this = EquityHigh{static_cast<int>(highs_.size())}; }

    // Zero before the first update, and for a high that is not above zero.
    [[nodiscard]] double high() const;
    [[nodiscard]] double drawdown() const;

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.highs_, self.days_, self.today_, self.equity_);
    }

private:
    std::vector<double> highs_;       // By day modulo the number of days.
    std::vector<std::int64_t> days_;  // Which day each high is of.
    std::int64_t today_ = -1;
    double equity_ = 0;
};

}  // namespace trading::strategy
