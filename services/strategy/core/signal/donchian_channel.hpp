#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_extreme.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Donchian's channel: the highest high and the lowest low of the n bars before the present one, so that a break-out can
// be seen. The first output is at bar n (0-based).
class DonchianChannel {
public:
    struct Value {
        double lower = 0;
        double upper = 0;

        bool operator==(const Value&) const = default;
    };

    explicit DonchianChannel(int period) : period_(period), highest_(period), lowest_(period) {}

    void update(const Bar& bar) {
        is_ready_ = highest_.is_full();
        if (is_ready_) value_ = {lowest_.value(), highest_.value()};
        highest_.update(bar.high);
        lowest_.update(bar.low);
    }

    void reset() { *this = DonchianChannel{period_}; }

    [[nodiscard]] std::optional<Value> value() const { return is_ready_ ? std::optional{value_} : std::nullopt; }
    [[nodiscard]] bool ready() const noexcept { return is_ready_; }
    [[nodiscard]] int warmup() const noexcept { return period_ + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.highest_, self.lowest_, self.value_.lower, self.value_.upper, self.is_ready_);
    }

private:
    int period_;
    SlidingMaximum highest_;
    SlidingMinimum lowest_;
    Value value_;
    bool is_ready_ = false;
};

}  // namespace trading::strategy
