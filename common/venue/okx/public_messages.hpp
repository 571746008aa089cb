#pragma once

#include "common/base/result.hpp"
#include "common/domain/venue_feed.hpp"
#include "common/venue/okx/frame_buffer.hpp"
#include "common/venue/okx/parse_counters.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trading::venue::okx {

// What one message of a public or business socket said: facts, or an event of the socket, or neither (a channel that
// we do not use). Filled again and again by the parser.
struct PublicFrame {
    // The feed of a data message, when it is one of ours.
    std::optional<domain::FeedKey> key;
    std::vector<domain::VenueFeedEvent> facts;
    std::optional<SocketEvent> event;
    // Items that were broken and are missing from `facts`. For a book, the next message's sequence will not fit.
    std::size_t lost_items = 0;
    std::string loss_detail;  // Of the first one.

    void clear();
};

// OKX words of the public and business sockets to ours (sections 4.5 and 5 of the protocol reference). Books of the
// channels books, books5, bbo-tbt and the tbt ones, trades, trades-all, tickers, candles, mark-price, funding-rate,
// price-limit, instruments and status become facts; acknowledgements, errors, notices and `pong` become events. Unknown
// fields, channels and values are counted and passed over. It keeps no state between messages but its buffers and
// counters. One thread.
class PublicMessageParser {
public:
    PublicMessageParser();
    ~PublicMessageParser();
    PublicMessageParser(PublicMessageParser&&) noexcept;
    PublicMessageParser& operator=(PublicMessageParser&&) noexcept;

    // `Malformed` when it is not JSON or not a message of the venue; `out` is then empty.
    [[nodiscard]] base::Status parse(const FrameBuffer& frame, base::Timestamp ts_received, PublicFrame& out);

    [[nodiscard]] const ParseCounters& counters() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trading::venue::okx
