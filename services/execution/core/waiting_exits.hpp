#pragma once

#include "services/execution/core/closing_view.hpp"

#include <cstdint>
#include <vector>

namespace trading::execution {

// Exits of spot positions that are accepted and not sent yet: each goes out once nothing else can sell the same coins,
// cut to what is left, or is dropped with a reason. Durable without a row of its own: an accepted exit without an order
// is one that waits. What is dropped gets its order, not placed, so that the strategy hears of it.
class WaitingExits {
public:
    // More do not wait; what comes beyond is dropped.
    static constexpr std::size_t kWaitingMax = 64;

    explicit WaitingExits(ClosingView view) : view_(view) {}

    // After the orders were.
    void recover(const domain::RecoveredState& state, base::Timestamp now);

    // An accepted exit of a spot position.
    void add(const domain::OrderIntent& intent, Step& step);

    // Drops those of that intent; how many there were.
    int cancel(const domain::IntentId& intent_id, Step& step);

    // Sends what may go, and drops what is too late or must not go any more. With every input.
    void update(bool may_send, bool is_allowed, Step& step);

    [[nodiscard]] std::size_t size() const noexcept { return waiting_.size(); }
    // Dropped since the start.
    [[nodiscard]] std::int64_t dropped() const noexcept { return dropped_; }

private:
    void drop(const domain::OrderIntent& intent, std::string_view why, Step& step);
    [[nodiscard]] domain::Quantity left_of(const domain::OrderIntent& intent) const;

    ClosingView view_;
    std::vector<domain::OrderIntent> waiting_;  // In the order of their acceptance.
    std::int64_t dropped_ = 0;
};

// The order that an entry or an exit intent becomes.
[[nodiscard]] domain::Order order_of(
    const domain::OrderIntent& intent, bool is_derivative, const ExecutionOptions& options, base::Timestamp now
);

}  // namespace trading::execution
