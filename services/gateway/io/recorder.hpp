#pragma once

#include "common/base/backoff.hpp"
#include "common/base/bounded_queue.hpp"
#include "common/base/clock.hpp"
#include "common/domain/market_data.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/store/market_data_store.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace trading::gateway {

// Keeps market data in PostgreSQL, on a thread of its own behind a bounded queue: the feed never waits for it. While
// the database is down it keeps trying and the queue fills; what does not fit is dropped and counted.
class Recorder {
public:
    struct Options {
        store::MarketDataStore::Options store;
        std::size_t queue_max = 50'000;  // facts
        std::size_t batch_max = 5'000;   // facts in one transaction
        base::Duration flush_interval = std::chrono::milliseconds{250};
        base::Backoff::Options pauses;  // Between attempts to reach the database.
    };

    struct Counters {
        std::uint64_t rows = 0;
        std::uint64_t batches = 0;
        std::uint64_t failures = 0;   // Attempts that failed.
        std::uint64_t dropped = 0;    // Facts that did not fit the queue.
        std::uint64_t abandoned = 0;  // Facts of batches that the database refused, or whose outcome is unknown.
        std::size_t queued = 0;
    };

    static constexpr int kRefusalsMax = 3;  // A batch that is refused so often is abandoned.

    // Where it reports; all outlive it.
    struct Surroundings {
        const base::Clock& clock;
        service::Log& log;
        service::Health& health;
    };

    // Starts the thread.
    Recorder(Options options, Surroundings surroundings);

    // Writes what is queued, for at most one attempt, and ends the thread.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // Never waits. Forming candles and states are not kept. Only the agent's thread.
    void record(const domain::MarketFact& fact);

    // Safe from any thread.
    [[nodiscard]] Counters counters() const;

private:
    void work();
    // False when the batch must be tried again.
    bool write(const std::vector<domain::MarketFact>& batch);
    [[nodiscard]] base::Status make_ready();
    void on_failure(const base::Error& error);
    void take_batch();
    // True when the recorder is to end.
    bool wait(base::Duration duration);

    const Options options_;
    Surroundings surroundings_;
    base::BoundedQueue<domain::MarketFact> queue_;
    base::Backoff backoff_;
    std::optional<store::MarketDataStore> store_;
    std::chrono::sys_days maintained_day_{};
    std::vector<domain::MarketFact> batch_;
    int refusals_ = 0;  // Of the present batch.
    std::atomic<std::uint64_t> rows_{0};
    std::atomic<std::uint64_t> batches_{0};
    std::atomic<std::uint64_t> failures_{0};
    std::atomic<std::uint64_t> abandoned_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace trading::gateway
