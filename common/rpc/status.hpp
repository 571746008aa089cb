#pragma once

#include "common/base/result.hpp"

#include <grpcpp/support/status.h>

namespace trading::rpc {

// Our error in gRPC's words, and back: the caller learns whether a retry is safe (UNAVAILABLE), pointless
// (INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION, PERMISSION_DENIED) or unsafe (UNKNOWN: the outcome is unknown).
[[nodiscard]] grpc::Status to_grpc(const base::Error& error);
[[nodiscard]] base::Error from_grpc(const grpc::Status& status);

}  // namespace trading::rpc
