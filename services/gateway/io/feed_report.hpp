#pragma once

#include "services/gateway/core/gateway_core.hpp"

#include "trading/v1/gateway_service.pb.h"

namespace trading::gateway {

// What the core follows and how well, in the words of the gRPC contract.
[[nodiscard]] v1::ListFeedsResponse report_feeds(const GatewayCore& core, const GatewayOptions& options);

}  // namespace trading::gateway
