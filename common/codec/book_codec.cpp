#include "common/codec/fields.hpp"
#include "common/codec/market_codec.hpp"

namespace trading::codec {
namespace {

void include(const std::vector<domain::BookLevel>& levels, Mantissas& prices, Mantissas& quantities) {
    for (const domain::BookLevel& level : levels) {
        prices.include(level.price.value());
        quantities.include(level.quantity.value());
    }
}

using Array = google::protobuf::RepeatedField<std::int64_t>;

struct SideArrays {
    Array& prices;
    Array& quantities;
};

void encode_side(
    const std::vector<domain::BookLevel>& levels, Mantissas& prices, Mantissas& quantities, SideArrays side
) {
    const int count = static_cast<int>(levels.size());
    side.prices.Clear();
    side.quantities.Clear();
    side.prices.Reserve(count);
    side.quantities.Reserve(count);
    for (const domain::BookLevel& level : levels) {
        side.prices.AddAlreadyReserved(prices.of(level.price.value(), "price"));
        side.quantities.AddAlreadyReserved(quantities.of(level.quantity.value(), "quantity"));
    }
}

void decode_side(
    const Array& prices, const Array& quantities, const v1::BookUpdate& message, std::vector<domain::BookLevel>& levels
) {
    levels.resize(static_cast<std::size_t>(prices.size()));
    for (int index = 0; index < prices.size(); ++index) {
        domain::BookLevel& level = levels[static_cast<std::size_t>(index)];
        decode_mantissa(prices[index], message.price_exponent(), level.price);
        decode_mantissa(quantities[index], message.quantity_exponent(), level.quantity);
    }
}

}  // namespace

base::Status encode(const domain::BookUpdate& update, v1::BookUpdate& message) {
    Mantissas prices;
    Mantissas quantities;
    include(update.bids, prices, quantities);
    include(update.asks, prices, quantities);
    message.set_instrument_id(update.instrument_id.value());
    message.set_is_snapshot(update.is_snapshot);
    message.set_price_exponent(prices.exponent());
    message.set_quantity_exponent(quantities.exponent());
    const SideArrays bids{*message.mutable_bid_prices(), *message.mutable_bid_quantities()};
    const SideArrays asks{*message.mutable_ask_prices(), *message.mutable_ask_quantities()};
    encode_side(update.bids, prices, quantities, bids);
    encode_side(update.asks, prices, quantities, asks);
    message.set_venue_sequence(update.venue_sequence);
    encode_times(update.times, *message.mutable_times());
    return first_refusal("book_update", prices.status(), quantities.status());
}

base::Status decode(const v1::BookUpdate& message, domain::BookUpdate& update) {
    auto status = first_refusal(
        "book_update",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        refuse_exponent(message.quantity_exponent(), "quantity_exponent"),
        decode_id(message.instrument_id(), "instrument_id", update.instrument_id),
        refuse_unless(message.bid_prices_size() == message.bid_quantities_size(), "bid_quantities"),
        refuse_unless(message.ask_prices_size() == message.ask_quantities_size(), "ask_quantities"),
        decode_times(message, update.times)
    );
    if (!status) return status;
    update.is_snapshot = message.is_snapshot();
    update.venue_sequence = message.venue_sequence();
    decode_side(message.bid_prices(), message.bid_quantities(), message, update.bids);
    decode_side(message.ask_prices(), message.ask_quantities(), message, update.asks);
    return status;
}

base::Status encode(const domain::Ticker& ticker, v1::Ticker& message) {
    Mantissas prices;
    Mantissas quantities;
    Mantissas volumes;
    prices.include(ticker.last_price.value());
    quantities.include(ticker.last_quantity.value());
    for (const auto* quote : {&ticker.best_bid, &ticker.best_ask}) {
        if (!*quote) continue;
        prices.include((*quote)->price.value());
        quantities.include((*quote)->quantity.value());
    }
    volumes.include(ticker.volume_24h.value());
    message.Clear();
    message.set_instrument_id(ticker.instrument_id.value());
    message.set_price_exponent(prices.exponent());
    message.set_quantity_exponent(quantities.exponent());
    message.set_volume_exponent(volumes.exponent());
    message.set_last_price(prices.of(ticker.last_price.value(), "last_price"));
    message.set_last_quantity(quantities.of(ticker.last_quantity.value(), "last_quantity"));
    if (ticker.best_bid) {
        message.set_best_bid_price(prices.of(ticker.best_bid->price.value(), "best_bid_price"));
        message.set_best_bid_quantity(quantities.of(ticker.best_bid->quantity.value(), "best_bid_quantity"));
    }
    if (ticker.best_ask) {
        message.set_best_ask_price(prices.of(ticker.best_ask->price.value(), "best_ask_price"));
        message.set_best_ask_quantity(quantities.of(ticker.best_ask->quantity.value(), "best_ask_quantity"));
    }
    message.set_volume_24h(volumes.of(ticker.volume_24h.value(), "volume_24h"));
    encode_times(ticker.times, *message.mutable_times());
    return first_refusal("ticker", prices.status(), quantities.status(), volumes.status());
}

base::Status decode(const v1::Ticker& message, domain::Ticker& ticker) {
    auto status = first_refusal(
        "ticker",
        refuse_exponent(message.price_exponent(), "price_exponent"),
        refuse_exponent(message.quantity_exponent(), "quantity_exponent"),
        refuse_exponent(message.volume_exponent(), "volume_exponent"),
        decode_id(message.instrument_id(), "instrument_id", ticker.instrument_id),
        refuse_unless(message.has_best_bid_price() == message.has_best_bid_quantity(), "best_bid_quantity"),
        refuse_unless(message.has_best_ask_price() == message.has_best_ask_quantity(), "best_ask_quantity"),
        decode_times(message, ticker.times)
    );
    if (!status) return status;
    const auto quote = [&](bool is_present, std::int64_t price, std::int64_t quantity) {
        std::optional<domain::BookLevel> level;
        if (!is_present) return level;
        level.emplace();
        decode_mantissa(price, message.price_exponent(), level->price);
        decode_mantissa(quantity, message.quantity_exponent(), level->quantity);
        return level;
    };
    decode_mantissa(message.last_price(), message.price_exponent(), ticker.last_price);
    decode_mantissa(message.last_quantity(), message.quantity_exponent(), ticker.last_quantity);
    decode_mantissa(message.volume_24h(), message.volume_exponent(), ticker.volume_24h);
    ticker.best_bid = quote(message.has_best_bid_price(), message.best_bid_price(), message.best_bid_quantity());
    ticker.best_ask = quote(message.has_best_ask_price(), message.best_ask_price(), message.best_ask_quantity());
    return status;
}

}  // namespace trading::codec
