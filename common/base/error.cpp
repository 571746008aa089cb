#include "common/base/error.hpp"

namespace trading::base {

std::string_view to_string(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::InvalidArgument: return "invalid_argument";
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::OutOfRange: return "out_of_range";
        case ErrorCode::Malformed: return "malformed";
        case ErrorCode::Unavailable: return "unavailable";
        case ErrorCode::NotAccepted: return "not_accepted";
        case ErrorCode::OutcomeUnknown: return "outcome_unknown";
        case ErrorCode::PermissionDenied: return "permission_denied";
        case ErrorCode::Conflict: return "conflict";
        case ErrorCode::Internal: return "internal";
    }
    return "unknown";
}

Error Error::with_context(std::string_view context) const {
    return Error{code, fmt::format("{}: {}", context, detail)};
}

std::string to_string(const Error& error) { return fmt::format("{}: {}", to_string(error.code), error.detail); }

}  // namespace trading::base
