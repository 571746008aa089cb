#pragma once

#include "services/simulator/io/book_feed.hpp"
#include "services/simulator/io/money_feeds.hpp"
#include "services/simulator/io/operation_desk.hpp"
#include "services/simulator/io/order_feeds.hpp"
#include "services/simulator/io/price_feeds.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/reference_feeds.hpp"
#include "services/simulator/io/replay_market.hpp"
#include "services/simulator/io/rest_server.hpp"
#include "services/simulator/io/socket_session.hpp"
#include "services/simulator/io/transfer_log.hpp"
#include "services/simulator/io/web_server.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace trading::simulator {

struct VenueServerOptions {
    VenueOptions venue;
    std::vector<ApiKey> keys;
    std::optional<Capture> capture;      // Replayed in place of the simulated public market.
    std::optional<double> replay_speed;  // Absent: as fast as the readers read.
    std::uint64_t fault_seed = 1;
    base::Duration idle_maximum = std::chrono::seconds{30};
    WebServerOptions web;
};

// The whole venue behind its port: the core and its market, the REST and socket protocols, the feeds, the faults and
// the replay, all on the thread that calls `run`. Other threads use `post`.
class VenueServer final : public WebApplication, public SessionVenue {
public:
    static constexpr base::Duration kSlot = std::chrono::milliseconds{10};

    VenueServer(VenueServerOptions options, const base::Clock& clock);
    ~VenueServer() override;

    [[nodiscard]] base::Status listen() { return web_.listen(); }
    [[nodiscard]] std::uint16_t port() const noexcept { return web_.port(); }

    // Calls `handler` every `period` on the venue's thread. To be set before `run`.
    void every(base::Duration period, WebServer::Handler handler) { web_.every(period, std::move(handler)); }
    void run() { web_.run(); }
    void stop() { web_.stop(); }
    void post(WebServer::Handler handler) { web_.post(std::move(handler)); }

    // Switches a fault on; faults of whole sockets strike the open ones at once. The fault's id.
    [[nodiscard]] base::Result<std::string> add_fault(FaultSpec spec);

    [[nodiscard]] FaultInjector& faults() noexcept { return faults_; }
    [[nodiscard]] const FaultInjector& faults() const noexcept { return faults_; }
    [[nodiscard]] const VenueCore& core() const noexcept { return host_.core(); }
    [[nodiscard]] VenueHost& host() noexcept { return host_; }
    [[nodiscard]] const ApiKeys& keys() const noexcept { return keys_; }
    [[nodiscard]] const PublicMarket& market() const noexcept { return market_; }
    [[nodiscard]] const RestCounters& rest_counters() const noexcept { return rest_.counters(); }
    [[nodiscard]] const WebServerCounters& web_counters() const noexcept { return web_.counters(); }
    [[nodiscard]] const RateLimiter& limiter() const noexcept { return limiter_; }
    [[nodiscard]] const ReplayMarket* replay() const noexcept { return replay_.get(); }
    [[nodiscard]] std::size_t open_sockets() const noexcept;
    [[nodiscard]] std::uint64_t frames_spoiled() const noexcept;
    [[nodiscard]] std::uint64_t orders_cancelled() const noexcept { return orders_cancelled_; }
    [[nodiscard]] std::uint64_t account_fills() const noexcept { return account_fills_; }

    HttpResponse on_request(const HttpRequest& request) override;
    std::shared_ptr<SocketProtocol> on_socket(const HttpRequest& request, SocketLink& link) override;
    [[nodiscard]] bool instrument_exists(std::string_view instrument) const override;
    [[nodiscard]] bool index_exists(std::string_view index) const override;
    [[nodiscard]] std::string uid_of(const domain::AccountId& account) const override;
    void on_subscribed(Subscriber& subscriber, const Subscription& subscription) override;
    void on_operation(const JsonValue& request, const ApiKey& key, Answer answer) override;
    [[nodiscard]] bool is_order_operation(std::string_view op) const override;

private:
    void on_slot();
    void on_event(const Event& event);
    void count(const OrderChanged& change);
    void forget_gone_sockets();

    const base::Clock& clock_;
    const ApiKeys keys_;
    FaultInjector faults_;
    RateLimiter limiter_;
    SubscriberRegistry registry_;
    VenueHost host_;
    std::unique_ptr<ReplayMarket> replay_;  // Null without a recording.
    BookFeed books_;
    PriceFeeds prices_;
    ReferenceFeeds reference_;
    OrderFeeds orders_;
    MoneyFeeds money_;
    TransferLog transfers_;
    PublicMarket market_;
    OrderDesk desk_;
    OperationDesk operations_;
    RestVenue rest_venue_;
    RestServer rest_;
    SessionEnvironment session_environment_;
    std::vector<std::shared_ptr<SocketSession>> sessions_;
    base::Random connection_ids_;
    std::uint64_t spoiled_by_gone_sockets_ = 0;
    std::uint64_t orders_cancelled_ = 0;
    std::uint64_t account_fills_ = 0;
    WebServer web_;  // Last: its connections use everything above.
};

}  // namespace trading::simulator
