#include "services/gateway/core/feed_watch.hpp"

#include <algorithm>

namespace trading::gateway {
namespace {

using domain::FeedState;

constexpr std::string_view kSilent = "silent";
constexpr std::string_view kRefused = "refused";
constexpr std::string_view kDisconnected = "disconnected";

int badness(FeedState state) {
    switch (state) {
        case FeedState::Fresh: return 0;
        case FeedState::Waiting: return 1;
        case FeedState::Stale: return 2;
    }
    return 2;
}

}  // namespace

void FeedWatch::add(const domain::FeedKey& key, Step& step) {
    Feed feed;
    feed.ts_data = step.now;
    feed.reason = "subscribed";
    feeds_.insert_or_assign(key, std::move(feed));
    publish_group(key, step);
}

void FeedWatch::on_data(const domain::FeedKey& key, Step& step) {
    const auto found = feeds_.find(key);
    if (found == feeds_.end()) return;
    Feed& feed = found->second;
    feed.ts_data = step.now;
    if (feed.state == FeedState::Fresh) return;
    change(key, feed, FeedState::Fresh, feed.state == FeedState::Waiting ? "first_data" : "recovered", step);
}

void FeedWatch::mark_stale(const domain::FeedKey& key, std::string_view reason, Step& step) {
    const auto found = feeds_.find(key);
    if (found != feeds_.end()) change(key, found->second, FeedState::Stale, reason, step);
}

void FeedWatch::on_disconnected(Step& step) {
    for (auto& [key, feed] : feeds_) change(key, feed, FeedState::Stale, kDisconnected, step);
}

void FeedWatch::on_connected(Step& step) {
    for (auto& [key, feed] : feeds_) {
        if (feed.state == FeedState::Fresh || feed.reason != kDisconnected) continue;
        feed.ts_data = step.now;
        change(key, feed, FeedState::Waiting, "connected", step);
    }
}

bool FeedWatch::is_silent(const domain::FeedKey& key, const Feed& feed, base::Timestamp now) const {
    if (feed.state == FeedState::Stale) return false;
    const auto limit = options_.silence_max.find(key.channel);
    return limit != options_.silence_max.end() && now - feed.ts_data > limit->second + key.interval;
}

void FeedWatch::on_tick(Step& step) {
    for (auto& [key, feed] : feeds_) {
        if (!is_silent(key, feed, step.now)) continue;
        ++step.counters.feeds_silent;
        change(key, feed, FeedState::Stale, kSilent, step);
    }
}

std::vector<domain::FeedKey> FeedWatch::due_for_healing(base::Timestamp now) {
    std::vector<domain::FeedKey> due;
    for (auto& [key, feed] : feeds_) {
        if (feed.state != FeedState::Stale || (feed.reason != kSilent && feed.reason != kRefused)) continue;
        if (now < feed.ts_heal) continue;
        feed.ts_heal = now + options_.heal_interval;
        due.push_back(key);
    }
    return due;
}

FeedState FeedWatch::state_of(const domain::FeedKey& key) const {
    const auto found = feeds_.find(key);
    return found == feeds_.end() ? FeedState::Waiting : found->second.state;
}

base::Timestamp FeedWatch::last_data(const domain::FeedKey& key) const {
    const auto found = feeds_.find(key);
    return found == feeds_.end() ? base::Timestamp{} : found->second.ts_data;
}

std::size_t FeedWatch::stale_count() const {
    return static_cast<std::size_t>(std::count_if(feeds_.begin(), feeds_.end(), [](const auto& entry) {
        return entry.second.state == FeedState::Stale;
    }));
}

void FeedWatch::append_statuses(const domain::InstrumentId& id, std::vector<domain::MarketFact>& facts) const {
    for (auto entry = published_.lower_bound(Group{id, domain::Channel{}}); entry != published_.end(); ++entry) {
        if (entry->first.first != id) break;
        facts.emplace_back(entry->second);
    }
}

void FeedWatch::change(const domain::FeedKey& key, Feed& feed, FeedState state, std::string_view reason, Step& step) {
    if (feed.state == state && feed.reason == reason) return;
    feed.state = state;
    feed.reason = reason;
    // A silent feed is subscribed again at once, a refused one only later: it would be refused again.
    feed.ts_heal = reason == kRefused ? step.now + options_.heal_interval : step.now;
    publish_group(key, step);
}

void FeedWatch::publish_group(const domain::FeedKey& key, Step& step) {
    const Feed* worst = nullptr;
    domain::FeedKey first = key;
    first.interval = base::Duration::zero();
    for (auto entry = feeds_.lower_bound(first); entry != feeds_.end(); ++entry) {
        if (entry->first.channel != key.channel || entry->first.instrument_id != key.instrument_id) break;
        if (worst == nullptr || badness(entry->second.state) > badness(worst->state)) worst = &entry->second;
    }
    if (worst == nullptr) return;
    domain::FeedStatus& published = published_[Group{key.instrument_id, key.channel}];
    const bool is_new = published.reason.empty();
    if (!is_new && published.state == worst->state && published.reason == worst->reason) return;
    published = domain::FeedStatus{key.instrument_id, key.channel, worst->state, worst->reason, step.now};
    step.publish(published);
}

}  // namespace trading::gateway
