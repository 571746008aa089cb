#include "services/execution/core/entry_history.hpp"

#include <algorithm>

namespace trading::execution {

void EntryHistory::add(const domain::OrderIntent& intent, base::Timestamp ts_accepted) {
    auto& entries = entries_[intent.strategy_id];
    // In the order of their times, even when our clock was set back.
    const base::Timestamp newest = entries.empty() ? ts_accepted : entries.back().ts_accepted;
    entries.push_back(Entry{std::max(ts_accepted, newest), intent});
}

void EntryHistory::forget(base::Timestamp before) {
    for (auto& [strategy_id, entries] : entries_) {
        while (!entries.empty() && entries.front().ts_accepted < before) entries.pop_front();
    }
}

bool EntryHistory::has_alike(const domain::OrderIntent& intent, base::Timestamp since) const {
    for (const auto& [strategy_id, entries] : entries_) {
        for (auto entry = entries.rbegin(); entry != entries.rend() && entry->ts_accepted >= since; ++entry) {
            const domain::OrderIntent& other = entry->intent;
            if (other.instrument_id == intent.instrument_id && other.side == intent.side &&
                other.limit_price == intent.limit_price && other.quantity == intent.quantity) {
                return true;
            }
        }
    }
    return false;
}

int EntryHistory::count(const domain::StrategyId& strategy_id, base::Timestamp since) const {
    const auto found = entries_.find(strategy_id);
    if (found == entries_.end()) return 0;
    const auto& entries = found->second;
    const auto first = std::partition_point(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.ts_accepted < since;
    });
    return static_cast<int>(entries.end() - first);
}

void MessageRate::count_message(base::Timestamp now) {
    sent_.push_back(now);
    if (sent_.size() > kRememberedMax) sent_.pop_front();
}

int MessageRate::messages_in_last_second(base::Timestamp now) const {
    int count = 0;
    for (auto sent = sent_.rbegin(); sent != sent_.rend() && *sent > now - std::chrono::seconds{1}; ++sent) ++count;
    return count;
}

}  // namespace trading::execution
