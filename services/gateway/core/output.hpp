#pragma once

#include "common/domain/venue_feed.hpp"
#include "services/gateway/core/counters.hpp"

#include <utility>
#include <vector>

namespace trading::gateway {

// What an input leads to, in this order: facts to publish, commands to the venue, the answer to `SnapshotWanted`.
struct Outputs {
    std::vector<domain::MarketFact> facts;
    std::vector<domain::VenueFeedCommand> commands;
    std::vector<domain::MarketFact> snapshot;

    void clear() {
        facts.clear();
        commands.clear();
        snapshot.clear();
    }

    bool operator==(const Outputs&) const = default;
};

// What every part of the core is given while it handles one input.
struct Step {
    base::Timestamp now;
    Outputs& out;
    Counters& counters;

    void publish(domain::MarketFact fact) { out.facts.push_back(std::move(fact)); }
    void command(domain::VenueFeedCommand command) { out.commands.push_back(std::move(command)); }
};

}  // namespace trading::gateway
