#pragma once

#include "common/base/result.hpp"
#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/frame_buffer.hpp"
#include "common/venue/okx/parse_counters.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trading::venue::okx {

// The result of an amendment as the orders channel announces it (`amendResult`). The acknowledgement of the request
// proves nothing; this does.
struct AmendReported {
    enum class Result {
        Amended = 1,
        Failed = 2,  // The order is unchanged.
        FailedAndCancelled = 3,
        AmendedByVenue = 4,  // E.g. a reduce-only order that was shrunk.
    };

    domain::InstrumentId instrument_id;
    domain::ClientOrderId client_order_id;
    domain::VenueOrderId venue_order_id;
    std::string request_id;  // The `reqId` of the request, when it had one.
    Result result = Result::Amended;
    std::string code;
    std::string detail;
};

// Cash of one currency from `balance_and_position`, the fastest channel. It does not say how much of it is available:
// the `account` channel follows within about 50 ms with the whole balance.
struct CashReported {
    domain::Currency currency;
    domain::Cash total;
    base::Timestamp ts_event{};
};

// The answer to an order operation over the socket, found by its `request_id`. `answers` has one for each item, in the
// order of the request, and at least one: when the venue names no item, it stands for the whole request and has no
// client order id. The venue does not repeat the instrument: the session fills it in.
struct OperationAnswered {
    std::string request_id;
    std::string operation;  // order, cancel-order, amend-order, batch-orders, ...
    std::vector<domain::RequestAnswered> answers;
    base::Duration venue_duration{};  // Between the venue's receipt and its answer; zero when not told.
};

// What one message of the private or business socket said. Filled again and again by the parser.
struct PrivateFrame {
    std::string channel;  // Of a data message.
    // OrderReport, PositionReport and BalancesReported, in the venue's order.
    std::vector<domain::VenueReport> reports;
    std::vector<AmendReported> amends;
    std::vector<CashReported> cash;
    std::optional<OperationAnswered> operation;
    std::optional<SocketEvent> event;
    // A whole picture of the channel (account, positions), possibly in pages; otherwise only what changed.
    bool is_snapshot = false;
    bool is_last_page = true;
    // Items that were broken and are missing from the above: the caller must reconcile.
    std::size_t lost_items = 0;
    std::string loss_detail;  // Of the first one.

    void clear();
};

// OKX words of the private sockets to ours (sections 7.3 and 8 of the protocol reference): orders, orders-algo,
// account, positions, balance_and_position, answers to order operations, and what the socket says about itself. Orders
// that the venue started (liquidation, deleveraging, delivery) have no client order id and carry the category as
// reason. Unknown fields, channels and values are counted and passed over. One thread.
class PrivateMessageParser {
public:
    PrivateMessageParser();
    ~PrivateMessageParser();
    PrivateMessageParser(PrivateMessageParser&&) noexcept;
    PrivateMessageParser& operator=(PrivateMessageParser&&) noexcept;

    // `Malformed` when it is not JSON or not a message of the venue; `out` is then empty.
    [[nodiscard]] base::Status parse(const FrameBuffer& frame, base::Timestamp ts_received, PrivateFrame& out);

    [[nodiscard]] const ParseCounters& counters() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trading::venue::okx
