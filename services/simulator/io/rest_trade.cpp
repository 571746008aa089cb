#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <array>
#include <charconv>

// POST trade/*: orders (okx-v5 section 7.2).
namespace trading::simulator {

namespace {

constexpr base::Duration kWindow = std::chrono::seconds{2};

[[nodiscard]] std::optional<base::Timestamp> expiry_of(const RestCall& call) {
    const std::string_view text = call.request.header("exptime");
    std::int64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
    constexpr std::int64_t kMillisecondsMax = 9'000'000'000'000;
    const bool is_usable = !text.empty() && error == std::errc{} && milliseconds > 0 && milliseconds < kMillisecondsMax;
    if (!is_usable) return std::nullopt;
    return base::from_unix_milliseconds(milliseconds);
}

RestResult run(RestCall& call, OrderVerb verb, bool is_batch) {
    if (is_batch != call.body.is_array()) return refuse("50002");
    OrderBatch batch;
    batch.verb = verb;
    batch.is_batch = is_batch;
    batch.items = is_batch ? std::span{call.body.items()} : std::span{&call.body, 1};
    batch.expires = expiry_of(call);
    batch.reject_code = call.fate.reject_code;
    if (batch.items.empty()) return refuse("50000");
    OrderAnswer answer = call.venue.desk.execute(batch, *call.key);
    if (answer.refusal_code) return refuse(*answer.refusal_code);
    RestAnswer result;
    result.code = std::move(answer.code);
    result.data = std::move(answer.data);
    result.has_times = true;
    if (result.code == "1") result.message = "All operations failed";
    if (result.code == "2") result.message = "Bulk operation partially succeeded.";
    return result;
}

RestResult place(RestCall& call) { return run(call, OrderVerb::Place, false); }
RestResult place_batch(RestCall& call) { return run(call, OrderVerb::Place, true); }
RestResult cancel(RestCall& call) { return run(call, OrderVerb::Cancel, false); }
RestResult cancel_batch(RestCall& call) { return run(call, OrderVerb::Cancel, true); }
RestResult amend(RestCall& call) { return run(call, OrderVerb::Amend, false); }
RestResult amend_batch(RestCall& call) { return run(call, OrderVerb::Amend, true); }

[[nodiscard]] tl::unexpected<ApiError> refuse_item(std::string_view code, std::string_view message) {
    ApiError error = api_error(code);
    if (!message.empty()) error.message = std::string(message);
    return refuse(std::move(error));
}

RestResult close_position(RestCall& call) {
    const std::string_view instrument = call.body.text_of("instId");
    if (instrument.empty()) return refuse_missing("instId");
    if (call.core().find_instrument(instrument) == nullptr) return refuse("51001");
    const std::string bucket = "close-position/" + call.key->account + "/" + std::string(instrument);
    if (!call.venue.limiter.try_take(bucket, RateLimit{20, kWindow}, call.venue.clock.monotonic_now())) {
        return refuse("50011");
    }
    if (call.fate.reject_code) return refuse(*call.fate.reject_code);
    const RequestSubject subject{call.account(), domain::InstrumentId{instrument}, std::nullopt};
    const auto request = parse_close(call.body, subject);
    if (!request) return refuse_item(request.error().code, request.error().message);
    const Reply reply = call.venue.host.execute(*request);
    if (!reply.is_accepted()) return refuse_item(reply.code, reply.message);
    JsonWriter json;
    json.begin_array().begin_object().field("clOrdId", request->client_order_id).field("instId", instrument);
    json.field("posSide", okx_word(request->position_side.value_or(PositionSide::Net))).field("tag", request->tag);
    RestAnswer answer;
    answer.data = json.end_object().end_array().take();
    return answer;
}

RestResult cancel_all_after(RestCall& call) {
    constexpr std::int64_t kSecondsMin = 10;
    constexpr std::int64_t kSecondsMax = 120;
    const auto seconds = call.body.integer_of("timeOut");
    const bool is_usable = seconds && (*seconds == 0 || (*seconds >= kSecondsMin && *seconds <= kSecondsMax));
    if (!is_usable) return refuse(parameter_error("timeOut"));
    CancelAllAfter request;
    request.account = call.account();
    request.tag = std::string(call.body.text_of("tag"));
    request.timeout = std::chrono::seconds{*seconds};
    const std::string bucket = "cancel-all-after/" + call.key->account + "/" + request.tag;
    if (!call.venue.limiter.try_take(bucket, RateLimit{1, std::chrono::seconds{1}}, call.venue.clock.monotonic_now())) {
        return refuse("50011");
    }
    const Reply reply = call.venue.host.execute(request);
    if (!reply.is_accepted()) return refuse_item(reply.code, reply.message);
    const std::string trigger = okx_time(reply.trigger_time);
    JsonWriter json;
    json.begin_array().begin_object().field("triggerTime", trigger.empty() ? "0" : trigger);
    json.field("tag", request.tag).field("ts", okx_time(call.venue.host.now())).end_object();
    RestAnswer answer;
    answer.data = json.end_array().take();
    return answer;
}

// Options with market maker protection only; this venue lists none.
RestResult mass_cancel(RestCall& call) {
    if (call.body.text_of("instType") != "OPTION") return refuse(parameter_error("instType"));
    return refuse("51010");
}

constexpr RestRoute route(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"POST", path, RestAccess::Trade, RateScope::Account, {per_window, kWindow}, handler};
}

// Zero: the desk keeps the budgets of orders, which REST and sockets share.
constexpr std::array kRoutes{
    route("trade/order", 0, &place),
    route("trade/batch-orders", 0, &place_batch),
    route("trade/cancel-order", 0, &cancel),
    route("trade/cancel-batch-orders", 0, &cancel_batch),
    route("trade/amend-order", 0, &amend),
    route("trade/amend-batch-orders", 0, &amend_batch),
    route("trade/close-position", 0, &close_position),
    route("trade/cancel-all-after", 0, &cancel_all_after),
    route("trade/mass-cancel", 5, &mass_cancel),
};

}  // namespace

std::span<const RestRoute> trade_routes() { return kRoutes; }

}  // namespace trading::simulator
