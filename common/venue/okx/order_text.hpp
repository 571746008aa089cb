#pragma once

#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/json_text.hpp"
#include "common/venue/okx/requests.hpp"

#include <string_view>

namespace trading::venue::okx {

// The fields of an order inside the object that is open in `json`, all but the instrument, which REST and the socket
// name differently. (Section 7.1 of the protocol reference.)
void write_order_fields(
    const OrderStyle& style, const domain::Order& order, const domain::Instrument& instrument, JsonText& json
);

// The fields of a stop: conditional, or oco when it has a take-profit price too. (Section 7.4.)
void write_stop_fields(
    const OrderStyle& style, const domain::Order& order, const domain::Instrument& instrument, JsonText& json
);

// The venue's id where it is known, ours otherwise. Never both: the venue answers with the one that was sent.
void write_order_identity(
    const domain::VenueOrderId& venue_order_id,
    const domain::ClientOrderId& client_order_id,
    bool is_stop,
    JsonText& json
);

// What changes, and `request_id` as `reqId` when it is not empty.
void write_amend_fields(
    const domain::AmendOrder& request, const domain::Instrument& instrument, std::string_view request_id, JsonText& json
);

}  // namespace trading::venue::okx
