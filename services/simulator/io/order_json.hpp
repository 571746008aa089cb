#pragma once

#include "services/simulator/core/venue_outputs.hpp"
#include "services/simulator/io/json_writer.hpp"

#include <optional>

// Orders, fills and algo orders with every field that OKX prints (okx-v5 sections 7.2, 7.4, 8.1).
namespace trading::simulator {

// What an order's row shows beside the order: the price and the value of one unit, in US dollars.
struct OrderContext {
    base::Decimal last_price;
    base::Decimal contract_value{1};  // Base currency per unit of size.
};

// "USDT" of BTC-USDT.
[[nodiscard]] std::string quote_of(const domain::InstrumentId& instrument);

// As GET trade/order, orders-pending and orders-history print it.
void write_order(JsonWriter& json, const OrderView& order);

// As the orders channel pushes it.
void write_order_push(JsonWriter& json, const OrderChanged& change, const OrderContext& context);

void write_fill(JsonWriter& json, const FillView& fill, bool is_spot);

// As GET order-algo, orders-algo-pending and -history print it, and as orders-algo and algo-advance push it (then with
// the push's own fields).
void write_algo(JsonWriter& json, const AlgoView& algo, const OrderContext& context, bool is_push);

}  // namespace trading::simulator
