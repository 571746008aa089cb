#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/domain/intent.hpp"
#include "common/domain/market_data.hpp"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace trading::strategy {

// The two streams of facts that the service follows.
enum class Feed { Market = 1, Execution = 2 };

// One fact about the market. History (from a snapshot) teaches the indicators and is never traded on.
struct MarketEvent {
    domain::MarketFact fact;
    bool is_history = false;
};

// One fact about the account.
struct AccountEvent {
    domain::ExecutionFact fact;
};

// Facts are missing. What they described is unknown from now on: of one instrument, or of all when it is empty.
struct FeedLost {
    Feed feed = Feed::Market;
    domain::InstrumentId instrument_id;
    std::string reason;
};

// A whole snapshot has been applied: what it did not mention does not exist.
struct FeedRecovered {
    Feed feed = Feed::Market;
    domain::InstrumentId instrument_id;
};

// Nobody answered until `valid_until`, or it could not be made durable in time. Execution takes it no more, but may
// have taken it.
struct IntentExpired {
    domain::IntentId intent_id;
};

// An operator starts or stops a strategy. Stopped: no entry; positions keep their protection and their time stop.
struct StrategySwitch {
    domain::StrategyId strategy_id;
    bool is_enabled = false;
    std::string actor;  // "operator:<name>"
};

// What the database remembers. Before it arrives nothing is traded.
struct RestoredState {
    std::map<domain::StrategyId, bool> enabled;  // Absent: running.
    std::vector<domain::OrderIntent> unanswered;
};

// Time has passed; comes in every duty cycle.
struct Tick {};

using Input = std::variant<
    MarketEvent,
    AccountEvent,
    FeedLost,
    FeedRecovered,
    domain::IntentReply,
    IntentExpired,
    StrategySwitch,
    RestoredState,
    Tick>;

}  // namespace trading::strategy
