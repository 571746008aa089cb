#pragma once

#include "common/domain/venue_trading.hpp"
#include "services/simulator/core/account_views.hpp"
#include "services/simulator/core/order_views.hpp"
#include "services/simulator/core/venue_inputs.hpp"

#include <optional>

namespace trading::simulation {

// Between execution's words and the venue's: what OKX's JSON does between the real ones, without the bytes.

// The wire carries milliseconds.
[[nodiscard]] base::Timestamp on_the_wire(base::Timestamp time);

[[nodiscard]] simulator::Input input_of(const domain::PlaceOrder& request);
[[nodiscard]] simulator::Input input_of(const domain::CancelOrder& request);
[[nodiscard]] simulator::Input input_of(const domain::AmendOrder& request);

[[nodiscard]] domain::OrderReport report_of(const simulator::OrderView& order);
[[nodiscard]] domain::OrderReport report_of(const simulator::AlgoView& algo);
[[nodiscard]] domain::Fill fill_of(const simulator::FillView& fill);
[[nodiscard]] domain::PositionReport report_of(const simulator::PositionView& position);
[[nodiscard]] domain::Balance balance_of(const simulator::BalanceView& balance);

// Nothing for the bills of trades: fills tell of those.
[[nodiscard]] std::optional<domain::Bill> bill_of(const simulator::BillView& bill);

[[nodiscard]] std::optional<std::int64_t> number_of(const domain::VenueOrderId& id);

}  // namespace trading::simulation
