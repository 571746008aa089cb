#pragma once

#include "common/base/archive.hpp"
#include "common/base/random.hpp"

#include <cstdint>
#include <string>

namespace trading::test {

// A random value of any type that can be archived: every field, alternative, sign and magnitude comes up.
class RandomValue {
public:
    explicit RandomValue(std::uint64_t seed) : random_(seed) {}

    template <class T>
    [[nodiscard]] T make() {
        if constexpr (std::is_same_v<T, bool>) {
            return random_.chance(0.5);
        } else if constexpr (std::is_enum_v<T>) {
            T value{};
            do {
                value = static_cast<T>(random_.below(base::kEnumeratorsMax));
            } while (base::enumerator_name(value).empty());
            return value;
        } else if constexpr (std::is_floating_point_v<T>) {
            return random_.normal();
        } else if constexpr (std::is_integral_v<T>) {
            // Small numbers are as likely as large ones.
            return static_cast<T>(random_.next() >> random_.below(64));
        } else if constexpr (std::is_same_v<T, std::string>) {
            std::string text(random_.below(9), '\0');
            for (char& character : text) character = static_cast<char>(random_.next());
            return text;
        } else if constexpr (std::is_same_v<T, base::Decimal>) {
            const auto coefficient = make<std::int64_t>() / 2;
            return base::Decimal::from_parts(coefficient, static_cast<int>(random_.below(19))).value();
        } else if constexpr (base::DurationType<T>) {
            return T{make<std::int64_t>()};
        } else if constexpr (base::TimePointType<T>) {
            return T{make<typename T::duration>()};
        } else if constexpr (base::WrapperType<T>) {
            return T{make<base::Wrapped<T>>()};
        } else if constexpr (base::OptionalType<T>) {
            return random_.chance(0.5) ? T{make<typename T::value_type>()} : T{};
        } else if constexpr (base::VariantType<T>) {
            return make_alternative<T>(random_.below(std::variant_size_v<T>));
        } else if constexpr (base::VectorType<T>) {
            T list;
            for (std::uint64_t left = random_.below(4); left > 0; --left) {
                list.push_back(make<typename T::value_type>());
            }
            return list;
        } else if constexpr (base::SetType<T>) {
            T set;
            for (std::uint64_t left = random_.below(4); left > 0; --left) set.insert(make<typename T::key_type>());
            return set;
        } else if constexpr (base::MapType<T>) {
            T map;
            for (std::uint64_t left = random_.below(4); left > 0; --left) {
                map.emplace(make<typename T::key_type>(), make<typename T::mapped_type>());
            }
            return map;
        } else {
            T value{};
            base::visit_fields(value, [this]<class Field>(Field& field) { field = make<Field>(); });
            return value;
        }
    }

    // The alternative with this index.
    template <class Variant>
    [[nodiscard]] Variant make_alternative(std::uint64_t index) {
        Variant value;
        [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
            const auto make_one = [&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
                if (Index == index) value.template emplace<Index>(make<std::variant_alternative_t<Index, Variant>>());
            };
            (make_one(std::integral_constant<std::size_t, Indices>{}), ...);
        }(std::make_index_sequence<std::variant_size_v<Variant>>{});
        return value;
    }

    [[nodiscard]] base::Random& random() noexcept { return random_; }

private:
    base::Random random_;
};

}  // namespace trading::test
