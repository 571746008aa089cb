#pragma once

#include "common/domain/venue_feed.hpp"
#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/rate_budget.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// One REST request, exactly as it is signed and sent. Filled again and again: its texts keep their memory.
struct RestRequest {
    std::string_view method = "GET";
    std::string path;        // With the query: /api/v5/trade/order?instId=BTC-USDT&clOrdId=b15
    std::string body;        // Empty for GET.
    std::string expiry;      // The header `expTime` in Unix milliseconds; empty for none.
    bool is_private = true;  // Must be signed.
    bool is_write = false;   // Places, cancels or amends: must never be sent twice.
    Endpoint endpoint = Endpoint::QueryOrder;

    void clear();
};

enum class TradeMode { Cash = 1, Cross = 2, Isolated = 3 };

// How the orders of this account are written. The defaults fit the futures mode (acctLv 2) with net positions; in the
// multi-currency and portfolio modes spot must be `Cross`.
struct OrderStyle {
    TradeMode spot_mode = TradeMode::Cash;
    TradeMode derivative_mode = TradeMode::Cross;
    std::string tag;  // At most 16 of [A-Za-z0-9]; empty for none.
};

// Where the next page of a list begins; empty for the first.
struct PageCursor {
    std::string after;  // `RestPage::oldest_id` of the page before.
    int limit = 100;
};

// Our words to OKX's requests (section 7 of the protocol reference). Writes into memory of the caller, without a JSON
// tree. Orders are written as they are: prices and quantities must already be multiples of tick and lot. Orders always
// name their self-trade prevention (the resting order of ours is cancelled). One thread.
class RequestWriter {
public:
    explicit RequestWriter(OrderStyle style = {}) : style_(std::move(style)) {}

    // --- REST: orders -------------------------------------------------------------------------------------------
    // Stops go to order-algo: conditional, or oco with a take-profit price; triggered by the mark price (derivatives)
    // or the last one (spot), executed at market. Everything else goes to trade/order.
    void place(const domain::PlaceOrder& request, const domain::Instrument& instrument, RestRequest& out) const;
    void cancel(const domain::CancelOrder& request, RestRequest& out) const;
    // `request_id` comes back in `AmendReported`: 1 to 32 of [A-Za-z0-9], or empty.
    void amend(
        const domain::AmendOrder& request,
        const domain::Instrument& instrument,
        std::string_view request_id,
        RestRequest& out
    ) const;
    void dead_man(const domain::RefreshDeadMan& request, RestRequest& out) const;

    // --- REST: queries ------------------------------------------------------------------------------------------
    void query(const domain::QueryOrder& request, RestRequest& out) const;
    void open_orders(const PageCursor& cursor, RestRequest& out) const;
    void open_stops(const PageCursor& cursor, RestRequest& out) const;
    // Created at or after `since`, of the last 7 days (cancelled ones without a fill: 2 hours).
    void order_history(domain::InstrumentKind kind, base::Timestamp since, const PageCursor& cursor, RestRequest& out)
        const;
    // Of the last 3 days.
    void fills(base::Timestamp since, const PageCursor& cursor, RestRequest& out) const;
    // Of the last 3 months, one kind of instrument at a time.
    void fills_history(domain::InstrumentKind kind, base::Timestamp since, const PageCursor& cursor, RestRequest& out)
        const;
    void balances(RestRequest& out) const;
    void positions(RestRequest& out) const;
    // Of the last 7 days.
    void bills(base::Timestamp since, const PageCursor& cursor, RestRequest& out) const;
    void account_config(RestRequest& out) const;
    void fee_rates(domain::InstrumentKind kind, RestRequest& out) const;

    // --- REST: public -------------------------------------------------------------------------------------------
    void server_time(RestRequest& out) const;
    void instruments(domain::InstrumentKind kind, RestRequest& out) const;
    void book(const domain::FetchBook& request, RestRequest& out) const;
    // A page of at most 300; `before_open`: only candles that open earlier, for the next page; zero for the newest.
    // False when the venue has no such interval.
    [[nodiscard]] bool candles(const domain::FetchCandles& request, base::Timestamp before_open, RestRequest& out)
        const;
    void venue_status(RestRequest& out) const;
    void funding_rate(const domain::InstrumentId& instrument_id, RestRequest& out) const;

    // --- Socket: orders -----------------------------------------------------------------------------------------
    // One message into `out`, replacing what was there. `message_id`: 1 to 32 of [A-Za-z0-9]. The socket names
    // instruments by number only, and has no stops: false, and nothing written, when the instrument has no number or
    // the order is a stop. Then REST is the way.
    [[nodiscard]] bool socket_place(
        const domain::PlaceOrder& request,
        const domain::Instrument& instrument,
        std::string_view message_id,
        std::string& out
    ) const;
    [[nodiscard]] bool socket_cancel(
        const domain::CancelOrder& request,
        const domain::Instrument& instrument,
        std::string_view message_id,
        std::string& out
    ) const;
    // The `reqId` of the amendment is `message_id`.
    [[nodiscard]] bool socket_amend(
        const domain::AmendOrder& request,
        const domain::Instrument& instrument,
        std::string_view message_id,
        std::string& out
    ) const;

private:
    OrderStyle style_;
};

// Which budget a request draws on, whichever way it goes.
[[nodiscard]] Endpoint endpoint_of(const domain::VenueRequest& request) noexcept;

}  // namespace trading::venue::okx
