#pragma once

#include "common/base/time.hpp"
#include "services/simulator/io/api_error.hpp"
#include "services/simulator/io/api_keys.hpp"
#include "services/simulator/io/http_message.hpp"
#include "services/simulator/io/json_value.hpp"

#include <tl/expected.hpp>

namespace trading::simulator {

inline constexpr base::Duration kTimestampWindow = std::chrono::seconds{30};

using Authenticated = tl::expected<const ApiKey*, ApiError>;

// Who signed this REST request (okx-v5 2.1): headers, timestamp window, key, environment, passphrase, signature; the
// first thing wrong is the answer. `now` is the wall clock.
[[nodiscard]] Authenticated authenticate(const ApiKeys& keys, const HttpRequest& request, base::Timestamp now);

// Who logs in with this object of a login's `args` (okx-v5 4.3).
[[nodiscard]] Authenticated authenticate_login(const ApiKeys& keys, const JsonValue& login, base::Timestamp now);

}  // namespace trading::simulator
