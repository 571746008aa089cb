#pragma once

#include "common/base/decimal.hpp"
#include "common/base/time.hpp"
#include "common/domain/instrument.hpp"
#include "services/simulator/core/order_views.hpp"

#include <optional>
#include <string>
#include <string_view>

// The core's closed vocabularies in OKX's words and back. An absent answer means: OKX has no such word.
namespace trading::simulator {

[[nodiscard]] std::string_view okx_word(domain::Side side) noexcept;
[[nodiscard]] std::string_view okx_word(MarginMode mode) noexcept;
[[nodiscard]] std::string_view okx_word(PositionMode mode) noexcept;
[[nodiscard]] std::string_view okx_word(PositionSide side) noexcept;
[[nodiscard]] std::string_view okx_word(OrderKind kind) noexcept;
[[nodiscard]] std::string_view okx_word(SelfTrade mode) noexcept;
[[nodiscard]] std::string_view okx_word(OrderState state) noexcept;
[[nodiscard]] std::string_view okx_word(OrderCategory category) noexcept;
[[nodiscard]] std::string_view okx_word(ExecutionRole role) noexcept;
[[nodiscard]] std::string_view okx_word(AlgoKind kind) noexcept;
[[nodiscard]] std::string_view okx_word(AlgoState state) noexcept;
[[nodiscard]] std::string_view okx_word(TriggerBy by) noexcept;
[[nodiscard]] std::string_view okx_word(TriggeredLeg leg) noexcept;
[[nodiscard]] std::string_view okx_word(ChangeReason reason) noexcept;
[[nodiscard]] std::string_view okx_word(domain::InstrumentKind kind) noexcept;
[[nodiscard]] std::string_view okx_word(domain::InstrumentStatus status) noexcept;

// The numbers that OKX gives these; "" for none.
[[nodiscard]] std::string okx_number(CancelSource source);
[[nodiscard]] std::string okx_number(OrderSource source);
[[nodiscard]] std::string okx_number(AmendResult result);
[[nodiscard]] std::string okx_number(AmendSource source);

[[nodiscard]] std::optional<domain::Side> parse_okx_side(std::string_view word) noexcept;
[[nodiscard]] std::optional<MarginMode> parse_okx_margin_mode(std::string_view word) noexcept;
[[nodiscard]] std::optional<PositionMode> parse_okx_position_mode(std::string_view word) noexcept;
[[nodiscard]] std::optional<PositionSide> parse_okx_position_side(std::string_view word) noexcept;
[[nodiscard]] std::optional<OrderKind> parse_okx_order_kind(std::string_view word) noexcept;
[[nodiscard]] std::optional<SelfTrade> parse_okx_self_trade(std::string_view word) noexcept;
[[nodiscard]] std::optional<AlgoKind> parse_okx_algo_kind(std::string_view word) noexcept;
[[nodiscard]] std::optional<TriggerBy> parse_okx_trigger_by(std::string_view word) noexcept;

// Whether OKX has the kind of algo order, and this venue does not: chase, twap and iceberg orders.
[[nodiscard]] bool is_left_out_algo(std::string_view word) noexcept;

// Unix milliseconds; "" for the epoch, which means "not known".
[[nodiscard]] std::string okx_time(base::Timestamp time);

// An id; "" for zero.
[[nodiscard]] std::string okx_id(std::int64_t id);

[[nodiscard]] std::string okx_text(const std::optional<base::Decimal>& value);

// SWAP for the spot of a swap and so on: "SPOT" or "SWAP" for the instruments that orders are about.
[[nodiscard]] constexpr std::string_view okx_type(bool is_spot) noexcept { return is_spot ? "SPOT" : "SWAP"; }

}  // namespace trading::simulator
