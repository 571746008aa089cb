#include "tests/support/gateway/samples.hpp"

#include <sstream>

namespace trading::test {

using namespace domain;

InstrumentId btc() { return InstrumentId{"BTC-USDT"}; }

Instrument spot(const InstrumentId& id) {
    Instrument instrument;
    instrument.id = id;
    instrument.status = InstrumentStatus::Live;
    instrument.base_currency = Currency{"BTC"};
    instrument.quote_currency = Currency{"USDT"};
    instrument.settle_currency = Currency{"USDT"};
    instrument.tick_size = Price::from_string("0.1").value();
    instrument.lot_size = Quantity::from_string("0.00000001").value();
    instrument.minimum_quantity = Quantity::from_string("0.00001").value();
    instrument.ts_event = kStart;
    return instrument;
}

Instrument swap(const InstrumentId& id) {
    Instrument instrument = spot(id);
    instrument.kind = InstrumentKind::PerpetualSwap;
    instrument.contract_kind = ContractKind::Linear;
    return instrument;
}

gateway::GatewayOptions gateway_options() {
    gateway::GatewayOptions options;
    options.instruments = {btc()};
    options.channels = {
        Channel::Book,
        Channel::Trades,
        Channel::Ticker,
        Channel::Candles,
        Channel::MarkPrice,
        Channel::FundingRate,
        Channel::PriceLimit,
        Channel::Instruments,
    };
    options.candles.intervals = {std::chrono::minutes{1}};
    options.candles.history_max = 5;
    options.watch.silence_max = {{Channel::Book, std::chrono::seconds{2}}, {Channel::Ticker, std::chrono::seconds{10}}};
    return options;
}

std::vector<BookLevel> levels(std::string_view text) {
    std::vector<BookLevel> all;
    std::istringstream words{std::string{text}};
    std::string word;
    while (words >> word) {
        const auto colon = word.find(':');
        all.push_back(BookLevel{
            Price::from_string(word.substr(0, colon)).value(), Quantity::from_string(word.substr(colon + 1)).value()});
    }
    return all;
}

BookFrame book_frame(std::int64_t previous, std::int64_t sequence, Sides sides) {
    BookFrame frame;
    frame.instrument_id = btc();
    frame.is_snapshot = previous == -1;
    frame.sequence = sequence;
    frame.previous_sequence = previous;
    frame.bids = levels(sides.bids);
    frame.asks = levels(sides.asks);
    frame.times = FactTimes{kStart + std::chrono::milliseconds{sequence}, kStart + std::chrono::milliseconds{sequence}};
    return frame;
}

Trade trade(std::int64_t last_id, std::int64_t count) {
    Trade trade;
    trade.instrument_id = btc();
    trade.trade_id = TradeId{std::to_string(last_id)};
    trade.price = Price{base::Decimal{100}};
    trade.quantity = Quantity{base::Decimal{1}};
    trade.match_count = count;
    trade.times = FactTimes{kStart, kStart};
    return trade;
}

Candle candle(int minute, bool is_closed) {
    Candle candle;
    candle.instrument_id = btc();
    candle.ts_open = kStart + std::chrono::minutes{minute};
    candle.open = candle.high = candle.low = candle.close = Price{base::Decimal{100}};
    candle.is_closed = is_closed;
    candle.times = FactTimes{candle.ts_open, candle.ts_open};
    return candle;
}

Ticker ticker(base::Timestamp ts_event) {
    Ticker ticker;
    ticker.instrument_id = btc();
    ticker.last_price = Price{base::Decimal{100}};
    ticker.times = FactTimes{ts_event, ts_event};
    return ticker;
}

}  // namespace trading::test
