#include "services/execution/core/entry_locks.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::EntryLock;
using domain::LockScope;

void EntryLocks::recover(const domain::RecoveredState& state) {
    for (const EntryLock& lock : state.entry_locks) locks_of(lock.scope)[lock.subject] = lock;
}

bool EntryLocks::lock(EntryLock lock, Step& step) {
    lock.ts_since = step.now;
    EntryLock& held = locks_of(lock.scope)[lock.subject];
    const bool held_already = !held.subject.empty() && held.holds_at(step.now);
    const bool is_longer = held.ts_until && (!lock.ts_until || *lock.ts_until > *held.ts_until);
    if (held_already && !is_longer) return false;
    held = std::move(lock);
    step.out.records.emplace_back(held);
    return !held_already;
}

bool EntryLocks::lift(LockScope scope, const std::string& subject, Step& step) {
    Locks& locks = locks_of(scope);
    const auto found = locks.find(subject);
    if (found == locks.end() || !found->second.holds_at(step.now)) return false;
    end(found->second, step);
    return true;
}

int EntryLocks::lift_latched(Step& step) {
    int lifted = 0;
    for (Locks* locks : {&strategies_, &instruments_}) {
        for (auto& [subject, lock] : *locks) {
            if (lock.ts_until) continue;
            end(lock, step);
            ++lifted;
        }
    }
    return lifted;
}

const EntryLock* EntryLocks::find(const domain::StrategyId& id, base::Timestamp now) const {
    return find_in(strategies_, id.value(), now);
}

const EntryLock* EntryLocks::find(const domain::InstrumentId& id, base::Timestamp now) const {
    return find_in(instruments_, id.value(), now);
}

int EntryLocks::count(base::Timestamp now) const {
    int holding = 0;
    for (const Locks* locks : {&strategies_, &instruments_}) {
        for (const auto& [subject, lock] : *locks) holding += lock.holds_at(now) ? 1 : 0;
    }
    return holding;
}

EntryLocks::Locks& EntryLocks::locks_of(LockScope scope) {
    return scope == LockScope::Strategy ? strategies_ : instruments_;
}

const EntryLock* EntryLocks::find_in(const Locks& locks, std::string_view subject, base::Timestamp now) {
    const auto found = locks.find(subject);
    return found != locks.end() && found->second.holds_at(now) ? &found->second : nullptr;
}

void EntryLocks::end(EntryLock& lock, Step& step) {
    lock.ts_until = step.now;
    step.out.records.emplace_back(lock);
}

}  // namespace trading::execution
