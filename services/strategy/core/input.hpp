#pragma once

#include "common/domain/decision.hpp"
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

// What a topic of the market tells, as far as strategies depend on it.
enum class MarketPart { Quotes = 1, MarkPrice = 2, FeedStates = 3, Candles = 4, Other = 5 };

// Facts of one topic are missing: what they described is unknown until they come anew.
struct MarketTopicLost {
    domain::InstrumentId instrument_id;
    MarketPart part = MarketPart::Other;
};

// One fact about the account.
struct AccountEvent {
    domain::ExecutionFact fact;
};

// The parts of the account's state that a snapshot replaces.
enum class AccountPart { Orders = 1, Positions = 2, Balances = 3, RiskState = 4, Other = 5 };

// All that is true of one part: what is not mentioned does not exist.
struct AccountSnapshot {
    AccountPart part = AccountPart::Other;
    std::vector<domain::ExecutionFact> facts;
};

// Facts about the account are missing: nothing is traded until it is whole again.
struct AccountLost {
    std::string reason;
};

// Every part has had its snapshot, and nothing is missing since.
struct AccountRecovered {};

// Not even a heartbeat is heard from the sender of a feed, or it is heard again.
struct FeedSilence {
    Feed feed = Feed::Execution;
    bool is_silent = false;
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
    // The newest of each strategy and instrument: what is on record is not decided a second time.
    std::vector<domain::DecidedBar> decided;
};

// Time has passed; comes in every duty cycle.
struct Tick {};

using Input = std::variant<
    MarketEvent,
    MarketTopicLost,
    AccountEvent,
    AccountSnapshot,
    AccountLost,
    AccountRecovered,
    FeedSilence,
    domain::IntentReply,
    IntentExpired,
    StrategySwitch,
    RestoredState,
    Tick>;

}  // namespace trading::strategy
