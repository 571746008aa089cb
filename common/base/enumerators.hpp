#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace trading::base {

// The names of an enum's values as they stand in the code, found by the compiler. For reading bytes strictly and for
// messages; what is stored or sent has names of its own (`to_string`). Values from 0 to 127.

inline constexpr std::size_t kEnumeratorsMax = 128;

// GCC and Clang print a value that has a name by its name, any other one as a cast: "(trading::domain::Side)7".
template <auto Value>
consteval std::string_view enumerator_of() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("Value = ") + 8);
    text = text.substr(0, text.find_first_of(";]"));
    if (text.front() == '(') return {};
    return text.substr(text.rfind(':') + 1);
}

template <class Enum, std::size_t... Values>
consteval std::array<std::string_view, sizeof...(Values)> enumerators(std::index_sequence<Values...> /*values*/) {
    return {enumerator_of<static_cast<Enum>(Values)>()...};
}

template <class Enum>
inline constexpr auto kEnumerators = enumerators<Enum>(std::make_index_sequence<kEnumeratorsMax>{});

// Empty when no value of the enum is this one.
template <class Enum>
[[nodiscard]] constexpr std::string_view enumerator_name(Enum value) noexcept {
    const auto number = static_cast<std::int64_t>(value);
    if (number < 0 || number >= static_cast<std::int64_t>(kEnumeratorsMax)) return {};
    return kEnumerators<Enum>[static_cast<std::size_t>(number)];
}

}  // namespace trading::base
