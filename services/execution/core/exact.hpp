#pragma once

#include "common/base/assert.hpp"
#include "common/domain/amount.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {

// Money and quantities that are already booked must add up exactly. When they do not fit, this process no longer knows
// its own state, so it stops; amounts that come with an intent are checked with `Result` instead.
template <class T>
[[nodiscard]] T exact(base::Result<T> result) {
    TRADING_ASSERT(result.has_value());
    return *std::move(result);
}

template <class Kind>
[[nodiscard]] domain::Amount<Kind> sum(const domain::Amount<Kind>& left, const domain::Amount<Kind>& right) {
    return exact(left.plus(right));
}

template <class Kind>
[[nodiscard]] domain::Amount<Kind> difference(const domain::Amount<Kind>& left, const domain::Amount<Kind>& right) {
    return exact(left.minus(right));
}

// Zero when `right` is the larger one.
template <class Kind>
[[nodiscard]] domain::Amount<Kind> excess(const domain::Amount<Kind>& left, const domain::Amount<Kind>& right) {
    return std::max(difference(left, right), domain::Amount<Kind>{});
}

template <class Kind>
[[nodiscard]] domain::Amount<Kind> negative(const domain::Amount<Kind>& amount) {
    return exact(amount.negated());
}

template <class Kind>
[[nodiscard]] domain::Amount<Kind> magnitude(const domain::Amount<Kind>& amount) {
    return exact(amount.absolute());
}

}  // namespace trading::execution
