#pragma once

#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/rest_messages.hpp"

#include <vector>

namespace trading::venue::okx {

// Items that only REST has. Each fills or adds to `out`; false only when the JSON is broken.

[[nodiscard]] bool read_server_time(ItemReader& reader, JsonObject item, base::Timestamp& out);
[[nodiscard]] bool read_account_settings(ItemReader& reader, JsonObject item, AccountSettings& out);
[[nodiscard]] bool read_fee_rates(ItemReader& reader, JsonObject item, std::vector<domain::FeeRates>& out);
[[nodiscard]] bool read_dead_man(ItemReader& reader, JsonObject item, DeadManArmed& out);

}  // namespace trading::venue::okx
