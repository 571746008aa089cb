#pragma once

#include "common/base/backoff.hpp"
#include "common/base/clock.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/store/strategy_store.hpp"
#include "services/strategy/io/wake_signal.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

namespace trading::strategy {

// An intent on its way to the database, with the decision that led to it (none for a cancel).
struct IntentRecord {
    std::optional<domain::Decision> decision;
    domain::OrderIntent intent;
    base::Timestamp ts_cause{};  // When the gateway received what the decision was made on.
};

// The intent is durable: now it may be sent.
struct IntentDurable {
    IntentRecord record;
};

// The intent could not be made durable while it was valid; it was not sent.
struct IntentAbandoned {
    domain::IntentId intent_id;
};

// The operator's switch is durable, or not.
struct SwitchRecorded {
    std::uint64_t ticket = 0;
    base::Status status;
};

using Recorded = std::variant<IntentDurable, IntentAbandoned, SwitchRecorded>;

// Writes to PostgreSQL on a thread of its own, so that the agent never waits for it: intents first and at once, all
// that wait in one commit; then switches and answers; decisions that led to nothing in batches. While the database is
// away it keeps trying; intents that expire meanwhile are abandoned, decisions beyond the bound are dropped and
// counted.
class DecisionRecorder {
public:
    struct Options {
        std::size_t decisions_max = 20'000;  // waiting
        std::size_t intents_max = 1'000;     // waiting; also for switches and answers
        std::size_t batch_max = 500;         // decisions in one transaction
        base::Duration flush_interval = std::chrono::milliseconds{200};
        base::Backoff::Options pauses{.first = std::chrono::milliseconds{50}, .longest = std::chrono::seconds{2}};
    };

    struct Counters {
        std::uint64_t decisions = 0;  // Durable.
        std::uint64_t intents = 0;    // Durable.
        std::uint64_t failures = 0;   // Attempts that failed.
        std::uint64_t decisions_dropped = 0;
        std::uint64_t intents_abandoned = 0;
        std::uint64_t answers_dropped = 0;
        std::uint64_t waiting = 0;
        base::Duration last_commit{};  // How long the last commit of an intent took.
    };

    // Where it reports; all outlive it.
    struct Surroundings {
        const base::Clock& clock;
        service::Log& log;
        service::Health& health;
        const WakeSignal& wake;  // Woken when something was recorded.
    };

    // Starts the thread.
    DecisionRecorder(store::StrategyStore store, Options options, Surroundings surroundings);

    // Writes what waits, for at most one attempt, and ends the thread.
    ~DecisionRecorder();
    DecisionRecorder(const DecisionRecorder&) = delete;
    DecisionRecorder& operator=(const DecisionRecorder&) = delete;

    // None of these waits. False when the bound is reached.
    void record(domain::Decision decision);
    [[nodiscard]] bool record(IntentRecord record);
    [[nodiscard]] bool record_switch(
        std::uint64_t ticket, domain::StrategyId strategy, bool is_enabled, std::string actor
    );
    void settle(domain::IntentReply reply);

    // What was recorded since the last call, in order.
    [[nodiscard]] std::vector<Recorded> take_recorded();

    [[nodiscard]] Counters counters() const;

private:
    struct SwitchJob {
        std::uint64_t ticket = 0;
        domain::StrategyId strategy_id;
        bool is_enabled = false;
        std::string actor;
    };

    // What the next turn writes.
    struct Work {
        std::vector<IntentRecord> intents;
        std::vector<SwitchJob> switches;
        std::vector<domain::IntentReply> replies;
        std::vector<domain::Decision> decisions;
    };

    void run();
    // Both answer false when the recorder is to end.
    [[nodiscard]] bool wait_for_work();
    [[nodiscard]] bool pause();
    void take_work(Work& work);
    // False when something is left to try again after a pause.
    [[nodiscard]] bool write(Work& work);
    [[nodiscard]] bool write_intents(Work& work);
    void abandon_expired(Work& work);
    void write_switches(Work& work);
    [[nodiscard]] bool write_replies(Work& work);
    [[nodiscard]] bool write_decisions(Work& work);
    void on_result(const base::Status& status, const char* what);
    void report(Recorded recorded);

    store::StrategyStore store_;
    const Options options_;
    Surroundings surroundings_;
    base::Backoff backoff_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<IntentRecord> intents_;
    std::deque<SwitchJob> switches_;
    std::deque<domain::IntentReply> replies_;
    std::deque<domain::Decision> decisions_;
    base::MonotonicTime ts_flush_{};  // When waiting decisions are written at the latest.
    std::vector<Recorded> recorded_;
    Counters counters_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace trading::strategy
