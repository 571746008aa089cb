#pragma once

#include "common/base/result.hpp"
#include "common/domain/decision.hpp"

#include "trading/v1/decision.pb.h"

namespace trading::codec {

// A strategy's decision to and from its message. `decode` refuses an unspecified outcome and empty ids.
void encode(const domain::Decision& decision, v1::Decision& message);
[[nodiscard]] base::Status decode(const v1::Decision& message, domain::Decision& decision);

}  // namespace trading::codec
