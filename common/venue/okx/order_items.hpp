#pragma once

#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/private_messages.hpp"

#include <string>
#include <vector>

namespace trading::venue::okx {

// Orders, stops, fills and answers, the same over the socket and over REST (sections 7 and 8 of the protocol
// reference). Each adds to `out` what it can read; false only when the JSON is broken.

enum class OrderSource {
    Push = 1,  // The orders channel: tells each fill and the results of amendments.
    Rest = 2,  // Tells only the last fill, without its own fee: reports carry none.
};

// `venue_order_id` is the row's id in any case, for paging.
[[nodiscard]] bool read_order(
    ItemReader& reader,
    JsonObject item,
    OrderSource source,
    std::string& venue_order_id,
    std::vector<domain::OrderReport>& out,
    std::vector<AmendReported>& amends
);

// A stop, that is an algo order; `venue_order_id` is its algo id. It has no fills of its own: the order that it creates
// names it as parent.
[[nodiscard]] bool read_stop(
    ItemReader& reader, JsonObject item, std::string& venue_order_id, std::vector<domain::OrderReport>& out
);

// A row of REST fills. `bill_id` is the row's id in any case, for paging.
[[nodiscard]] bool read_fill(ItemReader& reader, JsonObject item, std::string& bill_id, std::vector<domain::Fill>& out);

// One item of the answer to a place, cancel or amend; its `sCode` decides.
[[nodiscard]] bool read_answer(
    ItemReader& reader,
    JsonObject item,
    domain::RequestKind kind,
    bool is_stop,
    std::vector<domain::RequestAnswered>& out
);

// Ours has 1 to 32 of [A-Za-z0-9]; anything else was written by someone else and is empty.
[[nodiscard]] domain::ClientOrderId our_order_id(std::string_view text);

}  // namespace trading::venue::okx
