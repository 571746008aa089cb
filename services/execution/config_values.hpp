#pragma once

#include "common/domain/amount.hpp"
#include "common/service/config.hpp"

#include <string_view>

namespace trading::execution {

// Kinds of values that several sections of the configuration have.

inline constexpr service::ConfigSection::IntegerRange kCountRange{1, 100'000};

[[nodiscard]] inline int count_of(
    service::ConfigSection& section, std::string_view key, service::ConfigSection::IntegerRange range = kCountRange
) {
    return static_cast<int>(section.integer(key, range));
}

// A part of a whole: above zero, at most one.
[[nodiscard]] inline domain::Ratio fraction(service::ConfigSection& section, std::string_view key) {
    const base::Decimal value = section.positive_decimal(key);
    if (value > base::Decimal{1}) section.mistake(key, "must not be above 1");
    return domain::Ratio{value};
}

// A multiple, above zero.
[[nodiscard]] inline domain::Ratio multiple(service::ConfigSection& section, std::string_view key) {
    return domain::Ratio{section.positive_decimal(key)};
}

[[nodiscard]] inline domain::Notional notional(service::ConfigSection& section, std::string_view key) {
    return domain::Notional{section.positive_decimal(key)};
}

}  // namespace trading::execution
