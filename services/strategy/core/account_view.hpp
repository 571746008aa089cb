#pragma once

#include "common/domain/execution_fact.hpp"
#include "services/strategy/core/input.hpp"

#include <deque>
#include <map>
#include <optional>

namespace trading::strategy {

// Protection only shrinks a position, and rests as long as it lasts. It names the intent that opened the position.
[[nodiscard]] bool is_protection(const domain::Order& order) noexcept;

// What execution has said about the account. Until a whole snapshot has been heard, and from each loss of facts until
// the next snapshot, nothing of it may be traded on. Facts that are older than what is known change nothing, so that
// repeated and reordered ones do no harm. One thread.
class AccountView {
public:
    // Versions of ended orders are remembered for this many, so that a late copy of an earlier state cannot revive one.
    static constexpr std::size_t kEndedOrdersMax = 1024;

    // Whether the fact told something new.
    bool apply(const domain::ExecutionFact& fact);

    // All that is true of one part: what is not mentioned is forgotten.
    void replace(const AccountSnapshot& snapshot);

    // Facts went missing, or every part has had its snapshot since.
    void set_whole(bool is_whole) { is_whole_ = is_whole; }
    // Execution is not heard: a halt may have been missed.
    void set_silent(bool is_silent) { is_silent_ = is_silent; }
    [[nodiscard]] bool is_synchronised() const noexcept { return is_whole_ && !is_silent_; }

    // Halted while unknown.
    [[nodiscard]] domain::TradingState trading_state() const noexcept;

    // Null: never heard of, which after a snapshot means flat or without money.
    [[nodiscard]] const domain::Position* position(const domain::InstrumentId& instrument_id) const;
    [[nodiscard]] const domain::Balance* balance(const domain::Currency& currency) const;

    // Whether an order that may change the position, other than its protection, may be open at the venue.
    [[nodiscard]] bool has_open_order(const domain::InstrumentId& instrument_id) const;
    [[nodiscard]] bool has_open_order(const domain::IntentId& intent_id) const;

    // The intent behind an open entry or exit of a strategy, if there is one.
    [[nodiscard]] std::optional<domain::IntentId> open_intent(
        const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id
    ) const;

private:
    bool take(const domain::OrderEvent& event);
    bool take(const domain::Position& position);
    bool take(const domain::Balance& balance);
    bool take(const domain::RiskState& state);
    void remember_end(const domain::Order& order);

    bool is_whole_ = false;
    bool is_silent_ = false;
    std::optional<domain::RiskState> risk_state_;
    std::map<domain::InstrumentId, domain::Position> positions_;
    std::map<domain::Currency, domain::Balance> balances_;
    std::map<domain::ClientOrderId, domain::Order> open_orders_;
    std::map<domain::ClientOrderId, std::int64_t> ended_versions_;
    std::deque<domain::ClientOrderId> ended_order_;  // Oldest first.
};

}  // namespace trading::strategy
