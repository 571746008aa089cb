#pragma once

#include "common/domain/market_data.hpp"
#include "services/strategy/core/window/snapshot.hpp"
#include "services/strategy/core/window/time_window.hpp"

#include <optional>

namespace trading::strategy {

// (bought - sold)/(bought + sold) of the quantities that takers traded in the window, in [-1, 1]; empty without a
// trade.
class TradeImbalance {
public:
    explicit TradeImbalance(TimeWindow::Options options = {}) : window_(options), options_(options) {}

    // `side` is the taker's.
    void update(base::Timestamp now, domain::Side side, double quantity) {
        window_.add(now, side == domain::Side::Buy ? quantity : -quantity, quantity);
    }

    void advance(base::Timestamp now) { window_.advance(now); }
    void reset() { *this = TradeImbalance{options_}; }

    [[nodiscard]] std::optional<double> value() const {
        return window_.second_sum() > 0 ? std::optional{window_.first_sum() / window_.second_sum()} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return window_.count() > 0; }
    [[nodiscard]] int warmup() const noexcept { return 1; }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return window_.dropped(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.window_);
    }

private:
    TimeWindow window_;  // Of signed quantities, and of quantities.
    TimeWindow::Options options_;
};

}  // namespace trading::strategy
