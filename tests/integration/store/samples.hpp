#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/execution_record.hpp"

// Values in which every field differs from its default, so that a column that is lost shows.
namespace trading::test {

[[nodiscard]] domain::Order sample_order();
[[nodiscard]] domain::Fill sample_fill();
[[nodiscard]] domain::Position sample_position();
[[nodiscard]] domain::IntentTaken sample_intent();
[[nodiscard]] domain::Decision sample_decision();

// 2026-11-24 00:00:00 UTC and a few nanoseconds, which a timestamp column would lose.
[[nodiscard]] base::Timestamp sample_time();

}  // namespace trading::test
