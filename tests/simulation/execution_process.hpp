#pragma once

#include "services/execution/core/execution_core.hpp"
#include "tests/simulation/bus.hpp"
#include "tests/simulation/database.hpp"
#include "tests/simulation/judge.hpp"
#include "tests/simulation/machine_clock.hpp"
#include "tests/simulation/market_intake.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/trading_wire.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace trading::simulation {

// The limits and periods of the account, tight enough that intents run into them.
[[nodiscard]] execution::ExecutionOptions execution_options();

[[nodiscard]] std::string topic_of(const domain::ExecutionFact& fact);

// The execution service as one process after the other: the real core inside a model of its agent
// (services/execution/io/execution_agent.cpp). Inputs wait while a commit is under way; what a group of inputs leads to
// leaves only after its commit, in the agent's order; a process may die, freeze or be replaced between any two outputs.
class ExecutionProcess {
public:
    struct Neighbours {
        std::function<void(const domain::IntentReply&)> reply;
        std::function<void(const execution::CommandAnswer&)> answer;
        std::function<void(const Message<domain::ExecutionFact>&)> publish;
        std::function<void()> ask_market;  // For a snapshot of the gateway.
    };

    ExecutionProcess(Scene& scene, Database& database, TradingWire& wire, Judge& judge, Neighbours neighbours);

    void start();
    void crash(std::string_view why);
    void freeze(base::Duration duration);
    void set_clock(base::Duration offset);

    // From the network; a process that is down hears nothing.
    void offer(execution::Input input);
    void on_market_message(const Message<domain::MarketFact>& message);
    void on_market_snapshot(const Snapshot<domain::MarketFact>& snapshot);
    [[nodiscard]] std::optional<Snapshot<domain::ExecutionFact>> snapshot() const;
    void heartbeat();

    [[nodiscard]] bool is_up() const noexcept { return core_ != nullptr; }
    // Null while it is down.
    [[nodiscard]] const execution::ExecutionCore* core() const noexcept { return core_.get(); }
    [[nodiscard]] std::uint64_t life() const noexcept { return life_; }

private:
    using Output = std::variant<
        domain::VenueRequest,
        domain::IntentReply,
        execution::CommandAnswer,
        domain::ExecutionFact,
        execution::Alert>;

    // Records on their way to the database.
    struct Commit {
        std::uint64_t life = 0;
        base::Duration latency{};
        bool is_unclear = false;  // The process will not learn whether it happened.
        bool is_lost = false;     // It did not.
        std::vector<domain::ExecutionRecord> records;
    };

    void boot();
    void tick(std::uint64_t life);
    void turn();
    void note(const execution::Input& input);
    void commit();
    void arrive(const Commit& commit);
    void crash_after(base::Duration delay, std::string_view why);
    void on_committed(std::uint64_t life);
    void perform();
    void release(const Output& output);
    void send(const domain::VenueRequest& request);
    // What an old process still had to say, said after a new one has taken over.
    void release_late(std::shared_ptr<execution::ExecutionCore> core, std::vector<Output> rest);
    void see(const execution::Alert& alert);
    [[nodiscard]] base::Timestamp local_now() { return clock_.now(); }
    [[nodiscard]] bool is_frozen() const { return scene_.now() < frozen_until_; }

    Scene& scene_;
    Database& database_;
    TradingWire& wire_;
    Judge& judge_;
    Neighbours neighbours_;
    std::shared_ptr<execution::ExecutionCore> core_;
    std::unique_ptr<MarketIntake> market_;
    std::optional<FactSource<domain::ExecutionFact>> facts_;
    std::deque<execution::Input> inputs_;
    execution::Outputs outputs_;
    std::vector<Output> pending_;  // Durable, not yet released.
    std::uint64_t life_ = 0;
    std::uint64_t epoch_ = 0;  // The life that has read the database last: nothing of an older one becomes durable.
    TradingWire::Session session_ = 0;
    bool is_committing_ = false;
    bool is_recovering_ = false;
    bool was_crash_in_recovery_ = false;
    base::Timestamp frozen_until_{};
    base::Timestamp database_away_until_{};
    MachineClock clock_{scene_.schedule};
};

}  // namespace trading::simulation
