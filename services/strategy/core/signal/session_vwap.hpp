#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// The volume-weighted average price since the session's anchor, a time of the UTC day, with the weighted standard
// deviation around it (West 1979). From bars (their typical price) or from trades; each time the anchor is passed it
// begins anew. Empty until there is volume.
class SessionVwap {
public:
    struct Value {
        double vwap = 0;
        double deviation = 0;

        bool operator==(const Value&) const = default;
    };

    // The anchor counts from 00:00:00 UTC.
    explicit SessionVwap(base::Duration anchor = {}) : anchor_(anchor) {}

    void update(const Bar& bar);
    void add_trade(base::Timestamp ts_event, double price, double quantity);
    void reset() { *this = SessionVwap{anchor_}; }

    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return weight_ > 0; }
    [[nodiscard]] int warmup() const noexcept { return 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.anchor_);
        visit(self.session_, self.weight_, self.mean_, self.squares_);
    }

private:
    base::Duration anchor_;
    std::int64_t session_ = 0;
    double weight_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

}  // namespace trading::strategy
