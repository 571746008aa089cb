#pragma once

#include "services/gateway/core/gateway_core.hpp"
#include "tests/simulation/bus.hpp"
#include "tests/simulation/feed_watch.hpp"
#include "tests/simulation/market_wire.hpp"
#include "tests/simulation/scene.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace trading::simulation {

// The gateway service as one process after the other: the real core, its facts on the bus, its commands to the venue.
class GatewayProcess {
public:
    using Publish = std::function<void(const Message<domain::MarketFact>&)>;

    struct Parts {
        Scene& scene;
        MarketWire& wire;
        FeedWatch& watch;
        std::function<base::Timestamp()> local_now;
    };

    GatewayProcess(Parts parts, Publish publish);

    void start();
    void disturb();
    void heartbeat();
    [[nodiscard]] std::optional<Snapshot<domain::MarketFact>> snapshot();

private:
    void apply(const gateway::Input& input);
    void tick(std::uint64_t life);

    Parts parts_;
    Publish publish_;
    std::unique_ptr<gateway::GatewayCore> core_;
    std::optional<FactSource<domain::MarketFact>> facts_;
    std::uint64_t life_ = 0;
    std::uint64_t gaps_seen_ = 0;
};

}  // namespace trading::simulation
