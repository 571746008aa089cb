#include "services/simulator/io/subscriber_registry.hpp"

#include "services/simulator/io/json_writer.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

[[nodiscard]] std::string text_of(const JsonValue& value) {
    JsonWriter json;
    value.write(json);
    return json.take();
}

// extraParams is a string that holds JSON; anything unusable in it leaves the default.
[[nodiscard]] bool asks_for_periodic(const JsonValue& argument) {
    const std::string_view extra = argument.text_of("extraParams");
    if (extra.empty()) return true;
    const auto parsed = JsonValue::parse(extra);
    return !parsed || parsed->text_of("updateInterval") != "0";
}

}  // namespace

bool Subscription::wants(std::string_view instrument_id, std::string_view type) const {
    if (!instrument.empty() && instrument != instrument_id) return false;
    if (!family.empty() && !instrument_id.starts_with(family + "-")) return false;
    return instrument_type.empty() || instrument_type == "ANY" || instrument_type == type;
}

Subscription make_subscription(
    const ChannelRule& rule, const JsonValue& argument, const domain::AccountId& account, std::string_view uid
) {
    Subscription result;
    result.rule = &rule;
    result.channel = std::string(argument.text_of("channel"));
    result.instrument = std::string(argument.text_of("instId"));
    result.instrument_type = std::string(argument.text_of("instType"));
    result.family = std::string(argument.text_of("instFamily"));
    result.currency = std::string(argument.text_of("ccy"));
    result.argument = text_of(argument);
    switch (rule.scope) {
        case ChannelScope::Account: {
            result.account = account;
            result.topic = account_topic(result.channel, account);
            auto members = argument.members();
            std::erase_if(members, [](const JsonValue::Member& member) { return member.first == "extraParams"; });
            members.emplace_back("uid", JsonValue::string(std::string(uid)));
            result.pushed_argument = text_of(JsonValue::object(std::move(members)));
            result.is_periodic = asks_for_periodic(argument);
            return result;
        }
        case ChannelScope::Instrument:
        case ChannelScope::Index:
            result.topic = public_topic(result.channel, result.instrument);
            result.pushed_argument = public_argument(result.channel, "instId", result.instrument);
            return result;
        case ChannelScope::InstrumentType:
            result.topic = public_topic(result.channel, result.instrument_type);
            result.pushed_argument = public_argument(result.channel, "instType", result.instrument_type);
            return result;
        case ChannelScope::Global:
            result.topic = public_topic(result.channel, "");
            result.pushed_argument = public_argument(result.channel, "", "");
            return result;
    }
    return result;
}

std::string public_topic(std::string_view channel, std::string_view name) {
    return std::string(channel) + ":" + std::string(name);
}

std::string account_topic(std::string_view channel, const domain::AccountId& account) {
    return std::string(channel) + "@" + account.value();
}

bool SubscriberRegistry::add(Subscriber& subscriber, std::shared_ptr<const Subscription> subscription) {
    auto& list = entries_[subscription->topic];
    const bool is_known = std::any_of(list.begin(), list.end(), [&](const Entry& entry) {
        return entry.subscriber == &subscriber && entry.subscription->pushed_argument == subscription->pushed_argument;
    });
    if (is_known) return false;
    list.push_back(Entry{&subscriber, std::move(subscription)});
    return true;
}

void SubscriberRegistry::remove(Subscriber& subscriber, const Subscription& subscription) {
    const auto found = entries_.find(subscription.topic);
    if (found == entries_.end()) return;
    std::erase_if(found->second, [&](const Entry& entry) {
        return entry.subscriber == &subscriber && entry.subscription->pushed_argument == subscription.pushed_argument;
    });
    if (found->second.empty()) entries_.erase(found);
}

void SubscriberRegistry::remove_all(Subscriber& subscriber) {
    for (auto topic = entries_.begin(); topic != entries_.end();) {
        std::erase_if(topic->second, [&](const Entry& entry) { return entry.subscriber == &subscriber; });
        topic = topic->second.empty() ? entries_.erase(topic) : std::next(topic);
    }
}

void SubscriberRegistry::publish(const std::string& topic, const FrameContext& context, const Frame& frame) const {
    if (!is_reserved(topic)) publish_recorded(topic, context, frame);
}

void SubscriberRegistry::publish_recorded(const std::string& topic, const FrameContext& context, const Frame& frame)
    const {
    const auto found = entries_.find(topic);
    if (found == entries_.end()) return;
    for (const Entry& entry : found->second) entry.subscriber->push(context, frame);
}

void SubscriberRegistry::visit(const std::string& topic, const Visitor& visitor) const {
    const auto found = entries_.find(topic);
    if (found == entries_.end()) return;
    for (const Entry& entry : found->second) visitor(*entry.subscription, *entry.subscriber);
}

std::size_t SubscriberRegistry::count(const std::string& topic, const Subscriber* except) const {
    const auto found = entries_.find(topic);
    if (found == entries_.end()) return 0;
    std::set<const Subscriber*> sockets;
    for (const Entry& entry : found->second) sockets.insert(entry.subscriber);
    sockets.erase(except);
    return sockets.size();
}

std::size_t SubscriberRegistry::backlog(const std::string& topic) const {
    std::size_t longest = 0;
    visit(topic, [&longest](const Subscription&, const Subscriber& subscriber) {
        longest = std::max(longest, subscriber.backlog());
    });
    return longest;
}

Frame make_push(std::string_view argument, std::string_view action, std::string_view data) {
    std::string text;
    text.reserve(argument.size() + data.size() + 64);
    text += R"({"arg":)";
    text += argument;
    if (!action.empty()) {
        text += R"(,"action":")";
        text += action;
        text += '"';
    }
    text += R"(,"data":)";
    text += data;
    text += '}';
    return std::make_shared<const std::string>(std::move(text));
}

std::string public_argument(std::string_view channel, std::string_view key, std::string_view name) {
    JsonWriter json;
    json.begin_object().field("channel", channel);
    if (!key.empty()) json.field(key, name);
    return json.end_object().take();
}

}  // namespace trading::simulator
