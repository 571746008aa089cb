#include "services/simulator/io/reference_feeds.hpp"

#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"

#include <array>

namespace trading::simulator {

namespace {

[[nodiscard]] FrameContext context_of(std::string_view channel, std::string_view instrument) {
    FrameContext context;
    context.channel = channel;
    context.instrument = instrument;
    return context;
}

}  // namespace

std::string ReferenceFeeds::data_of(std::string_view channel, std::string_view name) const {
    const VenueCore& core = host_.core();
    const InstrumentSpec* spec = core.find_instrument(name);
    const std::string_view type = spec == nullptr ? std::string_view{} : okx_word(spec->published.kind);
    JsonWriter json;
    json.begin_array();
    bool has_value = false;
    const auto write = [&has_value](const auto& value, const auto& writer) {
        if (!value) return;
        has_value = true;
        writer(*value);
    };
    if (channel == "mark-price") {
        write(core.mark_price(name), [&](const auto& value) { write_mark_price(json, value, type); });
    } else if (channel == "index-tickers") {
        write(core.index_ticker(name), [&](const auto& value) { write_index_ticker(json, value); });
    } else if (channel == "funding-rate") {
        write(core.funding_rate(name), [&](const auto& value) { write_funding_rate(json, value); });
    } else if (channel == "price-limit") {
        write(core.price_limit(name), [&](const auto& value) { write_price_limit(json, value, type); });
    } else if (channel == "open-interest") {
        write(core.open_interest(name), [&](const auto& value) { write_open_interest(json, value); });
    } else if (channel == "status") {
        has_value = true;
        write_status(json, true);
    }
    json.end_array();
    return has_value ? json.take() : std::string{};
}

void ReferenceFeeds::publish(std::string_view channel, const std::string& name) const {
    const std::string topic = public_topic(channel, name);
    if (!registry_.has(topic)) return;
    const std::string data = data_of(channel, name);
    if (data.empty()) return;
    registry_.publish(topic, context_of(channel, name), make_push(public_argument(channel, "instId", name), "", data));
}

void ReferenceFeeds::on_mark(const MarkPriceView& mark) const { publish("mark-price", mark.instrument.value()); }
void ReferenceFeeds::on_index(const domain::InstrumentId& index) const { publish("index-tickers", index.value()); }

void ReferenceFeeds::on_funding(const FundingRateView& funding) const {
    publish("funding-rate", funding.instrument.value());
}

void ReferenceFeeds::on_limit(const PriceLimitView& limit) const { publish("price-limit", limit.instrument.value()); }

void ReferenceFeeds::on_instrument(const domain::InstrumentId& instrument) const {
    const InstrumentSpec* spec = host_.core().find_instrument(instrument.value());
    if (spec == nullptr) return;
    const std::string_view type = okx_word(spec->published.kind);
    const std::string topic = public_topic("instruments", type);
    if (!registry_.has(topic)) return;
    JsonWriter json;
    json.begin_array();
    write_instrument(json, *spec);
    const std::string data = json.end_array().take();
    const std::string argument = public_argument("instruments", "instType", type);
    registry_.publish(topic, context_of("instruments", instrument.value()), make_push(argument, "", data));
}

void ReferenceFeeds::on_liquidation(const LiquidationPrinted& liquidation) const {
    const std::string topic = public_topic("liquidation-orders", "SWAP");
    if (!registry_.has(topic)) return;
    const InstrumentSpec* spec = host_.core().find_instrument(liquidation.instrument.value());
    const std::string family = spec == nullptr ? std::string{} : spec->index.value();
    JsonWriter json;
    json.begin_array().begin_object().key("details").begin_array().begin_object();
    json.field("bkLoss", "0").field("bkPx", liquidation.bankruptcy_price.to_string()).field("ccy", "");
    json.field("posSide", okx_word(liquidation.position_side)).field("side", okx_word(liquidation.side));
    json.field("sz", liquidation.size.to_string()).field("ts", okx_time(liquidation.time)).end_object().end_array();
    json.field("instFamily", family).field("instId", liquidation.instrument.value()).field("instType", "SWAP");
    json.field("uly", family).end_object().end_array();
    const std::string argument = public_argument("liquidation-orders", "instType", "SWAP");
    registry_.publish(
        topic, context_of("liquidation-orders", liquidation.instrument.value()), make_push(argument, "", json.take())
    );
}

void ReferenceFeeds::on_slot() {
    const base::MonotonicTime now = clock_.monotonic_now();
    const bool is_interest_due = now >= next_interest_;
    const bool is_repeat_due = now >= next_repeat_;
    if (is_interest_due) next_interest_ = now + kOpenInterestInterval;
    if (is_repeat_due) next_repeat_ = now + kRepeatInterval;
    if (!is_interest_due && !is_repeat_due) return;
    for (const InstrumentSpec& spec : host_.core().instruments()) {
        const std::string& name = spec.published.id.value();
        if (is_interest_due) publish("open-interest", name);
        if (!is_repeat_due) continue;
        publish("mark-price", name);
        publish("price-limit", name);
    }
}

void ReferenceFeeds::write_status(JsonWriter& json, bool has_time) const {
    const base::Timestamp begin = status_time_ - std::chrono::hours{48};
    json.begin_object().field("begin", okx_time(begin)).field("end", okx_time(begin + std::chrono::minutes{20}));
    json.field("env", "1").field("href", "").field("maintType", "1").field("preOpenBegin", "");
    json.field("scheDesc", "").field("serviceType", "0").field("state", "completed").field("system", "unified");
    json.field("title", "Trading account WebSocket system upgrade");
    if (has_time) json.field("ts", okx_time(begin + std::chrono::minutes{20}));
    json.end_object();
}

bool ReferenceFeeds::on_subscribed(Subscriber& subscriber, const Subscription& subscription) const {
    constexpr std::array<std::string_view, 6> kWithValue{
        "mark-price", "index-tickers", "funding-rate", "price-limit", "open-interest", "status"};
    const std::string& channel = subscription.channel;
    for (const std::string_view name : kWithValue) {
        if (channel != name) continue;
        const std::string data = data_of(channel, subscription.instrument);
        FrameContext context = context_of(channel, subscription.instrument);
        context.is_initial = true;
        if (!data.empty()) subscriber.push(context, make_push(subscription.pushed_argument, "", data));
        return true;
    }
    return channel == "instruments" || channel == "liquidation-orders";
}

}  // namespace trading::simulator
