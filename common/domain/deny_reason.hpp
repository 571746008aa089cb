#pragma once

#include <optional>
#include <string_view>

namespace trading::domain {

// Why we refuse an intent before the venue hears of it. The R numbers are the risk rules of docs/denied_reasons.md.
// Values are stored and sent; never reuse a number.
enum class DenyReason {
    TradingHalted = 1,             // The trading state allows no order.
    OnlyReducing = 2,              // The trading state allows only what shrinks a position.
    IntentExpired = 3,             // It arrived after its valid_until.
    IntentMalformed = 4,           // A field is missing or contradicts another.
    InstrumentUnknown = 5,         // Not in the venue's list, or not in our configuration.
    InstrumentNotLive = 6,         // The venue does not accept orders for it now.
    LimitsMissing = 7,             // No limits are configured; no limits means no trading.
    NotReconciled = 8,             // Our records have not been compared with the venue yet.
    NotionalExceedsMax = 9,        // R01
    QuantityInvalid = 10,          // R02 below minimum, above maximum, off lot or off tick
    PriceTooFar = 11,              // R03 fat finger
    PriceOutsideCollar = 12,       // R04
    DuplicateOrder = 13,           // R05
    PositionLimit = 14,            // R06
    OpenOrdersPerInstrument = 15,  // R07
    ExposureLimit = 16,            // R08
    OpenOrdersPerAccount = 17,     // R09
    StrategyLimit = 18,            // R13 positions, entries a day or an hour
    RateLimited = 19,              // R18
    DataStale = 20,                // R19 book, mark price or clock
    MarginInsufficient = 21,       // R25
    NothingToExit = 22,            // An exit or protection without a position.
    StoreUnavailable = 23,         // The database cannot make it durable.
    VenueUnavailable = 24,         // No route to the venue, or its private stream is not in sync.
    StrategyUnknown = 25,          // The sender is not a configured strategy.
    StopMissing = 26,              // An entry without a stop, or with one on the wrong side.
    ShortNotPossible = 27,         // Spot cannot be sold short.
    EntriesPaused = 28,            // Entries are paused, for all, for this strategy or on this instrument.
    StrategyLocked = 29,           // R14, R17 or R27 has locked the strategy's entries.
    InstrumentLocked = 30,         // R07, R12 or R20 has locked the instrument's entries.
    LeverageLimit = 31,            // R10
    MarginRatioLow = 32,           // R11
    LiquidationTooClose = 33,      // R12
    VolumeTooThin = 34,            // R01 its part of what the market trades in a minute
    SelfTrade = 35,                // R24
};

[[nodiscard]] std::string_view to_string(DenyReason reason) noexcept;
[[nodiscard]] std::optional<DenyReason> parse_deny_reason(std::string_view text) noexcept;

}  // namespace trading::domain
