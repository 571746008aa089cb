#include "common/codec/market_codec.hpp"

#include "common/codec/enum_codec.hpp"
#include "common/codec/fields.hpp"

namespace trading::codec {

base::Status encode(const domain::Trade& trade, v1::Trade& message) {
    Mantissas prices;
    Mantissas quantities;
    prices.include(trade.price.value());
    quantities.include(trade.quantity.value());
    message.set_instrument_id(trade.instrument_id.value());
    message.set_trade_id(trade.trade_id.value());
    message.set_price_exponent(prices.exponent());
    message.set_quantity_exponent(quantities.exponent());
    message.set_price(prices.of(trade.price.value(), "price"));
    message.set_quantity(quantities.of(trade.quantity.value(), "quantity"));
    message.set_side(encode(trade.side));
    message.set_match_count(trade.match_count);
    encode_times(trade.times, *message.mutable_times());
    return first_refusal("trade", prices.status(), quantities.status());
}

base::Status decode(const v1::Trade& message, domain::Trade& trade) {
    auto status = first_refusal(
        "trade",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        refuse_exponent(message.quantity_exponent(), "quantity_exponent"),
        decode_id(message.instrument_id(), "instrument_id", trade.instrument_id),
        decode_id(message.trade_id(), "trade_id", trade.trade_id),
        decode(message.side(), "side", trade.side),
        decode_times(message, trade.times)
    );
    if (!status) return status;
    decode_mantissa(message.price(), message.price_exponent(), trade.price);
    decode_mantissa(message.quantity(), message.quantity_exponent(), trade.quantity);
    trade.match_count = message.match_count();
    return status;
}

base::Status encode(const domain::Candle& candle, v1::Candle& message) {
    Mantissas prices;
    Mantissas volumes;
    for (const domain::Price* price : {&candle.open, &candle.high, &candle.low, &candle.close}) {
        prices.include(price->value());
    }
    volumes.include(candle.volume.value());
    message.set_instrument_id(candle.instrument_id.value());
    message.set_interval_ns(candle.interval.count());
    message.set_ts_open_ns(base::to_unix_nanoseconds(candle.ts_open));
    message.set_price_exponent(prices.exponent());
    message.set_volume_exponent(volumes.exponent());
    message.set_open(prices.of(candle.open.value(), "open"));
    message.set_high(prices.of(candle.high.value(), "high"));
    message.set_low(prices.of(candle.low.value(), "low"));
    message.set_close(prices.of(candle.close.value(), "close"));
    message.set_volume(volumes.of(candle.volume.value(), "volume"));
    message.set_is_closed(candle.is_closed);
    encode_times(candle.times, *message.mutable_times());
    return first_refusal("candle", prices.status(), volumes.status());
}

base::Status decode(const v1::Candle& message, domain::Candle& candle) {
    auto status = first_refusal(
        "candle",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        refuse_exponent(message.volume_exponent(), "volume_exponent"),
        decode_id(message.instrument_id(), "instrument_id", candle.instrument_id),
        refuse_unless(message.interval_ns() > 0, "interval_ns"),
        decode_times(message, candle.times)
    );
    if (!status) return status;
    candle.interval = base::Duration{message.interval_ns()};
    candle.ts_open = base::from_unix_nanoseconds(message.ts_open_ns());
    decode_mantissa(message.open(), message.price_exponent(), candle.open);
    decode_mantissa(message.high(), message.price_exponent(), candle.high);
    decode_mantissa(message.low(), message.price_exponent(), candle.low);
    decode_mantissa(message.close(), message.price_exponent(), candle.close);
    decode_mantissa(message.volume(), message.volume_exponent(), candle.volume);
    candle.is_closed = message.is_closed();
    return status;
}

base::Status encode(const domain::MarkPrice& mark, v1::MarkPrice& message) {
    Mantissas prices;
    prices.include(mark.price.value());
    message.set_instrument_id(mark.instrument_id.value());
    message.set_price_exponent(prices.exponent());
    message.set_price(prices.of(mark.price.value(), "price"));
    encode_times(mark.times, *message.mutable_times());
    return first_refusal("mark_price", prices.status());
}

base::Status decode(const v1::MarkPrice& message, domain::MarkPrice& mark) {
    auto status = first_refusal(
        "mark_price",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        decode_id(message.instrument_id(), "instrument_id", mark.instrument_id),
        decode_times(message, mark.times)
    );
    if (status) decode_mantissa(message.price(), message.price_exponent(), mark.price);
    return status;
}

base::Status encode(const domain::FundingRate& funding, v1::FundingRate& message) {
    Mantissas rates;
    rates.include(funding.rate.value());
    message.set_instrument_id(funding.instrument_id.value());
    message.set_rate_exponent(rates.exponent());
    message.set_rate(rates.of(funding.rate.value(), "rate"));
    message.set_ts_funding_ns(base::to_unix_nanoseconds(funding.ts_funding));
    message.set_ts_next_funding_ns(base::to_unix_nanoseconds(funding.ts_next_funding));
    encode_times(funding.times, *message.mutable_times());
    return first_refusal("funding_rate", rates.status());
}

base::Status decode(const v1::FundingRate& message, domain::FundingRate& funding) {
    auto status = first_refusal(
        "funding_rate",
        refuse_exponent(message.rate_exponent(), "rate_exponent"),
        decode_id(message.instrument_id(), "instrument_id", funding.instrument_id),
        decode_times(message, funding.times)
    );
    if (!status) return status;
    decode_mantissa(message.rate(), message.rate_exponent(), funding.rate);
    funding.ts_funding = base::from_unix_nanoseconds(message.ts_funding_ns());
    funding.ts_next_funding = base::from_unix_nanoseconds(message.ts_next_funding_ns());
    return status;
}

base::Status encode(const domain::PriceLimit& limit, v1::PriceLimit& message) {
    Mantissas prices;
    if (limit.highest_buy) prices.include(limit.highest_buy->value());
    if (limit.lowest_sell) prices.include(limit.lowest_sell->value());
    message.Clear();
    message.set_instrument_id(limit.instrument_id.value());
    message.set_price_exponent(prices.exponent());
    if (limit.highest_buy) message.set_highest_buy(prices.of(limit.highest_buy->value(), "highest_buy"));
    if (limit.lowest_sell) message.set_lowest_sell(prices.of(limit.lowest_sell->value(), "lowest_sell"));
    encode_times(limit.times, *message.mutable_times());
    return first_refusal("price_limit", prices.status());
}

base::Status decode(const v1::PriceLimit& message, domain::PriceLimit& limit) {
    auto status = first_refusal(
        "price_limit",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        decode_id(message.instrument_id(), "instrument_id", limit.instrument_id),
        decode_times(message, limit.times)
    );
    if (!status) return status;
    limit.highest_buy.reset();
    limit.lowest_sell.reset();
    if (message.has_highest_buy()) {
        decode_mantissa(message.highest_buy(), message.price_exponent(), limit.highest_buy.emplace());
    }
    if (message.has_lowest_sell()) {
        decode_mantissa(message.lowest_sell(), message.price_exponent(), limit.lowest_sell.emplace());
    }
    return status;
}

base::Status encode(const domain::FeedStatus& status, v1::FeedStatus& message) {
    message.set_instrument_id(status.instrument_id.value());
    message.set_channel(encode(status.channel));
    message.set_state(encode(status.state));
    message.set_reason(status.reason);
    message.set_ts_changed_ns(base::to_unix_nanoseconds(status.ts_changed));
    return {};
}

base::Status decode(const v1::FeedStatus& message, domain::FeedStatus& status) {
    status.instrument_id = domain::InstrumentId{message.instrument_id()};
    status.reason = message.reason();
    status.ts_changed = base::from_unix_nanoseconds(message.ts_changed_ns());
    return first_refusal(
        "feed_status",
        decode(message.channel(), "channel", status.channel),
        decode(message.state(), "state", status.state)
    );
}

base::Status encode(const domain::VenueStatus& status, v1::VenueStatus& message) {
    message.set_title(status.title);
    message.set_state(status.state);
    message.set_ts_begin_ns(base::to_unix_nanoseconds(status.ts_begin));
    message.set_ts_end_ns(base::to_unix_nanoseconds(status.ts_end));
    encode_times(status.times, *message.mutable_times());
    return {};
}

base::Status decode(const v1::VenueStatus& message, domain::VenueStatus& status) {
    status.title = message.title();
    status.state = message.state();
    status.ts_begin = base::from_unix_nanoseconds(message.ts_begin_ns());
    status.ts_end = base::from_unix_nanoseconds(message.ts_end_ns());
    return first_refusal("venue_status", refuse_empty(message.state(), "state"), decode_times(message, status.times));
}

}  // namespace trading::codec
