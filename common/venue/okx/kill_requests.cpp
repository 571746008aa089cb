#include "common/venue/okx/kill_requests.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/json_text.hpp"

namespace trading::venue::okx {
namespace {

JsonText post(RestRequest& out, std::string_view path, Endpoint endpoint) {
    out.clear();
    out.method = "POST";
    out.path.assign(path);
    out.is_write = true;
    out.endpoint = endpoint;
    return JsonText{out.body};
}

std::string_view word_of(domain::PositionSide side) {
    switch (side) {
        case domain::PositionSide::Net: return "net";
        case domain::PositionSide::Long: return "long";
        case domain::PositionSide::Short: return "short";
    }
    return "net";
}

}  // namespace

void write_open_order_list(std::string_view list, const PageCursor& cursor, RestRequest& out) {
    out.clear();
    const bool is_book = list == kBookList;
    out.endpoint = is_book ? Endpoint::OpenOrders : Endpoint::OpenStops;
    out.path.assign(is_book ? "/api/v5/trade/orders-pending?" : "/api/v5/trade/orders-algo-pending?ordType=");
    if (!is_book) out.path.append(list).push_back('&');
    if (!cursor.after.empty()) out.path.append("after=").append(cursor.after).push_back('&');
    out.path.append("limit=").append(std::to_string(cursor.limit));
}

void write_cancels(const domain::CancelOrders& request, RestRequest& out) {
    TRADING_ASSERT(!request.venue_order_ids.empty());
    TRADING_ASSERT(request.venue_order_ids.size() <= (request.is_stop ? kStopCancelsPerRequest : kCancelsPerRequest));
    JsonText json = post(
        out,
        request.is_stop ? "/api/v5/trade/cancel-algos" : "/api/v5/trade/cancel-batch-orders",
        request.is_stop ? Endpoint::CancelStop : Endpoint::CancelOrder
    );
    json.open('[');
    for (const domain::VenueOrderId& id : request.venue_order_ids) {
        json.open('{');
        json.text("instId", request.instrument_id.value());
        json.text(request.is_stop ? "algoId" : "ordId", id.value());
        json.close('}');
    }
    json.close(']');
}

void write_close(const domain::ClosePosition& request, RestRequest& out) {
    JsonText json = post(out, "/api/v5/trade/close-position", Endpoint::PlaceOrder);
    json.open('{');
    json.text("instId", request.position.instrument_id.value());
    json.plain("mgnMode", request.position.is_isolated ? "isolated" : "cross");
    json.plain("posSide", word_of(request.position.side));
    json.boolean("autoCxl", true);
    json.close('}');
}

}  // namespace trading::venue::okx
