#include "services/simulator/io/request_fields.hpp"

#include <algorithm>
#include <charconv>

namespace trading::simulator {

namespace {

[[nodiscard]] bool is_alphanumeric(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z');
    });
}

}  // namespace

ItemRefusal bad_parameter(std::string_view name) {
    return ItemRefusal{"51000", "Parameter " + std::string(name) + " error"};
}

ItemRefusal missing_parameter(std::string_view name) {
    return ItemRefusal{"50014", "Parameter " + std::string(name) + " can not be empty."};
}

std::string RequestFields::identifier(std::string_view name, std::size_t maximum) {
    const std::string_view value = text(name);
    if (value.size() > maximum || !is_alphanumeric(value)) refuse(bad_parameter(name));
    return std::string(value);
}

std::optional<std::int64_t> RequestFields::id(std::string_view name) {
    if (!has(name)) return std::nullopt;
    const std::optional<std::int64_t> value = item_.integer_of(name);
    if (!value || *value <= 0) refuse(bad_parameter(name));
    return value;
}

std::optional<base::Decimal> RequestFields::number(std::string_view name) {
    if (!has(name)) return std::nullopt;
    const auto value = base::Decimal::from_string(text(name));
    if (!value) {
        refuse(bad_parameter(name));
        return std::nullopt;
    }
    return *value;
}

base::Decimal RequestFields::required_number(std::string_view name) {
    if (!has(name)) refuse(missing_parameter(name));
    return number(name).value_or(base::Decimal{});
}

std::optional<base::Decimal> RequestFields::price_or_market(std::string_view name) {
    const std::optional<base::Decimal> value = number(name);
    if (!value || *value == base::Decimal{-1}) return std::nullopt;
    return value;
}

}  // namespace trading::simulator
