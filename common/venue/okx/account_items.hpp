#pragma once

#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/private_messages.hpp"

#include <string>
#include <vector>

namespace trading::venue::okx {

// Items about the account, the same over the socket and over REST (sections 8 and 9 of the protocol reference). Each
// adds to `out` what it can read; false only when the JSON is broken.

// The whole account; adds one balance for each element of `details`, and the lowest margin ratio that it names.
[[nodiscard]] bool read_balances(ItemReader& reader, JsonObject item, domain::BalancesReported& out);

[[nodiscard]] bool read_position(ItemReader& reader, JsonObject item, std::vector<domain::PositionReport>& out);

// An item of `balance_and_position`.
[[nodiscard]] bool read_cash_and_positions(
    ItemReader& reader, JsonObject item, std::vector<CashReported>& cash, std::vector<domain::PositionReport>& positions
);

// A line of the account's book. Trades are left out. `bill_id` is the line's id in any case, for paging.
[[nodiscard]] bool read_bill(ItemReader& reader, JsonObject item, std::string& bill_id, std::vector<domain::Bill>& out);

}  // namespace trading::venue::okx
