#pragma once

#include "services/strategy/core/strategy_core.hpp"
#include "tests/simulation/bus.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/scene.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace trading::simulation {

// The strategy service as one process after the other: the real core, its two feeds, and the outbox: an intent is
// recorded, becomes durable, is sent, and is sent again until it is answered or has expired.
class StrategyProcess {
public:
    struct Neighbours {
        std::function<void(const domain::OrderIntent&)> send;
        std::function<void()> ask_market;
        std::function<void()> ask_account;
        std::function<void(std::string_view topic)> on_hole;
        std::function<base::Timestamp()> local_now;
    };

    static constexpr base::Duration kResend = std::chrono::milliseconds{500};

    StrategyProcess(Scene& scene, Database& database, std::uint64_t seed, Neighbours neighbours);

    void start();
    void disturb();
    // No more wishes from now on.
    void switch_off();

    void on_market_message(const Message<domain::MarketFact>& message);
    void on_market_snapshot(const Snapshot<domain::MarketFact>& snapshot);
    void on_account_message(const Message<domain::ExecutionFact>& message);
    void on_account_snapshot(const Snapshot<domain::ExecutionFact>& snapshot);
    void on_reply(const domain::IntentReply& reply);

    [[nodiscard]] std::uint64_t intents() const noexcept { return intents_; }

private:
    using MarketSink = FactSink<domain::MarketFact>;
    using AccountSink = FactSink<domain::ExecutionFact>;

    void make_market_feed();
    void make_account_feed();
    void tick(std::uint64_t life);
    void apply(const strategy::Input& input);
    void record(const domain::OrderIntent& intent);
    void transmit(const domain::IntentId& id, std::uint64_t life);
    void update_wholeness(bool is_whole);
    void on_account_recovered(std::string_view topic, const std::vector<domain::ExecutionFact>& facts);
    void on_account_lost(std::string_view topic, bus::TopicLoss loss);

    Scene& scene_;
    Database& database_;
    std::uint64_t seed_;
    Neighbours neighbours_;
    std::unique_ptr<strategy::StrategyCore> core_;
    std::unique_ptr<MarketSink> market_;
    std::unique_ptr<AccountSink> account_;
    std::map<domain::IntentId, domain::OrderIntent> unanswered_;
    std::uint64_t life_ = 0;
    std::uint64_t intents_ = 0;
    bool is_account_whole_ = false;
    bool wants_snapshot_ = false;
    bool is_off_ = false;
};

}  // namespace trading::simulation
