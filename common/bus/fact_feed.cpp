#include "common/bus/fact_feed.hpp"

#include <algorithm>
#include <utility>

namespace trading::bus {

class FactFeed::Relay final : public TopicMerge::Handler {
public:
    Relay(FactFeed& feed, FactFeed::Handler& consumer) : feed_(feed), consumer_(consumer) {}

    void on_fact(std::string_view topic, const v1::Envelope& fact) override {
        ++feed_.counters_.facts;
        consumer_.on_fact(topic, fact);
    }

    void on_recovered(const v1::TopicSnapshot& snapshot) override {
        ++feed_.counters_.snapshots;
        consumer_.on_topic_recovered(snapshot);
    }

    void on_lost(std::string_view topic, TopicLoss loss) override {
        ++feed_.counters_.topics_lost;
        consumer_.on_topic_lost(topic, loss);
    }

    void on_snapshot_needed(std::string_view topic) override { feed_.want_topic(topic); }
    void on_all_needed() override { feed_.want_all(); }

private:
    FactFeed& feed_;
    FactFeed::Handler& consumer_;
};

base::Result<FactFeed> FactFeed::start(Context& context, const base::Clock& clock, Options options) {
    if (options.prefixes.empty()) return base::failure(base::ErrorCode::InvalidArgument, "a feed needs a prefix");
    auto subscriber = FactSubscriber::create(context, options.socket);
    if (!subscriber) return base::failure(std::move(subscriber.error()));
    if (auto connected = subscriber->connect(options.facts_endpoint); !connected) {
        return base::failure(std::move(connected.error()));
    }
    for (const std::string& prefix : options.prefixes) {
        if (auto subscribed = subscriber->subscribe(prefix); !subscribed) {
            return base::failure(std::move(subscribed.error()));
        }
    }
    auto client = SnapshotClient::connect(context, {.endpoint = options.snapshot_endpoint});
    if (!client) return base::failure(std::move(client.error()));
    return FactFeed{std::move(*subscriber), std::move(*client), clock, options};
}

FactFeed::FactFeed(FactSubscriber subscriber, SnapshotClient client, const base::Clock& clock, const Options& options)
    : subscriber_(std::move(subscriber)),
      client_(std::move(client)),
      clock_(&clock),
      options_(options),
      backoff_(options.pauses, options.seed),
      merge_(options.waiting_facts_max) {
    const base::MonotonicTime now = clock.monotonic_now();
    ts_next_request_ = now;
    ts_heard_ = now;
    ts_lost_ = now + -options.pauses.longest;
    is_silent_ = options.begins_silent;
    want_all();
}

Drained FactFeed::poll(Handler& handler, std::size_t limit) {
    Relay relay{*this, handler};
    const auto on_delivery = [&](const Delivery& delivery) {
        on_heard(handler);
        merge_.on_live(delivery.topic, delivery.envelope, relay);
    };
    const Drained drained = subscriber_.receive(on_delivery, limit);
    client_.receive([&](const v1::SnapshotReply& answer) {
        on_heard(handler);
        on_answer(answer, handler);
    });
    watch_silence(handler);
    request_what_is_wanted();
    return drained;
}

bool FactFeed::is_whole() const { return wanted_.empty() && merge_.lost_topics() == 0; }

void FactFeed::on_heard(Handler& handler) {
    ts_heard_ = clock_->monotonic_now();
    if (!is_silent_) return;
    is_silent_ = false;
    handler.on_publisher_heard();
}

void FactFeed::watch_silence(Handler& handler) {
    if (is_silent_ || clock_->monotonic_now() - ts_heard_ < options_.silence_limit) return;
    is_silent_ = true;
    ++counters_.silences;
    handler.on_publisher_silent();
}

void FactFeed::on_answer(const v1::SnapshotReply& answer, Handler& handler) {
    if (!asked_) return;
    const std::string prefix = *std::exchange(asked_, std::nullopt);
    if (!answer.refusal().empty()) return;  // It stays wanted.
    std::erase_if(wanted_, [&](const std::string& wanted) { return std::string_view{wanted}.starts_with(prefix); });
    Relay relay{*this, handler};
    const std::uint64_t epoch_before = merge_.epoch();
    if (!merge_.on_snapshot(answer, prefix, relay)) {
        wanted_.insert(prefix);
        return;
    }
    // A new epoch makes everything wanted again, also what has just come.
    if (merge_.epoch() != epoch_before) wanted_.erase(prefix);
    fall_calm();
}

void FactFeed::want_topic(std::string_view topic) {
    const auto covers = [&](const std::string& prefix) { return topic.starts_with(prefix); };
    // No new loss, else a start with many prefixes among many facts would be asked for ever more slowly.
    if (std::any_of(wanted_.begin(), wanted_.end(), covers)) return;
    fall_calm();
    ts_lost_ = clock_->monotonic_now();
    if (wanted_.size() < kSingleTopicsMax) {
        wanted_.emplace(topic);
        return;
    }
    const auto prefix = std::find_if(options_.prefixes.begin(), options_.prefixes.end(), covers);
    if (prefix == options_.prefixes.end()) return;
    std::erase_if(wanted_, [&](const std::string& wanted) {
        return wanted != asked_ && std::string_view{wanted}.starts_with(*prefix);
    });
    wanted_.insert(*prefix);
}

void FactFeed::want_all() {
    std::erase_if(wanted_, [&](const std::string& wanted) { return wanted != asked_; });
    wanted_.insert(options_.prefixes.begin(), options_.prefixes.end());
}

// Pauses grow only while losses follow one another.
void FactFeed::fall_calm() {
    const base::MonotonicTime now = clock_->monotonic_now();
    if (now - ts_lost_ < options_.pauses.longest) return;
    backoff_.reset();
    ts_next_request_ = std::min(ts_next_request_, now);
}

void FactFeed::request_what_is_wanted() {
    const base::MonotonicTime now = clock_->monotonic_now();
    if (asked_) {
        if (now - ts_asked_ < options_.snapshot_timeout) return;
        ++counters_.timeouts;
        asked_.reset();
    }
    if (wanted_.empty() || now < ts_next_request_) return;
    if (!client_.request(*wanted_.begin())) {
        // Nothing was sent, so trying again soon bothers nobody.
        ts_next_request_ = now + options_.pauses.first;
        return;
    }
    ++counters_.requests;
    asked_ = *wanted_.begin();
    ts_asked_ = now;
    ts_next_request_ = now + backoff_.next_delay();
}

}  // namespace trading::bus
