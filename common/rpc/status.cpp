#include "common/rpc/status.hpp"

namespace trading::rpc {
namespace {

grpc::StatusCode code_of(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::InvalidArgument: return grpc::StatusCode::INVALID_ARGUMENT;
        case base::ErrorCode::NotFound: return grpc::StatusCode::NOT_FOUND;
        case base::ErrorCode::OutOfRange: return grpc::StatusCode::OUT_OF_RANGE;
        case base::ErrorCode::Malformed: return grpc::StatusCode::INVALID_ARGUMENT;
        case base::ErrorCode::Unavailable: return grpc::StatusCode::UNAVAILABLE;
        case base::ErrorCode::NotAccepted: return grpc::StatusCode::FAILED_PRECONDITION;
        case base::ErrorCode::OutcomeUnknown: return grpc::StatusCode::UNKNOWN;
        case base::ErrorCode::PermissionDenied: return grpc::StatusCode::PERMISSION_DENIED;
        case base::ErrorCode::Conflict: return grpc::StatusCode::ABORTED;
        case base::ErrorCode::Internal: return grpc::StatusCode::INTERNAL;
    }
    return grpc::StatusCode::INTERNAL;
}

base::ErrorCode code_of(grpc::StatusCode code) {
    switch (code) {
        case grpc::StatusCode::INVALID_ARGUMENT: return base::ErrorCode::InvalidArgument;
        case grpc::StatusCode::NOT_FOUND:
        case grpc::StatusCode::UNIMPLEMENTED: return base::ErrorCode::NotFound;
        case grpc::StatusCode::OUT_OF_RANGE: return base::ErrorCode::OutOfRange;
        case grpc::StatusCode::UNAVAILABLE:
        case grpc::StatusCode::RESOURCE_EXHAUSTED: return base::ErrorCode::Unavailable;
        case grpc::StatusCode::FAILED_PRECONDITION: return base::ErrorCode::NotAccepted;
        case grpc::StatusCode::PERMISSION_DENIED:
        case grpc::StatusCode::UNAUTHENTICATED: return base::ErrorCode::PermissionDenied;
        case grpc::StatusCode::ABORTED:
        case grpc::StatusCode::ALREADY_EXISTS: return base::ErrorCode::Conflict;
        // A deadline that passed proves nothing about what the other side did.
        case grpc::StatusCode::DEADLINE_EXCEEDED:
        case grpc::StatusCode::CANCELLED:
        case grpc::StatusCode::UNKNOWN: return base::ErrorCode::OutcomeUnknown;
        case grpc::StatusCode::OK:
        case grpc::StatusCode::INTERNAL:
        case grpc::StatusCode::DATA_LOSS:
        case grpc::StatusCode::DO_NOT_USE: return base::ErrorCode::Internal;
    }
    return base::ErrorCode::Internal;
}

}  // namespace

grpc::Status to_grpc(const base::Error& error) { return grpc::Status{code_of(error.code), error.detail}; }

base::Error from_grpc(const grpc::Status& status) {
    return base::Error{code_of(status.error_code()), status.error_message()};
}

}  // namespace trading::rpc
