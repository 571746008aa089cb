#pragma once

#include "common/base/decimal.hpp"

#include <chrono>
#include <concepts>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace trading::base {

// Which kind of thing a type is, for code that walks through values of any type (archive.hpp, difference.hpp).

template <class T, template <class...> class Template>
inline constexpr bool kIsA = false;
template <template <class...> class Template, class... Arguments>
inline constexpr bool kIsA<Template<Arguments...>, Template> = true;

template <class T>
concept OptionalType = kIsA<T, std::optional>;

template <class T>
concept VariantType = kIsA<T, std::variant>;

template <class T>
concept VectorType = kIsA<T, std::vector>;

template <class T>
concept MapType = kIsA<T, std::map>;

template <class T>
concept SetType = kIsA<T, std::set>;

template <class T>
concept DurationType = kIsA<T, std::chrono::duration>;

template <class T>
concept TimePointType = kIsA<T, std::chrono::time_point>;

// A class around one value, made from it and showing it by `value()`: ids, amounts.
template <class T>
concept WrapperType = !OptionalType<T> && !std::is_aggregate_v<T> && requires(const T& wrapper) {
    wrapper.value();
    T{std::remove_cvref_t<decltype(wrapper.value())>{}};
};

template <WrapperType T>
using Wrapped = std::remove_cvref_t<decltype(std::declval<const T&>().value())>;

}  // namespace trading::base
