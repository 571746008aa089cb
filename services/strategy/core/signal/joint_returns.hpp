#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// The log returns of two instruments over the same bars, for correlation and beta. A pair of returns needs both bars of
// a minute, the ones before them, and a trade in each: missing bars are not filled (a return that is spread over two
// bars is no return of one), and bars without a trade say nothing.
class JointReturns {
public:
    struct Pair {
        double first = 0;
        double second = 0;

        bool operator==(const Pair&) const = default;
    };

    explicit JointReturns(base::Duration interval) : interval_(interval) {}

    // Bars of one instrument come in order; the two instruments in any. Returns the pair that this bar completed.
    std::optional<Pair> update_first(const Bar& bar);
    std::optional<Pair> update_second(const Bar& bar);

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.interval_);
        for (auto* leg : {&self.first_, &self.second_}) visit(leg->ts_open, leg->close, leg->change);
    }

private:
    struct Leg {
        base::Timestamp ts_open{};  // Of the last bar.
        double close = 0;
        std::optional<double> change;  // Of the last bar.
    };

    void take(Leg& leg, const Bar& bar) const;
    [[nodiscard]] std::optional<Pair> pair() const;

    base::Duration interval_;
    Leg first_;
    Leg second_;
};

}  // namespace trading::strategy
