#pragma once

#include "common/base/error.hpp"
#include "common/base/time.hpp"
#include "common/domain/venue_trading.hpp"

#include <string_view>

namespace trading::venue::okx {

// What else must happen before anything is sent again.
enum class Remedy {
    None = 1,
    Wait = 2,              // At least `wait`.
    SynchroniseClock = 3,  // Our time is off; ask for the venue's.
    Reconnect = 4,         // This connection is done for.
    RefreshInstruments = 5,
    StopTrading = 6,  // The key or the account is refused: a person must look.
};

// What one code of the venue means for us.
struct ErrorAdvice {
    int code = 0;
    std::string_view meaning;  // Plain English.
    // What became of a place, cancel or amend that was answered with it. `NotSent`: not processed, may be sent again
    // (with a new expiry) after `wait`.
    domain::RequestOutcome write_outcome = domain::RequestOutcome::Unknown;
    bool is_read_retryable = false;
    base::Duration wait{};
    Remedy remedy = Remedy::None;
    base::ErrorCode error_code = base::ErrorCode::NotAccepted;  // For a read that failed with it.
};

// The one table of section 12 of the protocol reference. `0` is `Accepted`. A code that is not in it proves nothing: a
// write answered with it is `Unknown`, a read may be tried again slowly.
[[nodiscard]] ErrorAdvice advice_for(std::string_view code) noexcept;

// What an HTTP status means when the body tells no code: 429 was not processed, 5xx is unknown, 4xx was refused.
[[nodiscard]] ErrorAdvice advice_for_http_status(int status) noexcept;

// Why the venue cancelled an order (`cancelSource`), in plain English; "unknown source" for a number we do not know.
[[nodiscard]] std::string_view cancel_source_text(std::string_view cancel_source) noexcept;

}  // namespace trading::venue::okx
