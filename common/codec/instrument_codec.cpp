#include "common/codec/enum_codec.hpp"
#include "common/codec/fields.hpp"
#include "common/codec/market_codec.hpp"

namespace trading::codec {

base::Status encode(const domain::Instrument& instrument, v1::Instrument& message) {
    message.Clear();
    message.set_instrument_id(instrument.id.value());
    message.set_kind(encode(instrument.kind));
    message.set_contract_kind(encode(instrument.contract_kind));
    message.set_status(encode(instrument.status));
    message.set_base_currency(instrument.base_currency.value());
    message.set_quote_currency(instrument.quote_currency.value());
    message.set_settle_currency(instrument.settle_currency.value());
    message.set_tick_size(instrument.tick_size.to_string());
    message.set_lot_size(instrument.lot_size.to_string());
    message.set_minimum_quantity(instrument.minimum_quantity.to_string());
    message.set_maximum_limit_quantity(instrument.maximum_limit_quantity.to_string());
    message.set_maximum_market_quantity(instrument.maximum_market_quantity.to_string());
    message.set_contract_multiplier(instrument.contract_multiplier.to_string());
    message.set_maximum_leverage(instrument.maximum_leverage.to_string());
    if (instrument.venue_numeric_id) message.set_venue_numeric_id(*instrument.venue_numeric_id);
    message.set_ts_listed_ns(base::to_unix_nanoseconds(instrument.ts_listed));
    message.set_ts_event_ns(base::to_unix_nanoseconds(instrument.ts_event));
    return {};
}

base::Status decode(const v1::Instrument& message, domain::Instrument& instrument) {
    instrument.base_currency = domain::Currency{message.base_currency()};
    instrument.quote_currency = domain::Currency{message.quote_currency()};
    instrument.settle_currency = domain::Currency{message.settle_currency()};
    instrument.venue_numeric_id =
        message.has_venue_numeric_id() ? std::optional{message.venue_numeric_id()} : std::nullopt;
    instrument.ts_listed = base::from_unix_nanoseconds(message.ts_listed_ns());
    instrument.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    auto status = first_refusal(
        "instrument",
        decode_id(message.instrument_id(), "instrument_id", instrument.id),
        decode(message.kind(), "kind", instrument.kind),
        decode(message.contract_kind(), "contract_kind", instrument.contract_kind),
        decode(message.status(), "status", instrument.status),
        decode_amount(message.tick_size(), "tick_size", instrument.tick_size),
        decode_amount(message.lot_size(), "lot_size", instrument.lot_size),
        decode_amount(message.minimum_quantity(), "minimum_quantity", instrument.minimum_quantity),
        decode_amount(message.maximum_limit_quantity(), "maximum_limit_quantity", instrument.maximum_limit_quantity),
        decode_amount(message.maximum_market_quantity(), "maximum_market_quantity", instrument.maximum_market_quantity),
        decode_decimal(message.contract_multiplier(), "contract_multiplier", instrument.contract_multiplier),
        decode_amount(message.maximum_leverage(), "maximum_leverage", instrument.maximum_leverage)
    );
    if (!status) return status;
    // Rounding to a tick or lot of zero has no meaning: such an instrument must not enter the system.
    return first_refusal(
        "instrument",
        refuse_unless(instrument.tick_size.is_positive(), "tick_size"),
        refuse_unless(instrument.lot_size.is_positive(), "lot_size")
    );
}

base::Status encode(const domain::InstrumentUpdate& update, v1::InstrumentUpdate& message) {
    encode_times(update.times, *message.mutable_times());
    return encode(update.instrument, *message.mutable_instrument());
}

base::Status decode(const v1::InstrumentUpdate& message, domain::InstrumentUpdate& update) {
    return first_refusal(
        "instrument_update", decode(message.instrument(), update.instrument), decode_times(message, update.times)
    );
}

}  // namespace trading::codec
