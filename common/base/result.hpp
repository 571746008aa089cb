#pragma once

#include "common/base/error.hpp"

#include <tl/expected.hpp>

#include <utility>

namespace trading::base {

// A value, or the reason why there is none. For failures of the world only: our own bugs are TRADING_ASSERT, expected
// refusals of the domain are enums.
template <class T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> failure(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace trading::base
