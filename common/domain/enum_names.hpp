#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace trading::domain {

// The one table of an enum's names, read in both directions: what logs, the database and reports print.
template <class Enum, std::size_t Count>
struct EnumNames {
    struct Entry {
        Enum value;
        std::string_view name;
    };

    // A plain array, so that the table can be written with single braces per entry.
    Entry entries[Count];  // NOLINT(modernize-avoid-c-arrays)

    [[nodiscard]] constexpr std::string_view name_of(Enum value) const noexcept {
        for (const Entry& entry : entries) {
            if (entry.value == value) return entry.name;
        }
        return "unknown";
    }

    [[nodiscard]] constexpr std::optional<Enum> value_of(std::string_view text) const noexcept {
        for (const Entry& entry : entries) {
            if (entry.name == text) return entry.value;
        }
        return std::nullopt;
    }
};

}  // namespace trading::domain
