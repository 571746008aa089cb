#pragma once

#include "services/gateway/core/gateway_core.hpp"
#include "tests/support/gateway/samples.hpp"

#include <string>
#include <vector>

namespace trading::test {

// A gateway core whose time moves only when the test says so, and words for what it did.
class CoreDriver {
public:
    explicit CoreDriver(gateway::GatewayOptions options = gateway_options());

    // The list of instruments and a connection; what this leads to is forgotten.
    void begin();

    // Each answers what this input alone led to.
    const gateway::Outputs& input(const gateway::Input& input);
    const gateway::Outputs& event(domain::VenueFeedEvent event) { return input(std::move(event)); }
    const gateway::Outputs& snapshot(domain::InstrumentId id = {}) {
        return input(gateway::SnapshotWanted{std::move(id)});
    }
    const gateway::Outputs& connection(bool is_up) { return event(domain::FeedConnection{is_up, "test"}); }

    // Moves the time in steps of 50 ms with a tick after each; answers what all of them led to.
    const gateway::Outputs& wait(base::Duration duration);

    [[nodiscard]] base::Timestamp now() const noexcept { return now_; }
    [[nodiscard]] gateway::GatewayCore& core() noexcept { return core_; }
    [[nodiscard]] const gateway::Outputs& last() const noexcept { return out_; }

private:
    gateway::GatewayCore core_;
    base::Timestamp now_ = kStart;
    gateway::Outputs out_;
};

// One short text for each: "book snapshot 10 bids 100:1 asks 101:1", "trade 7", "candle 1m +3m closed",
// "feed book stale sequence_gap", "subscribe book BTC-USDT" and so on.
[[nodiscard]] std::string describe(const domain::MarketFact& fact);
[[nodiscard]] std::string describe(const domain::VenueFeedCommand& command);
[[nodiscard]] std::vector<std::string> describe_facts(const gateway::Outputs& outputs);
[[nodiscard]] std::vector<std::string> describe_commands(const gateway::Outputs& outputs);
[[nodiscard]] std::vector<std::string> describe_snapshot(const gateway::Outputs& outputs);

}  // namespace trading::test
