#include "services/simulator/io/price_feeds.hpp"

#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

[[nodiscard]] FrameContext context_of(std::string_view channel, std::string_view instrument) {
    FrameContext context;
    context.channel = channel;
    context.instrument = instrument;
    return context;
}

[[nodiscard]] std::string candle_channel(std::string_view family, Bar bar) {
    return std::string(family) + std::string(to_string(bar));
}

// Mark price and index have no candles of their own here: those of the trades stand for them, without volumes.
[[nodiscard]] std::string candle_data(std::string_view family, const CandleView& candle) {
    JsonWriter json;
    json.begin_array();
    if (family == "candle") {
        write_candle(json, candle);
    } else {
        write_reference_candle(json, candle);
    }
    return json.end_array().take();
}

}  // namespace

void PriceFeeds::on_trade(const TradeView& trade) const {
    const std::string& instrument = trade.instrument.value();
    const std::string topic = public_topic("trades", instrument);
    if (registry_.has(topic)) {
        JsonWriter json;
        json.begin_array();
        write_trade_push(json, trade, trade.sequence);
        const std::string argument = public_argument("trades", "instId", instrument);
        registry_.publish(topic, context_of("trades", instrument), make_push(argument, "", json.end_array().take()));
    }
    const std::string all_topic = public_topic("trades-all", instrument);
    if (!registry_.has(all_topic)) return;
    for (std::size_t index = 0; index < trade.match_sizes.size(); ++index) {
        JsonWriter json;
        json.begin_array();
        write_match_push(json, trade, index);
        const std::string argument = public_argument("trades-all", "instId", instrument);
        registry_.publish(
            all_topic, context_of("trades-all", instrument), make_push(argument, "", json.end_array().take())
        );
    }
}

void PriceFeeds::on_candle_changed(const domain::InstrumentId& instrument) const {
    for (const Bar bar : all_bars()) {
        std::optional<CandleView> candle;
        for (const std::string_view family : kCandleFamilies) {
            if (!registry_.has(public_topic(candle_channel(family, bar), instrument.value()))) continue;
            if (!candle) candle = host_.core().current_candle(instrument.value(), bar);
            if (candle) publish_candle(family, bar, instrument.value(), *candle);
        }
    }
}

void PriceFeeds::on_candle_closed(const CandleClosed& closed) const {
    CandleView candle = closed.candle;
    candle.is_closed = true;
    for (const std::string_view family : kCandleFamilies) {
        publish_candle(family, closed.bar, closed.instrument.value(), candle);
    }
}

void PriceFeeds::publish_candle(std::string_view family, Bar bar, std::string_view instrument, const CandleView& candle)
    const {
    const std::string channel = candle_channel(family, bar);
    const std::string topic = public_topic(channel, instrument);
    if (!registry_.has(topic)) return;
    const std::string argument = public_argument(channel, "instId", instrument);
    registry_.publish(topic, context_of(channel, instrument), make_push(argument, "", candle_data(family, candle)));
}

void PriceFeeds::on_slot() {
    const base::MonotonicTime now = clock_.monotonic_now();
    if (now < next_tickers_) return;
    next_tickers_ = now + kTickerInterval;
    for (const std::string& instrument : dirty_tickers_) {
        const std::string topic = public_topic("tickers", instrument);
        if (!registry_.has(topic)) continue;
        const std::string argument = public_argument("tickers", "instId", instrument);
        registry_.publish(topic, context_of("tickers", instrument), make_push(argument, "", ticker_data(instrument)));
    }
    dirty_tickers_.clear();
}

std::string PriceFeeds::ticker_data(std::string_view instrument) const {
    JsonWriter json;
    json.begin_array();
    const auto ticker = host_.core().ticker(instrument);
    const InstrumentSpec* spec = host_.core().find_instrument(instrument);
    if (ticker && spec != nullptr) write_ticker(json, *ticker, okx_word(spec->published.kind));
    return json.end_array().take();
}

bool PriceFeeds::on_subscribed(Subscriber& subscriber, const Subscription& subscription) const {
    FrameContext context = context_of(subscription.channel, subscription.instrument);
    context.is_initial = true;
    if (subscription.channel == "tickers") {
        if (host_.core().find_instrument(subscription.instrument) != nullptr) {
            const std::string data = ticker_data(subscription.instrument);
            subscriber.push(context, make_push(subscription.pushed_argument, "", data));
        }
        return true;
    }
    const std::string_view family = subscription.rule->name;
    if (std::find(kCandleFamilies.begin(), kCandleFamilies.end(), family) != kCandleFamilies.end()) {
        const auto bar = parse_bar(std::string_view{subscription.channel}.substr(family.size()));
        const auto candle = bar ? host_.core().current_candle(subscription.instrument, *bar) : std::nullopt;
        if (candle) subscriber.push(context, make_push(subscription.pushed_argument, "", candle_data(family, *candle)));
        return true;
    }
    if (subscription.channel == "trades") {
        // The last print, as the venue does it, so that a quiet market is not taken for a dead one.
        PageQuery page;
        page.limit = 1;
        for (const TradeView& trade : host_.core().trades(subscription.instrument, page)) {
            JsonWriter json;
            json.begin_array();
            write_trade_push(json, trade, trade.sequence);
            subscriber.push(context, make_push(subscription.pushed_argument, "", json.end_array().take()));
        }
        return true;
    }
    return subscription.channel == "trades-all";
}

}  // namespace trading::simulator
