#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace trading::base {

// What the caller may do about a failure of the world. The three groups matter for orders: after `NotAccepted` nothing
// happened and a retry is safe; after `OutcomeUnknown` the act may have happened and only a query can tell.
enum class ErrorCode {
    InvalidArgument = 1,   // The input itself is wrong; the same call can never succeed.
    NotFound = 2,          // What was asked for does not exist.
    OutOfRange = 3,        // A number does not fit its type or its permitted range.
    Malformed = 4,         // Bytes from outside do not parse.
    Unavailable = 5,       // Not accepted, retryable: the other side is down, busy or not reachable.
    NotAccepted = 6,       // Refused for good by the other side; nothing happened.
    OutcomeUnknown = 7,    // Sent, but no answer: it may have happened.
    PermissionDenied = 8,  // The identity is not allowed to do this.
    Conflict = 9,          // Someone else changed the same thing first, or it exists already.
    Internal = 10,         // A library failed in a way we do not know better.
};

[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

// One failure: what to do about it (`code`) and what happened, where and why, in plain words (`detail`).
// Never put a secret into `detail`: it reaches logs and operators.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;

    // Adds what the caller knows, in front: "loading gateway.yaml: <detail>".
    [[nodiscard]] Error with_context(std::string_view context) const;

    bool operator==(const Error&) const = default;
};

[[nodiscard]] std::string to_string(const Error& error);

}  // namespace trading::base
