#pragma once

#include "services/strategy/core/strategy_core.hpp"

#include "trading/v1/status.pb.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace trading::strategy {

// What operators are told about each strategy: its switch from the core, and what its decisions and intents came to.
// Ready means that the last evaluation of each instrument found healthy data. Agent's thread.
class StatusBoard {
public:
    void note(const domain::Decision& decision);
    void note(const domain::OrderIntent& intent);
    void note(const domain::IntentReply& reply);
    void note_expired(const domain::IntentId& intent_id);

    [[nodiscard]] std::vector<v1::StrategyStatus> statuses(const StrategyCore& core) const;

private:
    struct Tally {
        std::uint64_t decisions = 0;
        std::uint64_t intents = 0;
        std::uint64_t denied = 0;
        base::Timestamp ts_last_decision{};
        std::map<domain::InstrumentId, std::string>
            troubles;  // What keeps an instrument from being ready; empty: well.
    };

    [[nodiscard]] std::uint64_t unanswered_of(const domain::StrategyId& id) const;

    std::map<domain::StrategyId, Tally> tallies_;
    std::map<domain::IntentId, domain::StrategyId> unanswered_;
};

}  // namespace trading::strategy
