#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trading::domain {

// What somebody else did with the account: a person at the venue's own page, another program, or the venue itself.
enum class ExternalKind {
    Order = 1,       // An order that is not ours.
    Fill = 2,        // A fill of an order that is not ours: by hand, liquidation, deleveraging, delivery.
    Cancel = 3,      // An order of ours that we did not cancel, and that its own terms do not explain.
    Transfer = 4,    // Money that came or left.
    Settings = 5,    // Position mode, leverage or rights of the key.
    Unresolved = 6,  // An order of ours of which the venue may have forgotten what became of it.
};

// What an operator decided about it.
enum class ExternalVerdict {
    Open = 1,     // Nothing yet.
    Adopted = 2,  // It belongs to a strategy from now on, which manages and protects it.
    Ignored = 3,  // It stays a person's; strategies go on beside it.
    Halted = 4,   // Trading was halted because of it.
};

[[nodiscard]] std::string_view to_string(ExternalKind kind) noexcept;
[[nodiscard]] std::optional<ExternalKind> parse_external_kind(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_string(ExternalVerdict verdict) noexcept;
[[nodiscard]] std::optional<ExternalVerdict> parse_external_verdict(std::string_view text) noexcept;

struct ExternalActivity {
    std::string activity_id;  // Of what was seen, so that it counts once: "fill:BTC-USDT-SWAP:17".
    ExternalKind kind = ExternalKind::Order;
    InstrumentId instrument_id;  // Empty when it concerns none.
    std::string detail;          // What was seen, in words.
    ExternalVerdict verdict = ExternalVerdict::Open;
    std::string actor;   // Who decided; empty while open.
    std::string reason;  // The words of who decided.
    std::int64_t version = 0;
    base::Timestamp ts_event{};  // When it was seen first.

    bool operator==(const ExternalActivity&) const = default;
};

}  // namespace trading::domain
