#pragma once

#include "tests/simulation/crowd.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/execution_process.hpp"
#include "tests/simulation/gateway_process.hpp"
#include "tests/simulation/intent_mill.hpp"
#include "tests/simulation/judge.hpp"
#include "tests/simulation/link.hpp"
#include "tests/simulation/machine_clock.hpp"
#include "tests/simulation/market_wire.hpp"
#include "tests/simulation/people.hpp"
#include "tests/simulation/strategy_process.hpp"
#include "tests/simulation/trading_wire.hpp"
#include "tests/simulation/venue.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace trading::simulation {

// What came of one seed.
struct Outcome {
    std::uint64_t seed = 0;
    std::string invariant;  // Empty: none broke.
    std::string detail;
    std::uint64_t hash = 0;
    std::uint64_t events = 0;
    base::Duration simulated{};
    std::uint64_t intents = 0;
    std::uint64_t orders = 0;
    std::uint64_t fills = 0;
    std::vector<FaultKey> faults;
    Sightings sightings;

    [[nodiscard]] bool is_broken() const noexcept { return !invariant.empty(); }
};

// The whole system in one thread under one seed: the cores of gateway, strategy, execution and venue, and models of
// everything between them. Things go wrong for half a minute; then everything heals, trading goes on for a while, ends,
// and a moment later all books must be equal.
class World {
public:
    static constexpr base::Duration kHeal = std::chrono::seconds{30};
    static constexpr base::Duration kLastWish = std::chrono::seconds{37};
    static constexpr base::Duration kLastTrade = std::chrono::seconds{41};
    static constexpr base::Duration kEnd = std::chrono::seconds{55};
    static constexpr base::Duration kAnswerPatience = std::chrono::seconds{5};

    World(std::uint64_t seed, bool is_tracing, std::set<FaultKey> suppressed);

    [[nodiscard]] Outcome run();

private:
    void begin();
    void disturb();
    void heal();
    void look();
    void heartbeat();
    void ask_market_for_execution();
    void ask_market_for_strategy();
    void ask_account();
    void send_intent(const domain::OrderIntent& intent);
    void send_reply(const domain::IntentReply& reply);
    void publish(const Message<domain::MarketFact>& message);
    void publish(const Message<domain::ExecutionFact>& message);
    [[nodiscard]] ExecutionProcess::Neighbours execution_neighbours();
    [[nodiscard]] StrategyProcess::Neighbours strategy_neighbours();
    [[nodiscard]] base::Timestamp local_now() { return clock_.now(); }

    std::uint64_t seed_;
    base::Timestamp start_;
    Scene scene_;
    Verdict verdict_;
    Database database_;
    Venue venue_;
    Judge judge_;
    FeedWatch feed_watch_;
    MachineClock clock_;  // Of all processes but execution, which has its own.
    TradingWire trading_wire_;
    MarketWire market_wire_;
    Link market_to_execution_;
    Link market_to_strategy_;
    Link account_to_strategy_;
    Link intents_;
    Link replies_;
    ExecutionProcess execution_;
    GatewayProcess gateway_;
    StrategyProcess strategy_;
    Crowd crowd_;
    IntentMill mill_;
    People people_;
};

}  // namespace trading::simulation
