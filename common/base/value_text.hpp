#pragma once

#include "common/base/enumerators.hpp"
#include "common/base/fields.hpp"
#include "common/base/hash.hpp"
#include "common/base/time.hpp"
#include "common/base/type_kinds.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace trading::base {

// Values of any plain type as words, for people who compare two of them, and the shape of such a type. The same types
// as in archive.hpp.

// "Candle" of trading::domain::Candle.
template <class T>
[[nodiscard]] constexpr std::string_view type_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    return text.substr(0, text.find('<')).substr(text.substr(0, text.find('<')).rfind(':') + 1);
}

// Decision{"id", NoTrade, 12.5, -, ["a", "b"]}: an absent value is a dash.
template <class T>
[[nodiscard]] std::string to_text(const T& value) {
    const auto list = [](const auto& elements) {
        std::string text;
        for (const auto& element : elements) text += (text.empty() ? "" : ", ") + to_text(element);
        return "[" + text + "]";
    };
    if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_enum_v<T>) {
        return std::string{enumerator_name(value)};
    } else if constexpr (std::is_arithmetic_v<T>) {
        return fmt::format("{}", value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return "\"" + value + "\"";
    } else if constexpr (std::is_same_v<T, Decimal>) {
        return value.to_string();
    } else if constexpr (DurationType<T>) {
        return fmt::format("{}ns", std::chrono::duration_cast<Duration>(value).count());
    } else if constexpr (TimePointType<T>) {
        return to_iso8601(std::chrono::time_point_cast<Duration>(value));
    } else if constexpr (WrapperType<T>) {
        return to_text(value.value());
    } else if constexpr (OptionalType<T>) {
        return value ? to_text(*value) : "-";
    } else if constexpr (VariantType<T>) {
        return std::visit([](const auto& alternative) { return to_text(alternative); }, value);
    } else if constexpr (VectorType<T> || SetType<T>) {
        return list(value);
    } else if constexpr (MapType<T>) {
        std::string text;
        for (const auto& [key, mapped] : value) {
            text += (text.empty() ? "" : ", ") + to_text(key) + ": " + to_text(mapped);
        }
        return "{" + text + "}";
    } else {
        std::string text;
        visit_fields(value, [&](const auto& field) { text += (text.empty() ? "" : ", ") + to_text(field); });
        return std::string{type_name<T>()} + "{" + text + "}";
    }
}

// Where two values differ first, and how: "element 2, Decision, field 5: "setup" became "cooldown"". Empty when equal.
template <class T>
[[nodiscard]] std::string first_difference(const T& before, const T& after) {
    if constexpr (VariantType<T>) {
        if (before.index() != after.index()) return to_text(before) + " became " + to_text(after);
        return std::visit(
            [&after]<class Alternative>(const Alternative& alternative) {
                const std::string found = first_difference(alternative, std::get<Alternative>(after));
                return found.empty() ? found : std::string{type_name<Alternative>()} + ", " + found;
            },
            before
        );
    } else if constexpr (VectorType<T>) {
        for (std::size_t index = 0; index < before.size() && index < after.size(); ++index) {
            const std::string found = first_difference(before[index], after[index]);
            if (!found.empty()) return fmt::format("element {}, {}", index + 1, found);
        }
        if (before.size() == after.size()) return {};
        const bool is_missing = before.size() > after.size();
        const auto& odd = is_missing ? before[after.size()] : after[before.size()];
        return fmt::format(
            "{} element(s) became {}; {} is {}", before.size(), after.size(), to_text(odd), is_missing ? "missing" : "new"
        );
    } else if constexpr (std::is_aggregate_v<T>) {
        std::string difference;
        std::vector<std::string> texts;
        visit_fields(before, [&](const auto& field) { texts.push_back(to_text(field)); });
        std::size_t index = 0;
        visit_fields(after, [&](const auto& field) {
            const std::string text = to_text(field);
            const std::string& was = texts[index++];
            if (difference.empty() && text != was) difference = fmt::format("field {}: {} became {}", index, was, text);
        });
        return difference;
    } else {
        const std::string was = to_text(before);
        const std::string is = to_text(after);
        return was == is ? std::string{} : was + " became " + is;
    }
}

// How a type is made, down to its numbers and enumerators: "(s?(d)[<..|..>])". Two builds whose shapes differ do not
// understand each other's archives.
template <class T>
[[nodiscard]] std::string shape_text() {
    if constexpr (std::is_enum_v<T>) {
        std::string text = "e";
        for (std::size_t number = 0; number < kEnumeratorsMax; ++number) {
            const std::string_view name = enumerator_name(static_cast<T>(number));
            if (!name.empty()) text += fmt::format(",{}={}", name, number);
        }
        return text + ";";
    } else if constexpr (std::is_arithmetic_v<T>) {
        return fmt::format("{}{}", std::is_floating_point_v<T> ? 'f' : std::is_signed_v<T> ? 'i' : 'u', sizeof(T));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return "s";
    } else if constexpr (std::is_same_v<T, Decimal>) {
        return "d";
    } else if constexpr (DurationType<T> || TimePointType<T>) {
        return "t";
    } else if constexpr (WrapperType<T>) {
        return shape_text<Wrapped<T>>();
    } else if constexpr (OptionalType<T>) {
        return "?(" + shape_text<typename T::value_type>() + ")";
    } else if constexpr (VectorType<T> || SetType<T>) {
        return "[" + shape_text<typename T::value_type>() + "]";
    } else if constexpr (MapType<T>) {
        return "{" + shape_text<typename T::key_type>() + shape_text<typename T::mapped_type>() + "}";
    } else if constexpr (VariantType<T>) {
        return []<class... Alternatives>(const std::variant<Alternatives...>*) {
            std::string text = "<";
            ((text += std::string{type_name<Alternatives>()} + shape_text<Alternatives>() + "|"), ...);
            return text + ">";
        }(static_cast<const T*>(nullptr));
    } else {
        std::string text = "(";
        const T value{};
        visit_fields(value, [&]<class Field>(const Field&) { text += shape_text<Field>(); });
        return text + ")";
    }
}

template <class T>
[[nodiscard]] std::uint64_t shape_of() {
    return stable_hash(shape_text<T>());
}

}  // namespace trading::base
