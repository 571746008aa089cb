#pragma once

#include "common/base/clock.hpp"
#include "common/bus/fact_feed.hpp"
#include "services/strategy/core/input.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace trading::strategy {

// How the facts of one publisher arrive.
struct FeedMeter {
    std::uint64_t facts = 0;
    std::uint64_t malformed = 0;  // Did not decode; the topic counts as heard all the same.
    std::uint64_t losses = 0;     // Topics that lost facts.
    base::Duration lag{};         // From sending to receipt of the newest fact.
    bool is_silent = false;
};

// Takes an input for the core, at once. References are valid only inside the call.
using InputSink = std::function<void(const Input&)>;

// Turns the gateway's topics into inputs: snapshots are history, live facts are news. Agent's thread.
class MarketFeedAdapter final : public bus::FactFeed::Handler {
public:
    MarketFeedAdapter(const base::Clock& clock, InputSink sink) : clock_(clock), sink_(std::move(sink)) {}

    void on_fact(std::string_view topic, const v1::Envelope& fact) override;
    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override;
    void on_topic_lost(std::string_view topic, bus::TopicLoss loss) override;
    void on_publisher_silent() override;
    void on_publisher_heard() override;

    [[nodiscard]] const FeedMeter& meter() const noexcept { return meter_; }

private:
    void take(const v1::Envelope& envelope, bool is_history);

    const base::Clock& clock_;
    InputSink sink_;
    MarketEvent event_;  // Decoded into again and again, so that nothing is allocated for a fact of the same kind.
    FeedMeter meter_;
};

// Turns execution's topics into inputs. The agent says when the feed is whole again. Agent's thread.
class AccountFeedAdapter final : public bus::FactFeed::Handler {
public:
    AccountFeedAdapter(const base::Clock& clock, InputSink sink) : clock_(clock), sink_(std::move(sink)) {}

    void on_fact(std::string_view topic, const v1::Envelope& fact) override;
    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override;
    void on_topic_lost(std::string_view topic, bus::TopicLoss loss) override;
    void on_publisher_silent() override;
    void on_publisher_heard() override;

    // Whether the feed has become whole, or is whole no more, since the last call; tells the core.
    void update_wholeness(bool is_whole);

    [[nodiscard]] const FeedMeter& meter() const noexcept { return meter_; }
    [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }

private:
    const base::Clock& clock_;
    InputSink sink_;
    FeedMeter meter_;
    bool is_whole_ = false;
};

}  // namespace trading::strategy
