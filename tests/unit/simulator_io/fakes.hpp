#pragma once

#include "common/base/clock.hpp"
#include "services/simulator/io/signature.hpp"
#include "services/simulator/io/socket_session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace trading::test {

inline constexpr base::Timestamp kNow{std::chrono::seconds{1'704'876'947}};
inline constexpr std::string_view kSecret = "22582BD0CFF14C41EDBF1AB98506286D";

// The server's end of a socket that remembers what it was told.
class FakeLink final : public simulator::SocketLink {
public:
    void send(simulator::Frame frame) override {
        if (!is_muted) frames.push_back(*frame);
    }

    void close(std::uint16_t code, std::string_view) override { closed_with = code; }
    void mute() override { is_muted = true; }
    [[nodiscard]] std::size_t queued_frames() const noexcept override { return queued; }

    std::vector<std::string> frames;
    std::optional<std::uint16_t> closed_with;
    bool is_muted = false;
    std::size_t queued = 0;
};

// A venue that knows BTC-USDT and answers each subscription with one initial frame.
class FakeVenue final : public simulator::SessionVenue {
public:
    [[nodiscard]] bool instrument_exists(std::string_view instrument) const override {
        return instrument == "BTC-USDT";
    }
    [[nodiscard]] bool index_exists(std::string_view index) const override { return index == "BTC-USDT"; }
    [[nodiscard]] std::string uid_of(const domain::AccountId&) const override { return "77"; }

    void on_subscribed(simulator::Subscriber& subscriber, const simulator::Subscription& subscription) override {
        simulator::FrameContext context;
        context.channel = subscription.channel;
        context.is_initial = true;
        subscriber.push(context, simulator::make_push(subscription.pushed_argument, "snapshot", "[]"));
    }

    void on_operation(const simulator::JsonValue& request, const simulator::ApiKey&, Answer answer) override {
        answer("answer to " + std::string(request.text_of("op")));
    }

    [[nodiscard]] bool is_order_operation(std::string_view op) const override { return op == "order"; }
};

[[nodiscard]] inline simulator::ApiKeys make_keys(
    simulator::KeyEnvironment environment = simulator::KeyEnvironment::Any
) {
    simulator::ApiKey key;
    key.key = "key";
    key.secret = base::Secret{std::string(kSecret)};
    key.passphrase = base::Secret{"phrase"};
    key.account = "main";
    key.can_trade = true;
    key.environment = environment;
    std::vector<simulator::ApiKey> keys;
    keys.push_back(std::move(key));
    return simulator::ApiKeys{std::move(keys)};
}

}  // namespace trading::test
