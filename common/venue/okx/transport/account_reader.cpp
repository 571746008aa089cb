#include "common/venue/okx/transport/account_reader.hpp"

#include <algorithm>

namespace trading::venue::okx {

// A list on its way, page by page, newest first.
template <class Item>
struct AccountReader::PageWalk {
    std::function<void(const PageCursor&, RestRequest&)> write;
    std::function<RestResult<RestPage<Item>>(const RestReply&)> parse;
    // All items in the venue's order, or that there is no answer.
    std::function<void(bool has_answer, std::vector<Item> items)> done;
    PageCursor cursor;
    std::vector<Item> items;
    int pages = 0;
};

template <class Item>
void AccountReader::walk(const std::shared_ptr<PageWalk<Item>>& walk_state) {
    RestRequest request;
    walk_state->write(walk_state->cursor, request);
    rest_.read(
        request,
        {},
        [this, walk_state](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = walk_state->parse(reply);
            if (!page) return page.error();
            std::move(page->items.begin(), page->items.end(), std::back_inserter(walk_state->items));
            const bool is_last = page->row_count < static_cast<std::size_t>(walk_state->cursor.limit);
            if (is_last) {
                walk_state->done(true, std::move(walk_state->items));
            } else if (++walk_state->pages >= kPagesMax) {
                // A cut list would look like a whole one.
                walk_state->done(false, {});
            } else {
                walk_state->cursor.after = page->oldest_id;
                walk(walk_state);
            }
            return std::nullopt;
        },
        [walk_state](const RestFailure& /*failure*/) { walk_state->done(false, {}); }
    );
}

void AccountReader::query(const domain::QueryOrder& request, domain::InstrumentKind kind) {
    RestRequest rest;
    writer_.query(request, rest);
    const Query query{.request = request, .kind = kind, .ts_asked = clock_.now()};
    rest_.read(
        rest,
        request.instrument_id,
        [this, query](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = query.request.is_stop ? parser_.stops(reply) : parser_.orders(reply);
            if (!page) {
                if (!says_order_unknown(page.error())) return page.error();
                // A terminal order may be known to the history only.
                if (query.request.is_stop) {
                    answer_query(query, std::nullopt);
                } else {
                    search_history(query, {}, 0);
                }
                return std::nullopt;
            }
            if (page->items.empty()) {
                answer_query(query, std::nullopt);
            } else {
                answer_query(query, std::move(page->items.front()));
            }
            return std::nullopt;
        },
        [this, query](const RestFailure& /*failure*/) { fail_query(query); }
    );
}

void AccountReader::search_history(const Query& query, PageCursor cursor, int pages) {
    const base::Timestamp ts_created = query.request.ts_created;
    const base::Timestamp since = ts_created == base::Timestamp{} ? ts_created : ts_created - kCreationMargin;
    RestRequest rest;
    writer_.order_history(query.kind, since, cursor, rest);
    rest_.read(
        rest,
        {},
        [this, query, cursor, pages](const RestReply& reply) -> std::optional<RestFailure> {
            auto page = parser_.orders(reply);
            if (!page) return page.error();
            const auto found = std::find_if(page->items.begin(), page->items.end(), [&](const auto& report) {
                const domain::VenueOrderId& id = query.request.venue_order_id;
                return id.empty() ? report.client_order_id == query.request.client_order_id
                                  : report.venue_order_id == id;
            });
            if (found != page->items.end()) {
                answer_query(query, std::move(*found));
            } else if (page->row_count < static_cast<std::size_t>(cursor.limit)) {
                answer_query(query, std::nullopt);
            } else if (pages + 1 >= kHistoryPagesMax) {
                // It may be on a page that was not read.
                fail_query(query);
            } else {
                search_history(query, {.after = page->oldest_id, .limit = cursor.limit}, pages + 1);
            }
            return std::nullopt;
        },
        [this, query](const RestFailure& /*failure*/) { fail_query(query); }
    );
}

void AccountReader::answer_query(const Query& query, std::optional<domain::OrderReport> report) {
    handler_(domain::OrderQueried{
        .client_order_id = query.request.client_order_id,
        .instrument_id = query.request.instrument_id,
        .is_stop = query.request.is_stop,
        .has_answer = true,
        .report = std::move(report),
        .ts_venue = query.ts_asked,
    });
}

void AccountReader::fail_query(const Query& query) {
    handler_(domain::OrderQueried{
        .client_order_id = query.request.client_order_id,
        .instrument_id = query.request.instrument_id,
        .is_stop = query.request.is_stop,
        .has_answer = false,
        .report = std::nullopt,
        .ts_venue = query.ts_asked,
    });
}

void AccountReader::fetch_open_orders(const domain::FetchOpenOrders& request) {
    const domain::OpenOrdersFetched failed{
        .has_answer = false, .reports = {}, .ts_venue = clock_.now(), .look = request.look};
    auto orders = std::make_shared<PageWalk<domain::OrderReport>>();
    orders->write = [this](const PageCursor& cursor, RestRequest& rest) { writer_.open_orders(cursor, rest); };
    orders->parse = [this](const RestReply& reply) { return parser_.orders(reply); };
    orders->done = [this, failed](bool has_answer, std::vector<domain::OrderReport> items) {
        if (!has_answer) return handler_(failed);
        domain::OpenOrdersFetched answer = failed;
        answer.reports = std::move(items);
        fetch_open_stops(std::move(answer));
    };
    walk(orders);
}

void AccountReader::fetch_open_stops(domain::OpenOrdersFetched answer) {
    auto stops = std::make_shared<PageWalk<domain::OrderReport>>();
    stops->write = [this](const PageCursor& cursor, RestRequest& rest) { writer_.open_stops(cursor, rest); };
    stops->parse = [this](const RestReply& reply) { return parser_.stops(reply); };
    stops->done = [this, answer = std::move(answer)](bool has_answer, std::vector<domain::OrderReport> items) {
        domain::OpenOrdersFetched fetched = answer;
        fetched.has_answer = has_answer;
        std::move(items.begin(), items.end(), std::back_inserter(fetched.reports));
        if (!has_answer) fetched.reports.clear();
        handler_(fetched);
    };
    walk(stops);
}

void AccountReader::fetch_fills(const domain::FetchFills& request) {
    const base::Timestamp since = request.since;
    const domain::FillsFetched failed{.has_answer = false, .fills = {}, .ts_venue = clock_.now(), .look = request.look};
    if (failed.ts_venue - since > kRecentFills) {
        using domain::InstrumentKind;
        return fetch_older_fills(
            since, {InstrumentKind::Spot, InstrumentKind::PerpetualSwap, InstrumentKind::Future}, failed
        );
    }
    auto fills = std::make_shared<PageWalk<domain::Fill>>();
    fills->write = [this, since](const PageCursor& cursor, RestRequest& rest) { writer_.fills(since, cursor, rest); };
    fills->parse = [this](const RestReply& reply) { return parser_.fills(reply); };
    fills->done = [this, failed](bool has_answer, std::vector<domain::Fill> items) {
        if (!has_answer) return handler_(failed);
        domain::FillsFetched answer = failed;
        answer.fills = std::move(items);
        answer_fills(std::move(answer));
    };
    walk(fills);
}

// The history is asked for one kind of instrument after the other.
void AccountReader::fetch_older_fills(
    base::Timestamp since, std::vector<domain::InstrumentKind> kinds, domain::FillsFetched answer
) {
    if (kinds.empty()) return answer_fills(std::move(answer));
    const domain::InstrumentKind kind = kinds.back();
    kinds.pop_back();
    auto fills = std::make_shared<PageWalk<domain::Fill>>();
    fills->write = [this, since, kind](const PageCursor& cursor, RestRequest& rest) {
        writer_.fills_history(kind, since, cursor, rest);
    };
    fills->parse = [this](const RestReply& reply) { return parser_.fills(reply); };
    fills->done = [this, since, kinds, answer](bool has_answer, std::vector<domain::Fill> items) {
        domain::FillsFetched found = answer;
        found.fills.insert(found.fills.begin(), items.begin(), items.end());
        if (has_answer) return fetch_older_fills(since, kinds, std::move(found));
        found.fills.clear();
        handler_(found);
    };
    walk(fills);
}

// Newest first, at least within each kind of instrument; answered oldest first.
void AccountReader::answer_fills(domain::FillsFetched answer) {
    answer.has_answer = true;
    std::reverse(answer.fills.begin(), answer.fills.end());
    std::stable_sort(answer.fills.begin(), answer.fills.end(), [](const domain::Fill& left, const domain::Fill& right) {
        return left.times.ts_event < right.times.ts_event;
    });
    handler_(answer);
}

void AccountReader::fetch_bills(const domain::FetchBills& request) {
    auto bills = std::make_shared<PageWalk<domain::Bill>>();
    bills->write = [this, since = request.since](const PageCursor& cursor, RestRequest& rest) {
        writer_.bills(since, cursor, rest);
    };
    bills->parse = [this](const RestReply& reply) { return parser_.bills(reply); };
    bills->done =
        [this, ts_asked = clock_.now(), look = request.look](bool has_answer, std::vector<domain::Bill> items) {
            std::reverse(items.begin(), items.end());
            handler_(domain::BillsFetched{
                .has_answer = has_answer, .bills = std::move(items), .ts_venue = ts_asked, .look = look});
        };
    walk(bills);
}

void AccountReader::fetch_positions(const domain::FetchPositions& request) {
    RestRequest rest;
    writer_.positions(rest);
    const domain::PositionsFetched failed{
        .has_answer = false, .positions = {}, .ts_venue = clock_.now(), .look = request.look};
    rest_.read(
        rest,
        {},
        [this, failed](const RestReply& reply) -> std::optional<RestFailure> {
            auto positions = parser_.positions(reply);
            if (!positions) return positions.error();
            domain::PositionsFetched answer = failed;
            answer.has_answer = true;
            answer.positions = std::move(*positions);
            handler_(answer);
            return std::nullopt;
        },
        [this, failed](const RestFailure& /*failure*/) { handler_(failed); }
    );
}

void AccountReader::fetch_balances(const domain::FetchBalances& request) {
    RestRequest rest;
    writer_.balances(rest);
    const domain::BalancesFetched failed{
        .has_answer = false, .balances = {}, .ts_venue = clock_.now(), .margin_ratio = {}, .look = request.look};
    rest_.read(
        rest,
        {},
        [this, failed](const RestReply& reply) -> std::optional<RestFailure> {
            auto balances = parser_.balances(reply);
            if (!balances) return balances.error();
            domain::BalancesFetched answer = failed;
            answer.has_answer = true;
            answer.balances = std::move(balances->balances);
            answer.margin_ratio = balances->margin_ratio;
            handler_(answer);
            return std::nullopt;
        },
        [this, failed](const RestFailure& /*failure*/) { handler_(failed); }
    );
}

}  // namespace trading::venue::okx
