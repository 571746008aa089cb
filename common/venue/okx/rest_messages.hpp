#pragma once

#include "common/base/result.hpp"
#include "common/domain/venue_feed.hpp"
#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/error_table.hpp"
#include "common/venue/okx/frame_buffer.hpp"
#include "common/venue/okx/parse_counters.hpp"
#include "common/venue/trading_client.hpp"

#include <memory>
#include <string>
#include <vector>

namespace trading::venue::okx {

// Why a REST request has no answer that can be used.
struct RestFailure {
    int http_status = 0;
    std::string code;    // The venue's; empty when the body had none (an HTML page).
    std::string detail;  // The venue's words, or ours.
    ErrorAdvice advice;

    [[nodiscard]] base::Error to_error() const;
};

template <class T>
using RestResult = tl::expected<T, RestFailure>;

// One answer of the venue's HTTP side.
struct RestReply {
    int http_status = 200;
    const FrameBuffer& body;
    base::Timestamp ts_received{};
};

// A page of a list, newest first as the venue sends it. Ask for the next one with `after=<oldest_id>` until a page has
// fewer rows than its limit.
template <class T>
struct RestPage {
    std::vector<T> items;
    std::size_t row_count = 0;  // Rows of the venue, including those left out of `items`.
    std::string oldest_id;      // Of the last row: bill id, order id or algo id.
};

struct DeadManArmed {
    base::Timestamp ts_trigger{};  // Zero: disarmed.
};

// The settings of the account and the key (GET /account/config).
struct AccountSettings {
    int account_level = 0;  // 1 spot, 2 futures, 3 multi-currency, 4 portfolio.
    bool has_net_positions = false;
    bool can_trade = false;
    bool can_withdraw = false;
    std::string fee_level;  // Lv1 and so on.
    std::string fee_type;   // 1: fees always in quote currency.
    std::string user_id;

    [[nodiscard]] std::string account_mode() const;  // "futures (acctLv 2)"
};

// OKX words of REST answers to ours (sections 2, 6, 7 and 9 of the protocol reference). The envelope's `data` may be
// missing, 429 may be an HTML page: both become a `RestFailure` with advice from the error table. One thread.
class RestMessageParser {
public:
    RestMessageParser();
    ~RestMessageParser();
    RestMessageParser(RestMessageParser&&) noexcept;
    RestMessageParser& operator=(RestMessageParser&&) noexcept;

    // --- Public ---------------------------------------------------------------------------------------------------
    [[nodiscard]] RestResult<base::Timestamp> server_time(const RestReply& reply);
    // Spot, perpetual swaps and futures; rows of other kinds and rows not filled in yet are counted and left out.
    [[nodiscard]] RestResult<std::vector<domain::Instrument>> instruments(const RestReply& reply);
    [[nodiscard]] RestResult<domain::BookFrame> book(const RestReply& reply, const domain::InstrumentId& instrument_id);
    // Closed candles only, oldest first. `candles` and `history-candles`.
    [[nodiscard]] RestResult<std::vector<domain::Candle>> candles(
        const RestReply& reply, const domain::FetchCandles& request
    );
    [[nodiscard]] RestResult<std::vector<domain::VenueStatus>> venue_statuses(const RestReply& reply);
    [[nodiscard]] RestResult<std::vector<domain::FundingRate>> funding_rates(const RestReply& reply);

    // --- Account --------------------------------------------------------------------------------------------------
    [[nodiscard]] RestResult<AccountSettings> account_settings(const RestReply& reply);
    [[nodiscard]] RestResult<domain::BalancesReported> balances(const RestReply& reply);
    [[nodiscard]] RestResult<std::vector<domain::PositionReport>> positions(const RestReply& reply);
    [[nodiscard]] RestResult<std::vector<domain::FeeRates>> fee_rates(const RestReply& reply);
    // Trades (type 2) are left out: they come as fills.
    [[nodiscard]] RestResult<RestPage<domain::Bill>> bills(const RestReply& reply);

    // --- Orders ---------------------------------------------------------------------------------------------------
    // trade/order, orders-pending and orders-history. The reports carry no fill: REST tells only the last one, without
    // its fee.
    [[nodiscard]] RestResult<RestPage<domain::OrderReport>> orders(const RestReply& reply);
    // order-algo, orders-algo-pending and orders-algo-history.
    [[nodiscard]] RestResult<RestPage<domain::OrderReport>> stops(const RestReply& reply);
    // fills and fills-history.
    [[nodiscard]] RestResult<RestPage<domain::Fill>> fills(const RestReply& reply);

    // One answer for each item of a place, cancel or amend, in the order of the request, and always at least one: when
    // the reply names no item it stands for the whole request and has no client order id. `is_stop` for order-algo,
    // cancel-algos and amend-algos. The instrument is the caller's to fill in.
    [[nodiscard]] std::vector<domain::RequestAnswered> answers(
        const RestReply& reply, domain::RequestKind kind, bool is_stop
    );
    [[nodiscard]] RestResult<DeadManArmed> dead_man(const RestReply& reply);

    [[nodiscard]] const ParseCounters& counters() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// Whether a query's failure means "the venue does not know this order" (51603). Right after a place it proves nothing
// yet: the order may still be on its way; ask again until its expiry has passed.
[[nodiscard]] bool says_order_unknown(const RestFailure& failure) noexcept;

}  // namespace trading::venue::okx
