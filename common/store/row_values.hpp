#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"

#include <pqxx/pqxx>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace trading::store {

// Between columns and domain values. A column that does not hold what we wrote means that somebody else wrote it: these
// functions then throw, and `Database::run` turns that into an error.

template <class AmountType>
[[nodiscard]] AmountType amount_of(const pqxx::field& field) {
    const auto amount = AmountType::from_string(field.c_str());
    if (!amount) throw std::runtime_error(std::string{"column "} + field.name() + ": " + amount.error().detail);
    return *amount;
}

template <class AmountType>
[[nodiscard]] std::optional<AmountType> optional_amount_of(const pqxx::field& field) {
    if (field.is_null()) return std::nullopt;
    return amount_of<AmountType>(field);
}

template <class Id>
[[nodiscard]] Id id_of(const pqxx::field& field) {
    return Id{std::string_view{field.c_str()}};
}

[[nodiscard]] inline base::Timestamp time_of(const pqxx::field& field) {
    return base::from_unix_nanoseconds(field.as<std::int64_t>());
}

// `parse` is the enum's own parser.
template <class Parse>
[[nodiscard]] auto enum_of(const pqxx::field& field, Parse parse) {
    const auto value = parse(field.c_str());
    if (!value) throw std::runtime_error(std::string{"column "} + field.name() + " holds '" + field.c_str() + "'");
    return *value;
}

// The parameter for a column that may be null: the statements read the empty text as null.
template <class AmountType>
[[nodiscard]] std::string text_of(const std::optional<AmountType>& amount) {
    return amount ? amount->to_string() : std::string{};
}

[[nodiscard]] inline std::int64_t nanoseconds_of(base::Timestamp time) { return base::to_unix_nanoseconds(time); }

}  // namespace trading::store
