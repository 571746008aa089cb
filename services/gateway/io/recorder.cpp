#include "services/gateway/io/recorder.hpp"

#include <iterator>
#include <utility>

namespace trading::gateway {
namespace {

struct IsKept {
    bool operator()(const domain::Candle& candle) const { return candle.is_closed; }
    bool operator()(const domain::FeedStatus&) const { return false; }
    bool operator()(const domain::VenueStatus&) const { return false; }
    bool operator()(const domain::InstrumentUpdate&) const { return true; }
    bool operator()(const domain::BookUpdate&) const { return true; }
    bool operator()(const domain::Trade&) const { return true; }
    bool operator()(const domain::Ticker&) const { return true; }
    bool operator()(const domain::MarkPrice&) const { return true; }
    bool operator()(const domain::FundingRate&) const { return true; }
    bool operator()(const domain::PriceLimit&) const { return true; }
};

}  // namespace

Recorder::Recorder(Options options, Surroundings surroundings)
    : options_(std::move(options)),
      surroundings_(surroundings),
      queue_(options_.queue_max),
      backoff_(options_.pauses, static_cast<std::uint64_t>(surroundings.clock.monotonic_now().nanoseconds)),
      thread_([this] { work(); }) {}

Recorder::~Recorder() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Recorder::record(const domain::MarketFact& fact) {
    if (!std::visit(IsKept{}, fact)) return;
    // Refusals are counted by the queue.
    static_cast<void>(queue_.try_push(domain::MarketFact{fact}));
}

Recorder::Counters Recorder::counters() const {
    return Counters{
        .rows = rows_.load(),
        .batches = batches_.load(),
        .failures = failures_.load(),
        .dropped = queue_.refused(),
        .abandoned = abandoned_.load(),
        .queued = queue_.size(),
    };
}

bool Recorder::wait(base::Duration duration) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, duration, [this] { return is_stopping_; });
}

void Recorder::take_batch() {
    while (batch_.size() < options_.batch_max) {
        auto fact = queue_.try_pop();
        if (!fact) return;
        batch_.push_back(std::move(*fact));
    }
}

void Recorder::work() {
    base::Duration pause{};
    while (true) {
        const bool is_last = wait(pause);
        take_batch();
        if (write(batch_)) {
            const bool was_full = batch_.size() >= options_.batch_max;
            batch_.clear();
            backoff_.reset();
            pause = was_full ? base::Duration::zero() : options_.flush_interval;
            if (is_last && !was_full) return;
        } else {
            pause = backoff_.next_delay();
            if (is_last) return;
        }
    }
}

base::Status Recorder::make_ready() {
    if (!store_) {
        auto opened = store::MarketDataStore::open(options_.store);
        if (!opened) return base::failure(opened.error());
        store_.emplace(std::move(*opened));
        maintained_day_ = {};
        surroundings_.health.report("database", true);
        surroundings_.log.info("recorder_connected", "market data is being recorded");
    }
    const base::Timestamp now = surroundings_.clock.now();
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (today == maintained_day_) return {};
    if (auto maintained = store_->maintain(now); !maintained) return maintained;
    maintained_day_ = today;
    return {};
}

bool Recorder::write(const std::vector<domain::MarketFact>& batch) {
    if (auto ready = make_ready(); !ready) {
        on_failure(ready.error());
        return false;
    }
    if (batch.empty()) return true;
    const auto written = store_->record(batch);
    if (written) {
        refusals_ = 0;
        rows_ += static_cast<std::uint64_t>(*written);
        ++batches_;
        surroundings_.health.report("database", true);
        return true;
    }
    on_failure(written.error());
    switch (written.error().code) {
        case base::ErrorCode::Unavailable: return false;
        case base::ErrorCode::OutcomeUnknown: break;  // Perhaps stored already: again would write rows twice.
        case base::ErrorCode::InvalidArgument:
        case base::ErrorCode::NotFound:
        case base::ErrorCode::OutOfRange:
        case base::ErrorCode::Malformed:
        case base::ErrorCode::NotAccepted:
        case base::ErrorCode::PermissionDenied:
        case base::ErrorCode::Conflict:
        case base::ErrorCode::Internal:
            // A server that is going down says many things; one that refuses what the batch holds says it again.
            if (++refusals_ < kRefusalsMax) return false;
            break;
    }
    refusals_ = 0;
    abandoned_ += batch.size();
    return true;
}

void Recorder::on_failure(const base::Error& error) {
    ++failures_;
    surroundings_.health.report("database", false, error.detail);
    surroundings_.log.warn("recording_failed", "market data could not be written", {{"detail", error.detail}});
}

}  // namespace trading::gateway
