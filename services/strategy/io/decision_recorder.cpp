#include "services/strategy/io/decision_recorder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trading::strategy {
namespace {

// Moves items from the front of the queue to the end of the list until it holds `limit`.
template <class Item>
void move_some(std::deque<Item>& from, std::vector<Item>& to, std::size_t limit) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit - std::min(limit, to.size()), from.size()));
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.begin() + count));
    from.erase(from.begin(), from.begin() + count);
}

}  // namespace

DecisionRecorder::DecisionRecorder(store::StrategyStore store, Options options, Surroundings surroundings)
    : store_(std::move(store)),
      options_(options),
      surroundings_(surroundings),
      backoff_(options.pauses, static_cast<std::uint64_t>(surroundings.clock.monotonic_now().nanoseconds)),
      thread_([this] { run(); }) {}

DecisionRecorder::~DecisionRecorder() {
    {
        const std::lock_guard lock{mutex_};
        is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DecisionRecorder::record(domain::Decision decision) {
    const std::lock_guard lock{mutex_};
    if (decisions_.size() >= options_.decisions_max) {
        ++counters_.decisions_dropped;
        return;
    }
    if (decisions_.empty()) ts_flush_ = surroundings_.clock.monotonic_now() + options_.flush_interval;
    decisions_.push_back(std::move(decision));
    if (decisions_.size() == 1 || decisions_.size() >= options_.batch_max) changed_.notify_all();
}

bool DecisionRecorder::record(IntentRecord record) {
    const std::lock_guard lock{mutex_};
    if (intents_.size() >= options_.intents_max) {
        ++counters_.intents_abandoned;
        return false;
    }
    intents_.push_back(std::move(record));
    changed_.notify_all();
    return true;
}

bool DecisionRecorder::record_switch(
    std::uint64_t ticket, domain::StrategyId strategy, bool is_enabled, std::string actor
) {
    const std::lock_guard lock{mutex_};
    if (switches_.size() >= options_.intents_max) return false;
    switches_.push_back({ticket, std::move(strategy), is_enabled, std::move(actor)});
    changed_.notify_all();
    return true;
}

void DecisionRecorder::settle(domain::IntentReply reply) {
    const std::lock_guard lock{mutex_};
    if (replies_.size() >= options_.intents_max) {
        // The intent stays in the outbox and is, at worst, sent again after a restart: execution takes it once.
        ++counters_.answers_dropped;
        return;
    }
    replies_.push_back(std::move(reply));
    changed_.notify_all();
}

std::vector<Recorded> DecisionRecorder::take_recorded() {
    const std::lock_guard lock{mutex_};
    return std::exchange(recorded_, {});
}

DecisionRecorder::Counters DecisionRecorder::counters() const {
    const std::lock_guard lock{mutex_};
    Counters counters = counters_;
    counters.waiting = decisions_.size() + intents_.size() + replies_.size() + switches_.size();
    return counters;
}

void DecisionRecorder::run() {
    Work work;
    bool is_something_left = false;
    while (is_something_left ? pause() : wait_for_work()) {
        take_work(work);
        is_something_left = !write(work);
        if (!is_something_left) backoff_.reset();
    }
    take_work(work);
    static_cast<void>(write(work));
}

bool DecisionRecorder::wait_for_work() {
    std::unique_lock lock{mutex_};
    const auto is_urgent = [this] {
        return is_stopping_ || !intents_.empty() || !switches_.empty() || !replies_.empty() ||
               decisions_.size() >= options_.batch_max;
    };
    while (!is_urgent()) {
        if (decisions_.empty()) {
            changed_.wait(lock, [&] { return is_urgent() || !decisions_.empty(); });
            continue;
        }
        const base::Duration left = ts_flush_ - surroundings_.clock.monotonic_now();
        if (left <= base::Duration::zero()) break;
        changed_.wait_for(lock, left, is_urgent);
    }
    return !is_stopping_;
}

bool DecisionRecorder::pause() {
    std::unique_lock lock{mutex_};
    return !changed_.wait_for(lock, backoff_.next_delay(), [this] { return is_stopping_; });
}

void DecisionRecorder::take_work(Work& work) {
    const std::lock_guard lock{mutex_};
    move_some(intents_, work.intents, options_.intents_max);
    move_some(switches_, work.switches, options_.intents_max);
    move_some(replies_, work.replies, options_.intents_max);
    const bool is_due =
        decisions_.size() >= options_.batch_max || is_stopping_ || surroundings_.clock.monotonic_now() >= ts_flush_;
    // What is left of a failed batch goes first, and alone.
    if (is_due && work.decisions.empty()) move_some(decisions_, work.decisions, options_.batch_max);
}

bool DecisionRecorder::write(Work& work) {
    const bool are_intents_done = write_intents(work);
    write_switches(work);
    const bool are_replies_done = write_replies(work);
    const bool are_decisions_done = are_intents_done && write_decisions(work);
    return are_intents_done && are_replies_done && are_decisions_done;
}

bool DecisionRecorder::write_intents(Work& work) {
    abandon_expired(work);
    if (work.intents.empty()) return true;
    std::vector<domain::Decision> decisions;
    std::vector<domain::OrderIntent> intents;
    for (const IntentRecord& record : work.intents) {
        if (record.decision) decisions.push_back(*record.decision);
        intents.push_back(record.intent);
    }
    const base::MonotonicTime started = surroundings_.clock.monotonic_now();
    const base::Status status = store_.record(decisions, intents);
    on_result(status, "intents");
    if (!status) return false;
    {
        const std::lock_guard lock{mutex_};
        counters_.decisions += decisions.size();
        counters_.intents += intents.size();
        counters_.last_commit = surroundings_.clock.monotonic_now() - started;
        for (IntentRecord& record : work.intents) recorded_.emplace_back(IntentDurable{std::move(record)});
    }
    work.intents.clear();
    surroundings_.wake.wake();
    return true;
}

void DecisionRecorder::abandon_expired(Work& work) {
    const base::Timestamp now = surroundings_.clock.now();
    const auto is_expired = [&](const IntentRecord& record) { return record.intent.valid_until <= now; };
    for (IntentRecord& record : work.intents) {
        if (!is_expired(record)) continue;
        // What was decided is worth keeping although nothing came of it.
        if (record.decision) work.decisions.push_back(std::move(*record.decision));
        report(IntentAbandoned{record.intent.intent_id});
        const std::lock_guard lock{mutex_};
        ++counters_.intents_abandoned;
    }
    std::erase_if(work.intents, is_expired);
}

void DecisionRecorder::write_switches(Work& work) {
    for (const SwitchJob& job : work.switches) {
        const base::Status status =
            store_.set_enabled(job.strategy_id, job.is_enabled, job.actor, surroundings_.clock.now());
        on_result(status, "switch");
        report(SwitchRecorded{job.ticket, status});
    }
    // The operator hears of a failure and decides; it is not repeated behind his back.
    work.switches.clear();
}

bool DecisionRecorder::write_replies(Work& work) {
    if (work.replies.empty()) return true;
    const base::Status status = store_.settle(work.replies);
    on_result(status, "answers");
    if (status) work.replies.clear();
    return status.has_value();
}

bool DecisionRecorder::write_decisions(Work& work) {
    if (work.decisions.empty()) return true;
    const base::Status status = store_.record(work.decisions, {});
    on_result(status, "decisions");
    const bool is_hopeless = !status && status.error().code == base::ErrorCode::Malformed;
    const std::lock_guard lock{mutex_};
    if (status) counters_.decisions += work.decisions.size();
    if (is_hopeless) counters_.decisions_dropped += work.decisions.size();
    if (status || is_hopeless) work.decisions.clear();
    return status || is_hopeless;
}

void DecisionRecorder::on_result(const base::Status& status, const char* what) {
    surroundings_.health.report("database", status.has_value(), status ? "" : to_string(status.error()));
    if (status) return;
    surroundings_.log.error("record_failed", to_string(status.error()), {{"what", what}});
    const std::lock_guard lock{mutex_};
    ++counters_.failures;
}

void DecisionRecorder::report(Recorded recorded) {
    {
        const std::lock_guard lock{mutex_};
        recorded_.push_back(std::move(recorded));
    }
    surroundings_.wake.wake();
}

}  // namespace trading::strategy
