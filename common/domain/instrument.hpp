#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"

#include <optional>
#include <string_view>

namespace trading::domain {

enum class InstrumentKind {
    Spot = 1,           // Base currency against quote currency, owned outright.
    PerpetualSwap = 2,  // A contract without expiry, with funding.
    Future = 3,         // A contract with an expiry.
};

// Linear contracts settle in the quote currency, inverse ones in the base currency.
enum class ContractKind { None = 1, Linear = 2, Inverse = 3 };

enum class InstrumentStatus {
    Live = 1,       // Trades normally.
    PostOnly = 2,   // Accepts only orders that add liquidity.
    Suspended = 3,  // Accepts no new order; cancels may work.
    PreOpen = 4,    // Listed, but not yet trading.
    Settling = 5,   // Paused for settlement or delivery.
    Expired = 6,    // Gone for good.
};

[[nodiscard]] std::string_view to_string(InstrumentKind kind) noexcept;
[[nodiscard]] std::string_view to_string(ContractKind kind) noexcept;
[[nodiscard]] std::string_view to_string(InstrumentStatus status) noexcept;
[[nodiscard]] std::optional<InstrumentKind> parse_instrument_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<ContractKind> parse_contract_kind(std::string_view text) noexcept;
[[nodiscard]] std::optional<InstrumentStatus> parse_instrument_status(std::string_view text) noexcept;

// What can be traded and in which steps, exactly as the venue publishes it.
struct Instrument {
    InstrumentId id;
    InstrumentKind kind = InstrumentKind::Spot;
    ContractKind contract_kind = ContractKind::None;
    InstrumentStatus status = InstrumentStatus::Suspended;
    Currency base_currency;    // For derivatives: the underlying's base, e.g. BTC.
    Currency quote_currency;   // For derivatives: the underlying's quote, e.g. USDT.
    Currency settle_currency;  // Profits and fees of derivatives; the quote currency for spot.
    Price tick_size;
    Quantity lot_size;
    Quantity minimum_quantity;
    Quantity maximum_limit_quantity;       // Zero: the venue names none.
    Quantity maximum_market_quantity;      // Zero: the venue names none, or names it in another unit.
    base::Decimal contract_multiplier{1};  // Base (linear) or quote (inverse) per contract; 1 for spot.
    Ratio maximum_leverage{base::Decimal{1}};
    std::optional<std::int64_t> venue_numeric_id;  // The number by which the venue's socket names it, where it has one.
    base::Timestamp ts_listed{};
    base::Timestamp ts_event{};

    [[nodiscard]] bool is_spot() const noexcept { return kind == InstrumentKind::Spot; }
    [[nodiscard]] bool is_derivative() const noexcept { return kind != InstrumentKind::Spot; }

    bool operator==(const Instrument&) const = default;
};

}  // namespace trading::domain
