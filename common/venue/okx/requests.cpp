#include "common/venue/okx/requests.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/json_text.hpp"
#include "common/venue/okx/order_text.hpp"

#include <algorithm>
#include <array>

namespace trading::venue::okx {
namespace {

using domain::InstrumentKind;

constexpr std::chrono::seconds kDeadManShortest{10};
constexpr std::chrono::seconds kDeadManLongest{120};
constexpr int kCandlesPerPageMax = 300;
constexpr int kRowsPerPageMax = 100;
constexpr std::string_view kBookDepthMax = "400";

// Builds `path?name=value&name=value`. Values are identifiers and numbers; anything else is percent-encoded.
class PathText {
public:
    PathText(RestRequest& request, std::string_view path) : out_(request.path) { out_.assign(path); }

    PathText& add(std::string_view name, std::string_view value) {
        out_.push_back(has_query_ ? '&' : '?');
        has_query_ = true;
        out_.append(name).push_back('=');
        for (const char character : value) append_encoded(character);
        return *this;
    }

    PathText& add(std::string_view name, std::int64_t value) {
        out_.push_back(has_query_ ? '&' : '?');
        has_query_ = true;
        out_.append(name).push_back('=');
        JsonText{out_}.append_integer(value);
        return *this;
    }

    PathText& page(const PageCursor& cursor) {
        if (!cursor.after.empty()) add("after", cursor.after);
        return add("limit", std::clamp(cursor.limit, 1, kRowsPerPageMax));
    }

private:
    void append_encoded(char character) {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        const bool is_plain = (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
                              (character >= 'a' && character <= 'z') || character == '-' || character == '_' ||
                              character == '.' || character == ',';
        if (is_plain) {
            out_.push_back(character);
            return;
        }
        const auto code = static_cast<unsigned char>(character);
        out_.push_back('%');
        out_.push_back(kHex[code >> 4U]);
        out_.push_back(kHex[code & 15U]);
    }

    std::string& out_;
    bool has_query_ = false;
};

PathText get(RestRequest& out, std::string_view path, Endpoint endpoint) {
    out.clear();
    out.endpoint = endpoint;
    return PathText{out, path};
}

PathText get_public(RestRequest& out, std::string_view path, Endpoint endpoint) {
    PathText text = get(out, path, endpoint);
    out.is_private = false;
    return text;
}

JsonText post(RestRequest& out, std::string_view path, Endpoint endpoint) {
    out.clear();
    out.method = "POST";
    out.path.assign(path);
    out.is_write = true;
    out.endpoint = endpoint;
    return JsonText{out.body};
}

std::string_view type_name(InstrumentKind kind) {
    switch (kind) {
        case InstrumentKind::Spot: return "SPOT";
        case InstrumentKind::PerpetualSwap: return "SWAP";
        case InstrumentKind::Future: return "FUTURES";
    }
    return "SPOT";
}

std::int64_t whole_milliseconds(base::Timestamp time) {
    return std::max<std::int64_t>(0, base::to_unix_milliseconds(time));
}

}  // namespace

void RestRequest::clear() {
    method = "GET";
    path.clear();
    body.clear();
    expiry.clear();
    is_private = true;
    is_write = false;
    endpoint = Endpoint::QueryOrder;
}

void RequestWriter::place(const domain::PlaceOrder& request, const domain::Instrument& instrument, RestRequest& out)
    const {
    const bool is_stop = request.order.type == domain::OrderType::Stop;
    JsonText json = post(
        out,
        is_stop ? "/api/v5/trade/order-algo" : "/api/v5/trade/order",
        is_stop ? Endpoint::PlaceStop : Endpoint::PlaceOrder
    );
    json.open('{');
    json.plain("instId", request.order.instrument_id.value());
    if (is_stop) {
        write_stop_fields(style_, request.order, instrument, json);
    } else {
        write_order_fields(style_, request.order, instrument, json);
        // The algo endpoint has no expiry.
        if (request.order.ts_expires != base::Timestamp{}) {
            JsonText{out.expiry}.append_integer(base::to_unix_milliseconds(request.order.ts_expires));
        }
    }
    json.close('}');
}

void RequestWriter::cancel(const domain::CancelOrder& request, RestRequest& out) const {
    JsonText json = post(
        out,
        request.is_stop ? "/api/v5/trade/cancel-algos" : "/api/v5/trade/cancel-order",
        request.is_stop ? Endpoint::CancelStop : Endpoint::CancelOrder
    );
    if (request.is_stop) json.open('[');
    json.open('{');
    json.plain("instId", request.instrument_id.value());
    write_order_identity(request.venue_order_id, request.client_order_id, request.is_stop, json);
    json.close('}');
    if (request.is_stop) json.close(']');
}

void RequestWriter::amend(
    const domain::AmendOrder& request,
    const domain::Instrument& instrument,
    std::string_view request_id,
    RestRequest& out
) const {
    JsonText json = post(
        out,
        request.is_stop ? "/api/v5/trade/amend-algos" : "/api/v5/trade/amend-order",
        request.is_stop ? Endpoint::AmendStop : Endpoint::AmendOrder
    );
    json.open('{');
    json.plain("instId", request.instrument_id.value());
    write_order_identity(request.venue_order_id, request.client_order_id, request.is_stop, json);
    write_amend_fields(request, instrument, request_id, json);
    json.close('}');
    if (!request.is_stop && request.ts_expires != base::Timestamp{}) {
        JsonText{out.expiry}.append_integer(base::to_unix_milliseconds(request.ts_expires));
    }
}

void RequestWriter::dead_man(const domain::RefreshDeadMan& request, RestRequest& out) const {
    JsonText json = post(out, "/api/v5/trade/cancel-all-after", Endpoint::CancelAllAfter);
    auto timeout = std::chrono::ceil<std::chrono::seconds>(request.timeout);
    // The venue takes 0 (disarm) or 10 to 120 s and refuses all else.
    if (timeout > std::chrono::seconds::zero()) timeout = std::clamp(timeout, kDeadManShortest, kDeadManLongest);
    json.open('{');
    json.integer_text("timeOut", std::max<std::int64_t>(0, timeout.count()));
    if (!style_.tag.empty()) json.plain("tag", style_.tag);
    json.close('}');
}

void RequestWriter::query(const domain::QueryOrder& request, RestRequest& out) const {
    // By the venue's id where it is known: an order that is not ours has no other name there.
    const bool has_venue_id = !request.venue_order_id.empty();
    const std::string& id = has_venue_id ? request.venue_order_id.value() : request.client_order_id.value();
    if (request.is_stop) {
        get(out, "/api/v5/trade/order-algo", Endpoint::QueryStop).add(has_venue_id ? "algoId" : "algoClOrdId", id);
        return;
    }
    get(out, "/api/v5/trade/order", Endpoint::QueryOrder)
        .add("instId", request.instrument_id.value())
        .add(has_venue_id ? "ordId" : "clOrdId", id);
}

void RequestWriter::open_orders(const PageCursor& cursor, RestRequest& out) const {
    get(out, "/api/v5/trade/orders-pending", Endpoint::OpenOrders).page(cursor);
}

void RequestWriter::open_stops(const PageCursor& cursor, RestRequest& out) const {
    get(out, "/api/v5/trade/orders-algo-pending", Endpoint::OpenStops).add("ordType", "conditional,oco").page(cursor);
}

void RequestWriter::order_history(
    InstrumentKind kind, base::Timestamp since, const PageCursor& cursor, RestRequest& out
) const {
    PathText path = get(out, "/api/v5/trade/orders-history", Endpoint::OrderHistory);
    path.add("instType", type_name(kind));
    if (since != base::Timestamp{}) path.add("begin", whole_milliseconds(since));
    path.page(cursor);
}

void RequestWriter::fills(base::Timestamp since, const PageCursor& cursor, RestRequest& out) const {
    get(out, "/api/v5/trade/fills", Endpoint::Fills).add("begin", whole_milliseconds(since)).page(cursor);
}

void RequestWriter::fills_history(
    InstrumentKind kind, base::Timestamp since, const PageCursor& cursor, RestRequest& out
) const {
    get(out, "/api/v5/trade/fills-history", Endpoint::FillsHistory)
        .add("instType", type_name(kind))
        .add("begin", whole_milliseconds(since))
        .page(cursor);
}

void RequestWriter::balances(RestRequest& out) const { get(out, "/api/v5/account/balance", Endpoint::Balance); }

void RequestWriter::positions(RestRequest& out) const { get(out, "/api/v5/account/positions", Endpoint::Positions); }

void RequestWriter::bills(base::Timestamp since, const PageCursor& cursor, RestRequest& out) const {
    get(out, "/api/v5/account/bills", Endpoint::Bills).add("begin", whole_milliseconds(since)).page(cursor);
}

void RequestWriter::account_config(RestRequest& out) const {
    get(out, "/api/v5/account/config", Endpoint::AccountConfig);
}

void RequestWriter::fee_rates(InstrumentKind kind, RestRequest& out) const {
    get(out, "/api/v5/account/trade-fee", Endpoint::TradeFee).add("instType", type_name(kind));
}

void RequestWriter::server_time(RestRequest& out) const { get_public(out, "/api/v5/public/time", Endpoint::Time); }

void RequestWriter::instruments(InstrumentKind kind, RestRequest& out) const {
    get_public(out, "/api/v5/public/instruments", Endpoint::Instruments).add("instType", type_name(kind));
}

void RequestWriter::book(const domain::FetchBook& request, RestRequest& out) const {
    get_public(out, "/api/v5/market/books", Endpoint::Books)
        .add("instId", request.instrument_id.value())
        .add("sz", kBookDepthMax);
}

bool RequestWriter::candles(const domain::FetchCandles& request, base::Timestamp before_open, RestRequest& out) const {
    const std::optional<std::string> bar = candle_bar_of(request.interval);
    if (!bar) return false;
    // The history endpoint has all bars, but half the rate; `market/candles` has the latest 1440, and no 1s.
    const bool is_latest = before_open == base::Timestamp{} && request.interval >= std::chrono::minutes{1};
    PathText path = is_latest ? get_public(out, "/api/v5/market/candles", Endpoint::Candles)
                              : get_public(out, "/api/v5/market/history-candles", Endpoint::HistoryCandles);
    path.add("instId", request.instrument_id.value()).add("bar", *bar);
    if (before_open != base::Timestamp{}) path.add("after", base::to_unix_milliseconds(before_open));
    path.add("limit", std::clamp(request.count, 1, kCandlesPerPageMax));
    return true;
}

void RequestWriter::venue_status(RestRequest& out) const { get_public(out, "/api/v5/system/status", Endpoint::Status); }

void RequestWriter::funding_rate(const domain::InstrumentId& instrument_id, RestRequest& out) const {
    get_public(out, "/api/v5/public/funding-rate", Endpoint::FundingRate).add("instId", instrument_id.value());
}

namespace {

// {"id":"..","op":"..",["expTime":"..",]"args":[{"instIdCode":10459,
JsonText open_socket_operation(
    std::string& out,
    std::string_view operation,
    std::string_view message_id,
    base::Timestamp ts_expires,
    std::int64_t instrument_number
) {
    out.clear();
    JsonText json{out};
    json.open('{');
    json.plain("id", message_id);
    json.plain("op", operation);
    if (ts_expires != base::Timestamp{}) json.integer_text("expTime", base::to_unix_milliseconds(ts_expires));
    json.key("args");
    json.open('[');
    json.open('{');
    json.integer("instIdCode", instrument_number);
    return json;
}

void close_socket_operation(JsonText& json) {
    json.close('}');
    json.close(']');
    json.close('}');
}

}  // namespace

bool RequestWriter::socket_place(
    const domain::PlaceOrder& request,
    const domain::Instrument& instrument,
    std::string_view message_id,
    std::string& out
) const {
    if (request.order.type == domain::OrderType::Stop || !instrument.venue_numeric_id) return false;
    JsonText json =
        open_socket_operation(out, "order", message_id, request.order.ts_expires, *instrument.venue_numeric_id);
    write_order_fields(style_, request.order, instrument, json);
    close_socket_operation(json);
    return true;
}

bool RequestWriter::socket_cancel(
    const domain::CancelOrder& request,
    const domain::Instrument& instrument,
    std::string_view message_id,
    std::string& out
) const {
    if (request.is_stop || !instrument.venue_numeric_id) return false;
    // Cancels have no expiry at the venue.
    JsonText json = open_socket_operation(out, "cancel-order", message_id, {}, *instrument.venue_numeric_id);
    write_order_identity(request.venue_order_id, request.client_order_id, false, json);
    close_socket_operation(json);
    return true;
}

bool RequestWriter::socket_amend(
    const domain::AmendOrder& request,
    const domain::Instrument& instrument,
    std::string_view message_id,
    std::string& out
) const {
    if (request.is_stop || !instrument.venue_numeric_id) return false;
    JsonText json =
        open_socket_operation(out, "amend-order", message_id, request.ts_expires, *instrument.venue_numeric_id);
    write_order_identity(request.venue_order_id, request.client_order_id, false, json);
    write_amend_fields(request, instrument, message_id, json);
    close_socket_operation(json);
    return true;
}

}  // namespace trading::venue::okx
