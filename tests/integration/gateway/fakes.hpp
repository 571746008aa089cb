#pragma once

#include "common/venue/event_loop.hpp"
#include "common/venue/market_data_client.hpp"
#include "tests/support/gateway/samples.hpp"

#include <poll.h>
#include <functional>
#include <vector>

namespace trading::test {

// An event loop without sockets to a venue: watched descriptors by poll(2), timers by the test.
class FakeLoop final : public venue::EventLoop {
public:
    void watch(int descriptor, Handler handler) override { watches_.emplace_back(descriptor, std::move(handler)); }
    void call_after(base::Duration, Handler handler) override { timers_.push_back(std::move(handler)); }
    void wake() override {}
    void on_wake(Handler) override {}

    void run_once(base::Duration timeout) override {
        std::vector<pollfd> descriptors;
        for (const auto& [descriptor, handler] : watches_) descriptors.push_back({descriptor, POLLIN, 0});
        ::poll(descriptors.data(), descriptors.size(), static_cast<int>(timeout / std::chrono::milliseconds{1}));
        for (const auto& [descriptor, handler] : watches_) handler();
    }

    // Lets every timer that is set now ring.
    void ring() {
        const auto due = std::exchange(timers_, {});
        for (const Handler& handler : due) handler();
    }

private:
    std::vector<std::pair<int, Handler>> watches_;
    std::vector<Handler> timers_;
};

// A venue that lists `btc()` and says what the test says.
class FakeMarketDataClient final : public venue::MarketDataClient {
public:
    base::Result<std::vector<domain::Instrument>> fetch_instruments() override {
        return std::vector<domain::Instrument>{spot(btc())};
    }
    void start(EventHandler handler) override { say = std::move(handler); }
    void execute(const domain::VenueFeedCommand& command) override { commands.push_back(command); }
    void stop() override { is_stopped = true; }

    EventHandler say;
    std::vector<domain::VenueFeedCommand> commands;
    bool is_stopped = false;
};

}  // namespace trading::test
