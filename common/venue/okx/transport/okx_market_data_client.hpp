#pragma once

#include "common/venue/market_data_client.hpp"
#include "common/venue/okx/public_messages.hpp"
#include "common/venue/okx/transport/rest_caller.hpp"
#include "common/venue/okx/transport/socket_session.hpp"

#include <memory>
#include <vector>

namespace trading::venue::okx {

// OKX's public side: the public socket, the business socket (candles) and REST. The feeds count as connected while the
// public socket is: candles that are missing show in their own silence. While an announced restart of the venue makes
// two sockets carry the feeds, books and values come from the newer one only, prints and candles from both. One thread:
// the loop's, which outlives the client.
class OkxMarketDataClient final : public MarketDataClient {
public:
    struct Options {
        Addresses addresses;
        std::string ca_file;     // Empty: the system's certificates.
        std::uint64_t seed = 1;  // Of the pauses' jitter; different for each process.
    };

    // Candles of one request; more are fetched page by page.
    static constexpr int kCandlePagesMax = 10;

    OkxMarketDataClient(LwsEventLoop& loop, const base::Clock& clock, Options options);
    ~OkxMarketDataClient() override;

    [[nodiscard]] base::Result<std::vector<domain::Instrument>> fetch_instruments() override;
    void start(EventHandler handler) override;
    void execute(const domain::VenueFeedCommand& command) override;
    void stop() override;

    [[nodiscard]] const TransportCounters& counters() const noexcept { return counters_; }
    [[nodiscard]] const ParseCounters& parse_counters() const noexcept { return parser_.counters(); }

private:
    struct CandleFetch;

    std::unique_ptr<SocketSession> make_session(SocketPath path, std::uint64_t seed);
    std::optional<SocketEvent> on_message(SocketPath path, LinkId link, const FrameBuffer& frame);
    [[nodiscard]] bool is_superseded(SocketPath path, LinkId link);
    [[nodiscard]] SocketSession& session_of(SocketPath path);
    void fetch_book(const domain::FetchBook& request);
    void fetch_candles(const std::shared_ptr<CandleFetch>& fetch);

    LwsEventLoop& loop_;
    const base::Clock& clock_;
    Options options_;
    EventHandler handler_;
    TransportCounters counters_;
    PublicMessageParser parser_;
    PublicFrame frame_;
    RestMessageParser rest_parser_;
    RequestWriter writer_;
    RestCaller rest_;
    std::unique_ptr<SocketSession> public_;
    std::unique_ptr<SocketSession> business_;
};

}  // namespace trading::venue::okx
