#pragma once

#include "common/bus/snapshot_server.hpp"
#include "common/domain/execution_fact.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trading::execution {

// Tells everyone what happened to the account, and late-comers how it is now. Facts reach it only after they are
// durable. One thread.
class FactOutput {
public:
    using CurrentFacts = std::function<std::vector<domain::ExecutionFact>()>;

    FactOutput(
        bus::FactPublisher& publisher,
        bus::SnapshotServer& snapshots,
        domain::AccountId account_id,
        CurrentFacts current
    )
        : publisher_(publisher),
          snapshots_(snapshots),
          account_id_(std::move(account_id)),
          current_(std::move(current)) {}

    // False when it could not be sent; subscribers find the hole and ask.
    bool publish(const domain::ExecutionFact& fact);
    void heartbeat() { publisher_.heartbeat_all(); }

    // For the event loop; call when readable and on each turn.
    [[nodiscard]] int descriptor() const { return snapshots_.descriptor(); }
    void serve_snapshots();

private:
    void fill(std::string_view prefix, v1::SnapshotReply& snapshot) const;

    bus::FactPublisher& publisher_;
    bus::SnapshotServer& snapshots_;
    domain::AccountId account_id_;
    CurrentFacts current_;
    std::map<std::size_t, v1::Envelope> envelopes_;  // One for each kind, so that its memory is used again.
};

}  // namespace trading::execution
