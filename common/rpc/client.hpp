#pragma once

#include "common/base/time.hpp"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>

namespace trading::rpc {

// A connection to another process's gRPC port; connects when first used and again after each loss, waiting at most
// `kReconnectMax` between attempts.
inline constexpr base::Duration kReconnectMax = std::chrono::seconds{2};

[[nodiscard]] std::shared_ptr<grpc::Channel> make_channel(const std::string& target);

// Every call has a deadline: the caller's own when that is nearer. Calls fail at once while there is no connection.
void set_deadline(grpc::ClientContext& context, base::Duration timeout);

}  // namespace trading::rpc
