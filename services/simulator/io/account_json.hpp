#pragma once

#include "services/simulator/core/account_views.hpp"
#include "services/simulator/io/json_writer.hpp"

#include <span>

// Money with every field that OKX prints (okx-v5 sections 8.3 to 8.5 and 9).
namespace trading::simulator {

// The element of GET account/balance and of the account channel. `is_push` prints the socket's field names.
void write_account(JsonWriter& json, std::span<const BalanceView> balances, base::Timestamp now, bool is_push);

// A row of GET account/positions and of the positions channel; the index price is the position's underlying's.
void write_position(
    JsonWriter& json, const PositionView& position, const base::Decimal& index_price, base::Timestamp now
);

void write_bill(JsonWriter& json, const BillView& bill);

// The two kinds of items of balance_and_position.
void write_balance_change(JsonWriter& json, const BalanceView& balance);
void write_position_change(JsonWriter& json, const PositionView& position);

// The currency in which a derivative settles: "USDT" of BTC-USDT-SWAP, "BTC" of BTC-USD-SWAP.
[[nodiscard]] std::string settle_of(const domain::InstrumentId& instrument);

}  // namespace trading::simulator
