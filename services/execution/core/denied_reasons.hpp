#pragma once

#include "common/domain/deny_reason.hpp"

#include <span>
#include <string_view>

namespace trading::execution {

// What a reason means, in words for the person who reads it at night. docs/denied_reasons.md is printed from these.
struct DenyReasonWords {
    std::string_view rule;  // "R01", or empty when no numbered rule stands behind it.
    std::string_view meaning;
    std::string_view advice;  // What to do about it.
};

[[nodiscard]] DenyReasonWords words_of(domain::DenyReason reason) noexcept;

// One of the numbered rules of the risk gate.
struct RiskRuleWords {
    std::string_view id;     // "R01"
    std::string_view scope;  // What it looks at.
    std::string_view rule;   // When it acts; the limits by their names in the configuration.
    std::string_view effect;
};

// All of them, in the order of their numbers.
[[nodiscard]] std::span<const RiskRuleWords> risk_rules() noexcept;

}  // namespace trading::execution
