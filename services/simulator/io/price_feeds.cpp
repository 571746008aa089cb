#include "services/simulator/io/price_feeds.hpp"

#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"

namespace trading::simulator {

namespace {

[[nodiscard]] FrameContext context_of(std::string_view channel, std::string_view instrument) {
    FrameContext context;
    context.channel = channel;
    context.instrument = instrument;
    return context;
}

[[nodiscard]] std::string candle_channel(Bar bar) { return "candle" + std::string(to_string(bar)); }

[[nodiscard]] std::string candle_data(const CandleView& candle) {
    JsonWriter json;
    json.begin_array();
    write_candle(json, candle);
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
        const std::string channel = candle_channel(bar);
        const std::string topic = public_topic(channel, instrument.value());
        if (!registry_.has(topic)) continue;
        const auto candle = host_.core().current_candle(instrument.value(), bar);
        if (!candle) continue;
        const std::string argument = public_argument(channel, "instId", instrument.value());
        registry_.publish(
            topic, context_of(channel, instrument.value()), make_push(argument, "", candle_data(*candle))
        );
    }
}

void PriceFeeds::on_candle_closed(const CandleClosed& closed) const {
    const std::string channel = candle_channel(closed.bar);
    const std::string topic = public_topic(channel, closed.instrument.value());
    if (!registry_.has(topic)) return;
    CandleView candle = closed.candle;
    candle.is_closed = true;
    const std::string argument = public_argument(channel, "instId", closed.instrument.value());
    registry_.publish(
        topic, context_of(channel, closed.instrument.value()), make_push(argument, "", candle_data(candle))
    );
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
    constexpr std::string_view kCandle = "candle";
    FrameContext context = context_of(subscription.channel, subscription.instrument);
    context.is_initial = true;
    if (subscription.channel == "tickers") {
        if (host_.core().find_instrument(subscription.instrument) != nullptr) {
            const std::string data = ticker_data(subscription.instrument);
            subscriber.push(context, make_push(subscription.pushed_argument, "", data));
        }
        return true;
    }
    if (subscription.rule->name == kCandle) {
        const auto bar = parse_bar(std::string_view{subscription.channel}.substr(kCandle.size()));
        const auto candle = bar ? host_.core().current_candle(subscription.instrument, *bar) : std::nullopt;
        if (candle) subscriber.push(context, make_push(subscription.pushed_argument, "", candle_data(*candle)));
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
