#pragma once

#include "common/base/result.hpp"
#include "common/base/strong_string.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/market_data.pb.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The parts that the codecs are made of; nobody else needs them. Each refusal names its field.
namespace trading::codec {

// --- Ids and times ----------------------------------------------------------------------------------------------

[[nodiscard]] base::Status refuse_empty(std::string_view text, std::string_view field);

// What must hold of a field besides its own syntax.
[[nodiscard]] base::Status refuse_unless(bool holds, std::string_view field);

template <class Kind>
[[nodiscard]] base::Status decode_id(const std::string& text, std::string_view field, base::StrongString<Kind>& id) {
    id = base::StrongString<Kind>{text};
    return refuse_empty(text, field);
}

void encode_times(const domain::FactTimes& times, v1::FactTimes& message);

// Refuses a message without times.
template <class Message>
[[nodiscard]] base::Status decode_times(const Message& message, domain::FactTimes& times) {
    if (!message.has_times()) return refuse_empty({}, "times");
    times.ts_event = base::from_unix_nanoseconds(message.times().ts_event_ns());
    times.ts_received = base::from_unix_nanoseconds(message.times().ts_received_ns());
    return {};
}

// --- Decimal text -----------------------------------------------------------------------------------------------

[[nodiscard]] base::Status decode_decimal(const std::string& text, std::string_view field, base::Decimal& value);

template <class Kind>
[[nodiscard]] base::Status decode_amount(
    const std::string& text, std::string_view field, domain::Amount<Kind>& amount
) {
    base::Decimal value;
    auto status = decode_decimal(text, field, value);
    amount = domain::Amount<Kind>{value};
    return status;
}

template <class Kind>
[[nodiscard]] base::Status decode_amount(
    bool is_present, const std::string& text, std::string_view field, std::optional<domain::Amount<Kind>>& amount
) {
    if (!is_present) {
        amount.reset();
        return {};
    }
    return decode_amount(text, field, amount.emplace());
}

// --- Integers beside an exponent --------------------------------------------------------------------------------

// Turns the values of one message into mantissas, value = mantissa * 10^-exponent, and keeps the first refusal.
class Mantissas {
public:
    // Call for each value first: the exponent is the largest scale among them.
    void include(const base::Decimal& value) { exponent_ = std::max(exponent_, value.scale()); }

    [[nodiscard]] std::uint32_t exponent() const noexcept { return static_cast<std::uint32_t>(exponent_); }
    [[nodiscard]] std::int64_t of(const base::Decimal& value, std::string_view field);
    [[nodiscard]] const base::Status& status() const noexcept { return status_; }

private:
    int exponent_ = 0;
    base::Status status_;
};

[[nodiscard]] base::Status refuse_exponent(std::uint32_t exponent, std::string_view field);

// The exponent must have been checked.
template <class Kind>
void decode_mantissa(std::int64_t mantissa, std::uint32_t exponent, domain::Amount<Kind>& amount) {
    amount = domain::Amount<Kind>{*base::Decimal::from_parts(mantissa, static_cast<int>(exponent))};
}

// --- Chains of steps --------------------------------------------------------------------------------------------

// The first refusal, with the message's name in front; the steps after it are still made and do no harm.
template <class... Statuses>
[[nodiscard]] base::Status first_refusal(std::string_view message, Statuses&&... statuses) {
    base::Status result;
    const auto consider = [&](const base::Status& status) {
        if (result && !status) {
            result = base::failure(status.error().code, std::string{message}.append(".").append(status.error().detail));
        }
    };
    (consider(statuses), ...);
    return result;
}

}  // namespace trading::codec
