#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/intent.hpp"
#include "common/store/database.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trading::store {

// What the strategy service keeps: every decision with the intents it led to (the outbox), and which strategies the
// operator has switched off. One thread.
class StrategyStore {
public:
    // Connects and applies missing migrations.
    [[nodiscard]] static base::Result<StrategyStore> open(const DatabaseOptions& options);

    // Decisions and the intents they emit become durable together, before an intent is sent. What is there already is
    // left as it is: a repetition after a commit of unknown outcome changes nothing.
    [[nodiscard]] base::Status record(
        std::span<const domain::Decision> decisions, std::span<const domain::OrderIntent> intents
    );

    // Execution's answer: the intent leaves the outbox.
    [[nodiscard]] base::Status settle(std::span<const domain::IntentReply> replies);

    // Intents without an answer that are still valid at `now`.
    [[nodiscard]] base::Result<std::vector<domain::OrderIntent>> unsettled(base::Timestamp now);

    // The newest bar of each strategy and instrument among the decisions made after `since`.
    [[nodiscard]] base::Result<std::vector<domain::DecidedBar>> decided(base::Timestamp since);

    // Strategies that an operator stopped, by id; absent means running.
    [[nodiscard]] base::Result<std::map<domain::StrategyId, bool>> enabled();
    [[nodiscard]] base::Status set_enabled(
        const domain::StrategyId& strategy_id, bool is_enabled, const std::string& actor, base::Timestamp now
    );

private:
    explicit StrategyStore(Database database);

    Database database_;
};

}  // namespace trading::store
