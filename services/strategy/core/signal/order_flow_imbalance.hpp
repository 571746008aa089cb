#pragma once

#include "services/strategy/core/signal/book_features.hpp"
#include "services/strategy/core/window/snapshot.hpp"
#include "services/strategy/core/window/time_window.hpp"

#include <optional>

namespace trading::strategy {

// Order-flow imbalance of the best quotes (Cont, Kukanov and Stoikov 2014). Each change of the best quotes adds
//   e = [b >= b'] qb - [b <= b'] qb' - [a <= a'] qa + [a >= a'] qa'
// with what was before primed; the sum over the window, in units of the mean quantity of a best level in it. Zero while
// nothing changes; empty before the first quotes.
class OrderFlowImbalance {
public:
    explicit OrderFlowImbalance(TimeWindow::Options options = {}) : window_(options), options_(options) {}

    void update(base::Timestamp now, const TopOfBook& quotes);
    // Time passes without a change.
    void advance(base::Timestamp now) { window_.advance(now); }
    void reset() { *this = OrderFlowImbalance{options_}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return has_quotes_; }
    [[nodiscard]] int warmup() const noexcept { return 1; }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return window_.dropped(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.window_, self.has_quotes_, self.before_.bid.price, self.before_.bid.quantity);
        visit(self.before_.ask.price, self.before_.ask.quantity);
    }

private:
    TimeWindow window_;  // Of e, and of the mean quantity of both best levels.
    TimeWindow::Options options_;
    bool has_quotes_ = false;
    TopOfBook before_;
};

}  // namespace trading::strategy
