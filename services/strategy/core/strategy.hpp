#pragma once

#include "services/strategy/core/account_view.hpp"
#include "services/strategy/core/evaluation.hpp"
#include "services/strategy/core/holding.hpp"
#include "services/strategy/core/intent_slot.hpp"
#include "services/strategy/core/market_view.hpp"
#include "services/strategy/core/signal/bar.hpp"

#include <string>
#include <vector>

namespace trading::strategy {

// Which strategy this is and what wakes it.
struct StrategyPlan {
    domain::StrategyId id;
    std::string kind;  // The word by which configuration chooses it: adaptive_rsi_reentry, ...
    std::vector<domain::InstrumentId> instruments;
    base::Duration interval = std::chrono::minutes{1};  // Of its bars.
    base::Duration resting_time{};  // Its entry orders are cancelled after it; zero: they never rest.
};

// What a strategy may look at when it decides about one instrument; the rest is its own memory.
struct DecisionView {
    const MarketView& markets;
    const InstrumentMarket& market;
    const AccountView& account;
    const IntentSlot& slot;
    const Holding& holding;
    bool is_enabled = false;
    base::Timestamp now{};
};

// A way to trade: one folder with this interface, its section of the configuration, and its line in the registration
// (services/strategy/strategy_kinds.cpp). It only wishes: ids, durability, sending and the rule of one open intent for
// each instrument are the core's. Pure; one thread.
class Strategy {
public:
    Strategy() = default;
    virtual ~Strategy() = default;
    Strategy(const Strategy&) = delete;
    Strategy& operator=(const Strategy&) = delete;

    [[nodiscard]] virtual const StrategyPlan& plan() const noexcept = 0;

    // A closed bar of the past: only memory may change. Bars come once each, in the order of time.
    virtual void on_history(const domain::InstrumentId& instrument_id, const Bar& bar) = 0;

    // A bar that has just closed: every call is one evaluation, and becomes one decision record.
    [[nodiscard]] virtual Evaluation on_bar(
        const domain::InstrumentId& instrument_id, const Bar& bar, const DecisionView& view
    ) = 0;
};

}  // namespace trading::strategy
