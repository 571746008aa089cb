#include "common/venue/okx/error_table.hpp"
#include "common/venue/okx/order_items.hpp"

namespace trading::venue::okx {
namespace {

using domain::OrderStatus;
using domain::Price;
using domain::Quantity;

struct StopTexts {
    std::string_view client_order_id;
    std::string_view created;
    std::string_view fail_code;
    std::string_view instrument_id;
    std::string_view quantity;
    std::string_view reduce_only;
    std::string_view side;
    std::string_view state;
    std::string_view stop_price;
    std::string_view take_profit_price;
    std::string_view trigger_price;
    std::string_view triggered;
    std::string_view updated;
    std::string_view venue_order_id;
};

constexpr FieldTable<StopTexts, 14> kStopFields{{
    {"algoClOrdId", &StopTexts::client_order_id},
    {"algoId", &StopTexts::venue_order_id},
    {"cTime", &StopTexts::created},
    {"failCode", &StopTexts::fail_code},
    {"instId", &StopTexts::instrument_id},
    {"reduceOnly", &StopTexts::reduce_only},
    {"side", &StopTexts::side},
    {"slTriggerPx", &StopTexts::stop_price},
    {"state", &StopTexts::state},
    {"sz", &StopTexts::quantity},
    {"tpTriggerPx", &StopTexts::take_profit_price},
    {"triggerPx", &StopTexts::trigger_price},
    {"triggerTime", &StopTexts::triggered},
    {"uTime", &StopTexts::updated},
}};
static_assert(is_sorted(kStopFields));

// `order_placed` and `filled` are not in the protocol reference; third-party recordings have them for stops that fired.
OrderStatus stop_status_of(ItemReader& reader, std::string_view state) {
    if (state == "live" || state == "pause") return OrderStatus::Live;
    if (state == "effective" || state == "partially_effective") return OrderStatus::Triggered;
    if (state == "order_placed" || state == "filled") return OrderStatus::Triggered;
    if (state == "canceled") return OrderStatus::Cancelled;
    if (state == "order_failed" || state == "partially_failed") return OrderStatus::Rejected;
    reader.note_unknown_value("state", state);
    reader.fail("state", state);  // A status must not be guessed.
    return OrderStatus::Live;
}

// The first of the trigger prices that is there: of a stop-loss, of a trigger order, of a take-profit alone.
std::optional<Price> trigger_price_of(ItemReader& reader, const StopTexts& texts) {
    for (const std::string_view text : {texts.stop_price, texts.trigger_price, texts.take_profit_price}) {
        if (const std::optional<Price> price = reader.optional<Price>("slTriggerPx", text)) return price;
    }
    return std::nullopt;
}

// The newest of the times that it has; early pushes have no `uTime`.
base::Timestamp event_time_of(ItemReader& reader, const StopTexts& texts) {
    if (!texts.updated.empty()) return reader.time("uTime", texts.updated);
    const base::Timestamp triggered = reader.time("triggerTime", texts.triggered);
    return std::max(triggered, reader.time("cTime", texts.created));
}

struct AnswerTexts {
    std::string_view client_order_id;
    std::string_view code;
    std::string_view detail;
    std::string_view stop_client_order_id;
    std::string_view stop_id;
    std::string_view sub_code;
    std::string_view venue_order_id;
};

constexpr FieldTable<AnswerTexts, 7> kAnswerFields{{
    {"algoClOrdId", &AnswerTexts::stop_client_order_id},
    {"algoId", &AnswerTexts::stop_id},
    {"clOrdId", &AnswerTexts::client_order_id},
    {"ordId", &AnswerTexts::venue_order_id},
    {"sCode", &AnswerTexts::code},
    {"sMsg", &AnswerTexts::detail},
    {"subCode", &AnswerTexts::sub_code},
}};
static_assert(is_sorted(kAnswerFields));

}  // namespace

bool read_stop(
    ItemReader& reader, JsonObject item, std::string& venue_order_id, std::vector<domain::OrderReport>& out
) {
    reader.begin_item("orders-algo");
    StopTexts texts;
    if (!reader.read_fields(item, kStopFields, texts)) return false;
    venue_order_id.assign(texts.venue_order_id);
    domain::OrderReport report{
        .instrument_id = domain::InstrumentId{texts.instrument_id},
        .client_order_id = our_order_id(texts.client_order_id),
        .venue_order_id = domain::VenueOrderId{texts.venue_order_id},
        .is_stop = true,
        .status = stop_status_of(reader, texts.state),
        .side = texts.side == "sell" ? domain::Side::Sell : domain::Side::Buy,
        .type = domain::OrderType::Stop,
        .is_reduce_only = texts.reduce_only == "true",
        .trigger_price = trigger_price_of(reader, texts),
        .quantity = reader.or_zero<Quantity>("sz", texts.quantity),
        .times = {.ts_event = event_time_of(reader, texts), .ts_received = reader.ts_received()},
    };
    if (report.status == OrderStatus::Rejected) {
        report.reason = std::string{texts.fail_code}.append(": ").append(advice_for(texts.fail_code).meaning);
    }
    if (texts.side != "sell" && texts.side != "buy") reader.fail("side", texts.side);
    if (texts.instrument_id.empty()) reader.fail("instId", texts.instrument_id);
    if (texts.venue_order_id.empty()) reader.fail("algoId", texts.venue_order_id);
    if (reader.end_item()) out.push_back(std::move(report));
    return true;
}

bool read_answer(
    ItemReader& reader,
    JsonObject item,
    domain::RequestKind kind,
    bool is_stop,
    std::vector<domain::RequestAnswered>& out
) {
    reader.begin_item("answer");
    AnswerTexts texts;
    if (!reader.read_fields(item, kAnswerFields, texts)) return false;
    domain::RequestAnswered answer{
        .kind = kind,
        .outcome = advice_for(texts.code).write_outcome,
        .client_order_id = our_order_id(is_stop ? texts.stop_client_order_id : texts.client_order_id),
        .venue_order_id = domain::VenueOrderId{is_stop ? texts.stop_id : texts.venue_order_id},
        .is_stop = is_stop,
        .code = std::string{texts.code},
        .detail = std::string{texts.detail},
        .ts_received = reader.ts_received(),
    };
    if (!texts.sub_code.empty()) answer.detail.append(" (sub-code ").append(texts.sub_code).append(")");
    out.push_back(std::move(answer));
    return true;
}

}  // namespace trading::venue::okx
