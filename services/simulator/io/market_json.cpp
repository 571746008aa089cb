#include "services/simulator/io/market_json.hpp"

#include "services/simulator/io/okx_words.hpp"

#include <fmt/format.h>

namespace trading::simulator {

namespace {

// OKX prints these with sixteen digits; clients must not care.
[[nodiscard]] std::string sixteen_digits(std::string_view whole) { return std::string(whole) + ".0000000000000000"; }

[[nodiscard]] std::string text_unless_zero(const base::Decimal& value) {
    return value.is_zero() ? std::string{} : value.to_string();
}

void write_level(JsonWriter& json, const std::optional<BookLevelView>& level, bool is_ask) {
    json.field(is_ask ? "askPx" : "bidPx", level ? level->price.to_string() : "");
    json.field(is_ask ? "askSz" : "bidSz", level ? level->size.to_string() : "");
}

void write_trade_fields(JsonWriter& json, const TradeView& trade) {
    json.field("instId", trade.instrument.value()).field("side", okx_word(trade.side));
    json.field("px", trade.price.to_string()).field("source", "0").field("ts", okx_time(trade.time));
}

}  // namespace

void write_instrument(JsonWriter& json, const InstrumentSpec& spec) {
    const domain::Instrument& item = spec.published;
    const bool is_spot = item.is_spot();
    const bool is_linear = item.contract_kind == domain::ContractKind::Linear;
    const std::string limit_maximum = text_unless_zero(item.maximum_limit_quantity.value());
    const std::string market_maximum = text_unless_zero(item.maximum_market_quantity.value());
    json.begin_object();
    json.field("alias", item.kind == domain::InstrumentKind::Future ? "this_month" : "").field("auctionEndTime", "");
    json.field("baseCcy", is_spot ? item.base_currency.value() : "").field("category", "1");
    json.field("contTdSwTime", "").field("ctMult", is_spot ? "" : "1");
    json.field("ctType", is_spot ? "" : is_linear ? "linear" : "inverse");
    json.field("ctVal", is_spot ? "" : item.contract_multiplier.to_string());
    json.field("ctValCcy", is_spot ? "" : is_linear ? item.base_currency.value() : item.quote_currency.value());
    json.field("elp", "0").field("expTime", "").key("futureSettlement").boolean(false);
    json.field("groupId", spec.fee_group).field("instCategory", "1");
    json.field("instFamily", is_spot ? "" : spec.index.value()).field("instId", item.id.value());
    json.key("instIdCode");
    item.venue_numeric_id ? json.integer(*item.venue_numeric_id) : json.null();
    json.field("instType", okx_word(item.kind));
    json.field("lever", is_spot ? "" : item.maximum_leverage.to_string()).field("listTime", okx_time(item.ts_listed));
    json.field("lotSz", item.lot_size.to_string());
    json.field("maxIcebergSz", sixteen_digits(limit_maximum)).field("maxLmtAmt", "20000000");
    json.field("maxLmtSz", limit_maximum).field("maxMktAmt", is_spot ? "1000000" : "");
    json.field("maxMktSz", market_maximum).field("maxPlatOILmt", "");
    json.field("maxStopSz", market_maximum).field("maxTriggerSz", sixteen_digits(limit_maximum));
    json.field("maxTwapSz", sixteen_digits(limit_maximum)).field("minSz", item.minimum_quantity.to_string());
    json.field("openType", "").field("optType", "").field("posLmtAmt", "").field("posLmtPct", "");
    json.field("preMktSwTime", "").field("quoteCcy", is_spot ? item.quote_currency.value() : "");
    json.field("ruleType", "normal").field("settleCcy", is_spot ? "" : item.settle_currency.value());
    json.field("state", okx_word(item.status)).field("stk", "").field("tickSz", item.tick_size.to_string());
    json.key("tradeQuoteCcyList").begin_array();
    if (is_spot) json.text(item.quote_currency.value());
    json.end_array();
    json.field("uly", is_spot ? "" : spec.index.value()).key("upcChg").begin_array().end_array();
    json.end_object();
}

void write_ticker(JsonWriter& json, const TickerView& ticker, std::string_view instrument_type) {
    json.begin_object().field("instType", instrument_type).field("instId", ticker.instrument.value());
    json.field("last", ticker.last_price.to_string()).field("lastSz", ticker.last_size.to_string());
    write_level(json, ticker.best_ask, true);
    write_level(json, ticker.best_bid, false);
    json.field("open24h", ticker.open_24h.to_string()).field("high24h", ticker.high_24h.to_string());
    json.field("low24h", ticker.low_24h.to_string()).field("sodUtc0", ticker.start_of_day_utc0.to_string());
    json.field("sodUtc8", ticker.start_of_day_utc8.to_string());
    json.field("volCcy24h", ticker.volume_currency_24h.to_string()).field("vol24h", ticker.volume_24h.to_string());
    json.field("ts", okx_time(ticker.time)).end_object();
}

void write_index_ticker(JsonWriter& json, const IndexTickerView& ticker) {
    json.begin_object().field("instId", ticker.index.value()).field("idxPx", ticker.price.to_string());
    json.field("open24h", ticker.open_24h.to_string()).field("high24h", ticker.high_24h.to_string());
    json.field("low24h", ticker.low_24h.to_string()).field("sodUtc0", ticker.start_of_day_utc0.to_string());
    json.field("sodUtc8", ticker.start_of_day_utc8.to_string()).field("ts", okx_time(ticker.time)).end_object();
}

void write_candle(JsonWriter& json, const CandleView& candle) {
    json.begin_array().text(okx_time(candle.open_time)).text(candle.open.to_string()).text(candle.high.to_string());
    json.text(candle.low.to_string()).text(candle.close.to_string()).text(candle.volume.to_string());
    json.text(candle.volume_currency.to_string()).text(candle.volume_quote.to_string());
    json.text(candle.is_closed ? "1" : "0").end_array();
}

void write_reference_candle(JsonWriter& json, const CandleView& candle) {
    json.begin_array().text(okx_time(candle.open_time)).text(candle.open.to_string());
    json.text(candle.high.to_string()).text(candle.low.to_string()).text(candle.close.to_string());
    json.text(candle.is_closed ? "1" : "0").end_array();
}

void write_mark_price(JsonWriter& json, const MarkPriceView& mark, std::string_view instrument_type) {
    json.begin_object().field("instType", instrument_type).field("instId", mark.instrument.value());
    json.field("markPx", mark.price.to_string()).field("ts", okx_time(mark.time)).end_object();
}

void write_funding_rate(JsonWriter& json, const FundingRateView& funding) {
    json.begin_object().field("formulaType", "withRate").field("fundingRate", funding.rate.to_string());
    json.field("fundingTime", okx_time(funding.funding_time)).field("impactValue", "20000.0000000000000000");
    json.field("instId", funding.instrument.value()).field("instType", "SWAP");
    json.field("interestRate", funding.interest_rate.to_string());
    json.field("maxFundingRate", funding.maximum_rate.to_string()).field("method", "current_period");
    json.field("minFundingRate", funding.minimum_rate.to_string()).field("nextFundingRate", "");
    json.field("nextFundingTime", okx_time(funding.next_funding_time)).field("premium", funding.premium.to_string());
    json.field("settFundingRate", funding.settled_rate.to_string()).field("settState", "settled");
    json.field("ts", okx_time(funding.time)).end_object();
}

void write_funding_history(JsonWriter& json, const FundingHistoryView& funding) {
    json.begin_object().field("formulaType", "withRate").field("fundingRate", funding.rate.to_string());
    json.field("fundingTime", okx_time(funding.funding_time)).field("instId", funding.instrument.value());
    json.field("instType", "SWAP").field("method", "current_period");
    json.field("realizedRate", funding.rate.to_string()).end_object();
}

void write_price_limit(JsonWriter& json, const PriceLimitView& limit, std::string_view instrument_type) {
    json.begin_object().field("buyLmt", limit.highest_buy.to_string()).field("instId", limit.instrument.value());
    json.field("instType", instrument_type).field("sellLmt", limit.lowest_sell.to_string());
    json.field("ts", okx_time(limit.time)).key("enabled").boolean(true).end_object();
}

void write_open_interest(JsonWriter& json, const OpenInterestView& interest) {
    json.begin_object().field("instId", interest.instrument.value()).field("instType", "SWAP");
    json.field("oi", interest.contracts.to_string()).field("oiCcy", interest.base_currency.to_string());
    json.field("oiUsd", interest.usd.to_string()).field("ts", okx_time(interest.time)).end_object();
}

void write_levels(JsonWriter& json, std::span<const BookLevelView> levels, bool has_dead_field) {
    json.begin_array();
    for (const BookLevelView& level : levels) {
        json.begin_array().text(level.price.to_string()).text(level.size.to_string());
        if (has_dead_field) json.text("0");
        json.text(fmt::format("{}", level.orders)).end_array();
    }
    json.end_array();
}

void write_rpi_levels(JsonWriter& json, std::span<const BookLevelView> levels) {
    json.begin_array();
    for (const BookLevelView& level : levels) {
        const std::string size = level.size.to_string();
        json.begin_array().text(level.price.to_string()).text(size).text(size);
        json.text(fmt::format("{}", level.orders)).end_array();
    }
    json.end_array();
}

void write_trade_row(JsonWriter& json, const TradeView& trade) {
    json.begin_object();
    write_trade_fields(json, trade);
    json.field("sz", trade.size.to_string()).field("tradeId", okx_id(trade.trade_id)).end_object();
}

void write_trade_push(JsonWriter& json, const TradeView& trade, std::int64_t sequence) {
    json.begin_object();
    write_trade_fields(json, trade);
    json.field("sz", trade.size.to_string()).field("tradeId", okx_id(trade.trade_id));
    json.field("count", fmt::format("{}", trade.match_sizes.size())).integer_field("seqId", sequence).end_object();
}

void write_match_push(JsonWriter& json, const TradeView& trade, std::size_t index) {
    const auto distance = static_cast<std::int64_t>(trade.match_sizes.size() - 1 - index);
    json.begin_object();
    write_trade_fields(json, trade);
    json.field("sz", trade.match_sizes[index].to_string()).field("tradeId", okx_id(trade.trade_id - distance));
    json.end_object();
}

}  // namespace trading::simulator
