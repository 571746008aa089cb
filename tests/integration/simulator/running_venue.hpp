#pragma once

#include "services/simulator/io/venue_server.hpp"

#include <thread>

namespace trading::test {

inline simulator::VenueServerOptions small_venue() {
    simulator::VenueServerOptions options;
    options.venue.history = std::chrono::hours{1};
    options.venue.second_history = std::chrono::minutes{5};
    simulator::AccountOptions account;
    account.id = domain::AccountId{"main"};
    account.uid = "77";
    account.trading[domain::Currency{"USDT"}] = base::Decimal{100'000};
    account.trading[domain::Currency{"BTC"}] = base::Decimal{2};
    options.venue.accounts.push_back(std::move(account));
    simulator::ApiKey key;
    key.key = "key";
    key.secret = base::Secret{"secret"};
    key.passphrase = base::Secret{"phrase"};
    key.account = "main";
    key.can_trade = true;
    options.keys.push_back(std::move(key));
    return options;
}

// A venue that serves on a thread of its own until it is destroyed.
class RunningVenue {
public:
    explicit RunningVenue(simulator::VenueServerOptions options = small_venue()) : server_(std::move(options), clock_) {
        const auto listening = server_.listen();
        if (!listening) throw std::runtime_error(listening.error().detail);
        thread_ = std::thread([this] { server_.run(); });
    }

    ~RunningVenue() {
        server_.stop();
        thread_.join();
    }

    RunningVenue(const RunningVenue&) = delete;
    RunningVenue& operator=(const RunningVenue&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    [[nodiscard]] simulator::VenueServer& server() { return server_; }
    [[nodiscard]] const base::Clock& clock() const { return clock_; }

private:
    base::SystemClock clock_;
    simulator::VenueServer server_;
    std::thread thread_;
};

}  // namespace trading::test
