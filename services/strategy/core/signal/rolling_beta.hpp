#pragma once

#include "services/strategy/core/window/sliding_comoments.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Beta of a series to the market: cov(r, m)/var(m) of the last n pairs of returns; 0 if the market did not move. The
// first output is at pair n-1 (0-based).
class RollingBeta {
public:
    explicit RollingBeta(int period) : period_(period), moments_(period) {}

    void update(double asset_return, double market_return) { moments_.update(asset_return, market_return); }
    void reset() { *this = RollingBeta{period_}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() ? std::optional{moments_.slope_on_y()} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return period_; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.moments_);
    }

private:
    int period_;
    SlidingComoments moments_;
};

}  // namespace trading::strategy
