#pragma once

#include "common/venue/okx/private_messages.hpp"
#include "common/venue/okx/transport/account_reader.hpp"
#include "common/venue/okx/transport/operation_book.hpp"
#include "common/venue/okx/transport/rest_caller.hpp"
#include "common/venue/okx/transport/socket_session.hpp"
#include "common/venue/okx/transport/venue_clock.hpp"
#include "common/venue/trading_client.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace trading::venue::okx {

// Which way orders, cancels and amends go; stops have REST only.
enum class OrderRoute {
    Socket = 1,
    Rest = 2,
    SocketThenRest = 3,  // REST when the socket cannot take it at all; never after it was sent.
};

[[nodiscard]] std::string_view to_string(OrderRoute route) noexcept;
// "socket", "rest", "socket_then_rest"
[[nodiscard]] std::optional<OrderRoute> parse_order_route(std::string_view text) noexcept;

// OKX's private side: the private socket (orders, account, positions), the business socket (stops) and REST. It counts
// as connected while both sockets are logged in and subscribed. One thread: the loop's, which outlives the client.
class OkxTradingClient final : public TradingClient {
public:
    struct Options {
        Addresses addresses;
        Credentials credentials;
        std::string ca_file;  // Empty: the system's certificates.
        OrderRoute order_route = OrderRoute::SocketThenRest;
        OrderStyle order_style;
        std::uint64_t seed = 1;                                    // Of the pauses' jitter; different for each process.
        base::Duration answer_timeout = std::chrono::seconds{5};   // Of an operation on the socket; then: unknown.
        base::Duration clock_interval = std::chrono::seconds{60};  // Between estimates of the venue's clock.
    };

    OkxTradingClient(LwsEventLoop& loop, const base::Clock& clock, Options options);
    ~OkxTradingClient() override;

    [[nodiscard]] base::Result<AccountProfile> fetch_account_profile() override;
    [[nodiscard]] base::Result<std::vector<domain::Instrument>> fetch_instruments() override;
    void start(ReportHandler handler) override;
    void execute(const domain::VenueRequest& request) override;
    void stop() override;

    // Rates and numbers of an instrument that changed; keeps what `fetch_instruments` loaded up to date.
    void learn(const domain::Instrument& instrument);

    [[nodiscard]] const TransportCounters& counters() const noexcept { return counters_; }
    [[nodiscard]] const ParseCounters& parse_counters() const noexcept { return parser_.counters(); }

private:
    std::unique_ptr<SocketSession> make_session(SocketPath path, std::uint64_t seed);
    std::optional<SocketEvent> on_message(const FrameBuffer& frame);
    void on_operation(OperationAnswered& answered);
    // An operation that the venue could not even read. False: it was none of ours.
    bool on_operation_error(const ErrorReported& error);
    void on_amend(const AmendReported& amend);
    void on_link_lost(LinkId link, std::uint64_t written);
    void report_connection(const std::string& reason);
    // Something of a message could not be read: what it was must be asked for.
    void report_loss();
    [[nodiscard]] bool try_socket(const domain::VenueRequest& request, const Operation& operation);
    void send_rest(const domain::VenueRequest& request, const Operation& operation);
    void answer(const Operation& operation, domain::RequestOutcome outcome, std::string code, std::string detail);
    void operate(const domain::VenueRequest& request);
    void refresh_dead_man(const domain::RefreshDeadMan& request);
    // Blocking, for the start: signatures need the venue's time.
    [[nodiscard]] base::Status synchronise_clock();
    void estimate_clock(int samples_left);
    void watch_clock();
    void give_up_late_operations();
    [[nodiscard]] const domain::Instrument* instrument_of(const domain::InstrumentId& id) const;
    void after(base::Duration delay, std::function<void()> action);

    LwsEventLoop& loop_;
    const base::Clock& clock_;
    Options options_;
    ReportHandler handler_;
    TransportCounters counters_;
    VenueClock venue_clock_;
    domain::ClockOffset reported_offset_;
    Signer signer_;
    PrivateMessageParser parser_;
    PrivateFrame frame_;
    RestMessageParser rest_parser_;
    RequestWriter writer_;
    RestCaller rest_;
    AccountReader reader_;
    OperationBook operations_;
    std::unique_ptr<SocketSession> private_;
    std::unique_ptr<SocketSession> business_;
    std::map<domain::InstrumentId, domain::Instrument> instruments_;
    std::string message_;
    RestRequest rest_request_;
    bool is_up_ = false;
    base::MonotonicTime ts_next_loss_report_{};
    bool is_started_ = false;
    std::shared_ptr<bool> is_alive_ = std::make_shared<bool>(true);
};

}  // namespace trading::venue::okx
