#include "common/codec/fields.hpp"

#include <fmt/format.h>

namespace trading::codec {

base::Status refuse_empty(std::string_view text, std::string_view field) {
    if (!text.empty()) return {};
    return base::failure(base::ErrorCode::Malformed, fmt::format("{}: missing", field));
}

base::Status refuse_unless(bool holds, std::string_view field) {
    if (holds) return {};
    return base::failure(base::ErrorCode::Malformed, fmt::format("{}: not usable", field));
}

void encode_times(const domain::FactTimes& times, v1::FactTimes& message) {
    message.set_ts_event_ns(base::to_unix_nanoseconds(times.ts_event));
    message.set_ts_received_ns(base::to_unix_nanoseconds(times.ts_received));
}

base::Status decode_decimal(const std::string& text, std::string_view field, base::Decimal& value) {
    const auto parsed = base::Decimal::from_string(text);
    if (!parsed) return base::failure(parsed.error().with_context(field));
    value = *parsed;
    return {};
}

std::int64_t Mantissas::of(const base::Decimal& value, std::string_view field) {
    const auto exact = value.coefficient_at(exponent_);
    if (exact) return *exact;
    if (status_) status_ = base::failure(exact.error().with_context(field));
    return 0;
}

base::Status refuse_exponent(std::uint32_t exponent, std::string_view field) {
    if (exponent <= base::Decimal::kMaxScale) return {};
    return base::failure(base::ErrorCode::OutOfRange, fmt::format("{}: {} is above 18", field, exponent));
}

}  // namespace trading::codec
