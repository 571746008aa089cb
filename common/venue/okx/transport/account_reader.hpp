#pragma once

#include "common/venue/okx/transport/rest_caller.hpp"
#include "common/venue/okx/transport/venue_clock.hpp"
#include "common/venue/trading_client.hpp"

#include <functional>
#include <memory>

namespace trading::venue::okx {

// The questions about the account: single orders, open orders, fills, bills, positions and balances. Lists are read to
// their end, page by page. Each question is answered exactly once, without an answer when the venue gives none.
class AccountReader {
public:
    static constexpr int kPagesMax = 200;       // of 100 rows
    static constexpr int kHistoryPagesMax = 5;  // in search of one order
    // The venue's list of recent fills goes back three days; one hour of it is left unused.
    static constexpr base::Duration kRecentFills = std::chrono::hours{71};

    AccountReader(RestCaller& rest, RestMessageParser& parser, const RequestWriter& writer, const VenueClock& clock)
        : rest_(rest), parser_(parser), writer_(writer), clock_(clock) {}

    void start(TradingClient::ReportHandler handler) { handler_ = std::move(handler); }

    // `kind` is the instrument's, for the history.
    void query(const domain::QueryOrder& request, domain::InstrumentKind kind);
    void fetch_open_orders();
    void fetch_fills(base::Timestamp since);
    void fetch_bills(base::Timestamp since);
    void fetch_positions();
    void fetch_balances();

private:
    template <class Item>
    struct PageWalk;

    template <class Item>
    void walk(const std::shared_ptr<PageWalk<Item>>& walk);

    // A question about one order. `ts_asked`, on the venue's clock: the answer is not older than that. The time of its
    // arrival would claim too much: an order that reached the venue while the answer was under way is not in it.
    struct Query {
        domain::QueryOrder request;
        domain::InstrumentKind kind = domain::InstrumentKind::Spot;
        base::Timestamp ts_asked{};
    };

    void search_history(const Query& query, PageCursor cursor, int pages);
    void answer_query(const Query& query, std::optional<domain::OrderReport> report);
    void fail_query(const Query& query);
    void fetch_open_stops(std::vector<domain::OrderReport> orders);
    void fetch_older_fills(
        base::Timestamp since, std::vector<domain::InstrumentKind> kinds, std::vector<domain::Fill> found
    );
    void answer_fills(std::vector<domain::Fill> fills);

    RestCaller& rest_;
    RestMessageParser& parser_;
    const RequestWriter& writer_;
    const VenueClock& clock_;
    TradingClient::ReportHandler handler_;
};

}  // namespace trading::venue::okx
