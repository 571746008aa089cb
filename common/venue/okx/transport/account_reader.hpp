#pragma once

#include "common/venue/okx/transport/rest_caller.hpp"
#include "common/venue/okx/transport/venue_clock.hpp"
#include "common/venue/trading_client.hpp"

#include <functional>
#include <memory>

namespace trading::venue::okx {

// The questions about the account: single orders, open orders, fills, bills, positions and balances. Lists are read to
// their end, page by page. Each question is answered exactly once, without an answer when the venue gives none. Answers
// are dated by their question, on the venue's clock: the time of their arrival would claim too much, because what
// happened at the venue while the answer was under way is not in it.
class AccountReader {
public:
    static constexpr int kPagesMax = 200;  // of 100 rows
    // In search of one order. The history begins at the order's creation, less what our clock may be wrong by.
    static constexpr int kHistoryPagesMax = 20;
    static constexpr base::Duration kCreationMargin = std::chrono::minutes{1};
    // The venue's list of recent fills goes back three days; one hour of it is left unused.
    static constexpr base::Duration kRecentFills = std::chrono::hours{71};

    AccountReader(RestCaller& rest, RestMessageParser& parser, const RequestWriter& writer, const VenueClock& clock)
        : rest_(rest), parser_(parser), writer_(writer), clock_(clock) {}

    void start(TradingClient::ReportHandler handler) { handler_ = std::move(handler); }

    // `kind` is the instrument's, for the history.
    void query(const domain::QueryOrder& request, domain::InstrumentKind kind);
    void fetch_open_orders(const domain::FetchOpenOrders& request);
    void fetch_fills(const domain::FetchFills& request);
    void fetch_bills(const domain::FetchBills& request);
    void fetch_positions(const domain::FetchPositions& request);
    void fetch_balances(const domain::FetchBalances& request);

private:
    template <class Item>
    struct PageWalk;

    template <class Item>
    void walk(const std::shared_ptr<PageWalk<Item>>& walk);

    // A question about one order.
    struct Query {
        domain::QueryOrder request;
        domain::InstrumentKind kind = domain::InstrumentKind::Spot;
        base::Timestamp ts_asked{};
    };

    void search_history(const Query& query, PageCursor cursor, int pages);
    void answer_query(const Query& query, std::optional<domain::OrderReport> report);
    void fail_query(const Query& query);
    // `answer` holds what is known already, and when it was asked for.
    void fetch_open_stops(domain::OpenOrdersFetched answer);
    void fetch_older_fills(
        base::Timestamp since, std::vector<domain::InstrumentKind> kinds, domain::FillsFetched answer
    );
    void answer_fills(domain::FillsFetched answer);

    RestCaller& rest_;
    RestMessageParser& parser_;
    const RequestWriter& writer_;
    const VenueClock& clock_;
    TradingClient::ReportHandler handler_;
};

}  // namespace trading::venue::okx
