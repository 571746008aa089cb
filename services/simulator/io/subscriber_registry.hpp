#pragma once

#include "common/domain/ids.hpp"
#include "services/simulator/io/channel_rules.hpp"
#include "services/simulator/io/fault.hpp"
#include "services/simulator/io/socket_link.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace trading::simulator {

// A socket as the feeds see it.
class Subscriber {
public:
    virtual ~Subscriber() = default;

    virtual void push(const FrameContext& context, Frame frame) = 0;

    // Frames that wait to be written; a replay slows down when they pile up.
    [[nodiscard]] virtual std::size_t backlog() const = 0;
};

// One argument of a subscribe request, understood.
struct Subscription {
    const ChannelRule* rule = nullptr;
    std::string channel;
    std::string instrument;
    std::string instrument_type;
    std::string family;  // instFamily: "BTC-USDT" chooses its contracts, never the spot pair.
    std::string currency;
    domain::AccountId account;    // Empty for public channels.
    std::string topic;            // What a feed publishes under.
    std::string argument;         // `arg` of the acknowledgement: as it came.
    std::string pushed_argument;  // `arg` of the pushes.
    bool is_periodic = true;      // updateInterval is not "0".

    // Whether an order or position of this instrument passes the filters of an account channel.
    [[nodiscard]] bool wants(std::string_view instrument_id, std::string_view type) const;
};

// `account` is empty, `uid` unused for public channels.
[[nodiscard]] Subscription make_subscription(
    const ChannelRule& rule, const JsonValue& argument, const domain::AccountId& account, std::string_view uid
);

// "books:BTC-USDT", "instruments:SPOT", "status:"; account channels: "orders@main".
[[nodiscard]] std::string public_topic(std::string_view channel, std::string_view name);
[[nodiscard]] std::string account_topic(std::string_view channel, const domain::AccountId& account);

// Who listens to what. One thread. Subscribers must be removed before they die.
class SubscriberRegistry {
public:
    using Visitor = std::function<void(const Subscription&, Subscriber&)>;

    // False when this subscriber has the same subscription already.
    bool add(Subscriber& subscriber, std::shared_ptr<const Subscription> subscription);
    void remove(Subscriber& subscriber, const Subscription& subscription);
    void remove_all(Subscriber& subscriber);

    [[nodiscard]] bool has(const std::string& topic) const { return entries_.contains(topic); }

    // Nothing happens on a reserved topic: its frames come from a recording, by `publish_recorded`.
    void publish(const std::string& topic, const FrameContext& context, const Frame& frame) const;
    void publish_recorded(const std::string& topic, const FrameContext& context, const Frame& frame) const;
    void reserve(const std::string& topic) { reserved_.insert(topic); }
    [[nodiscard]] bool is_reserved(const std::string& topic) const { return reserved_.contains(topic); }
    void visit(const std::string& topic, const Visitor& visitor) const;

    // How many sockets listen to this topic, however often each; `except` is left out.
    [[nodiscard]] std::size_t count(const std::string& topic, const Subscriber* except = nullptr) const;
    [[nodiscard]] std::size_t backlog(const std::string& topic) const;

private:
    struct Entry {
        Subscriber* subscriber = nullptr;
        std::shared_ptr<const Subscription> subscription;
    };

    std::map<std::string, std::vector<Entry>> entries_;
    std::set<std::string> reserved_;
};

// {"arg":...,["action":...,]"data":[...]}
[[nodiscard]] Frame make_push(std::string_view argument, std::string_view action, std::string_view data);

// {"channel":..,"instId":..}, or with instType, as public pushes carry it.
[[nodiscard]] std::string public_argument(std::string_view channel, std::string_view key, std::string_view name);

}  // namespace trading::simulator
