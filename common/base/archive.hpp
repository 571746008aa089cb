#pragma once

#include "common/base/enumerators.hpp"
#include "common/base/fields.hpp"
#include "common/base/result.hpp"
#include "common/base/type_kinds.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace trading::base {

// Values of any plain type as bytes and back: numbers, enums, texts, decimals, times, ids, optionals, vectors, maps,
// sets, variants and aggregates of them. One value has exactly one form, so equal values have equal bytes on every
// machine, and bytes that are not the form of a value are refused. The bytes do not describe themselves: who reads must
// know the type (see `shape_of`). Containers whose order depends on a hash do not compile.
class ArchiveWriter {
public:
    template <class T>
    void write(const T& value);

    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

    // Forgets what was written and keeps the memory.
    void clear() noexcept { bytes_.clear(); }

private:
    void write_unsigned(std::uint64_t number);  // 7 bits in each byte, the low ones first.
    void write_signed(std::int64_t number);     // Small magnitudes become small numbers.
    void write_double(double number);
    void write_text(std::string_view text);

    std::string bytes_;
};

class ArchiveReader {
public:
    explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

    // False when the bytes are not the form of a value; then nothing more can be read, and `value` is anything.
    template <class T>
    [[nodiscard]] bool read(T& value);

    [[nodiscard]] bool is_at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] const char* what_failed() const noexcept { return what_failed_; }

private:
    [[nodiscard]] bool fail(const char* what) noexcept;
    [[nodiscard]] bool read_unsigned(std::uint64_t& number);
    [[nodiscard]] bool read_signed(std::int64_t& number);
    [[nodiscard]] bool read_double(double& number);
    [[nodiscard]] bool read_text(std::string& text);
    [[nodiscard]] bool read_decimal(Decimal& number);
    [[nodiscard]] bool read_count(std::size_t& count);
    template <class T>
    [[nodiscard]] bool read_integer(T& value);
    template <class T>
    [[nodiscard]] bool read_alternative(T& value, std::size_t index);
    template <class T>
    [[nodiscard]] bool read_ordered(T& container);

    std::string_view rest_;
    const char* what_failed_ = "";
};

// The bytes of one value.
template <class T>
[[nodiscard]] std::string to_archive(const T& value) {
    ArchiveWriter writer;
    writer.write(value);
    return writer.bytes();
}

// The value of which these are all the bytes, or `Malformed`.
template <class T>
[[nodiscard]] Result<T> from_archive(std::string_view bytes) {
    ArchiveReader reader{bytes};
    T value{};
    if (!reader.read(value)) return failure(ErrorCode::Malformed, reader.what_failed());
    if (!reader.is_at_end()) return failure(ErrorCode::Malformed, "bytes are left over");
    return value;
}

template <class T>
void ArchiveWriter::write(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        bytes_.push_back(value ? '\1' : '\0');
    } else if constexpr (std::is_enum_v<T>) {
        write_signed(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_floating_point_v<T>) {
        static_assert(std::is_same_v<T, double>);
        write_double(value);
    } else if constexpr (std::is_integral_v<T>) {
        std::is_signed_v<T> ? write_signed(static_cast<std::int64_t>(value))
                            : write_unsigned(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
        write_text(value);
    } else if constexpr (std::is_same_v<T, Decimal>) {
        write_signed(value.coefficient());
        write_unsigned(static_cast<std::uint64_t>(value.scale()));
    } else if constexpr (DurationType<T>) {
        write_signed(value.count());
    } else if constexpr (TimePointType<T>) {
        write_signed(value.time_since_epoch().count());
    } else if constexpr (WrapperType<T>) {
        write(value.value());
    } else if constexpr (OptionalType<T>) {
        write(value.has_value());
        if (value) write(*value);
    } else if constexpr (VariantType<T>) {
        write_unsigned(value.index());
        std::visit([this](const auto& alternative) { write(alternative); }, value);
    } else if constexpr (VectorType<T> || SetType<T>) {
        write_unsigned(value.size());
        for (const auto& element : value) write(element);
    } else if constexpr (MapType<T>) {
        write_unsigned(value.size());
        for (const auto& [key, mapped] : value) {
            write(key);
            write(mapped);
        }
    } else {
        visit_fields(value, [this](const auto& field) { write(field); });
    }
}

template <class T>
bool ArchiveReader::read(T& value) {
    if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T> || std::is_enum_v<T>) {
        return read_integer(value);
    } else if constexpr (std::is_floating_point_v<T>) {
        return read_double(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
        return read_text(value);
    } else if constexpr (std::is_same_v<T, Decimal>) {
        return read_decimal(value);
    } else if constexpr (DurationType<T>) {
        std::int64_t count = 0;
        if (!read_signed(count)) return false;
        value = T{count};
        return true;
    } else if constexpr (TimePointType<T>) {
        typename T::duration since_epoch{};
        if (!read(since_epoch)) return false;
        value = T{since_epoch};
        return true;
    } else if constexpr (WrapperType<T>) {
        Wrapped<T> wrapped{};
        if (!read(wrapped)) return false;
        value = T{std::move(wrapped)};
        return true;
    } else if constexpr (OptionalType<T>) {
        bool has_value = false;
        if (!read(has_value)) return false;
        value.reset();
        return !has_value || read(value.emplace());
    } else if constexpr (VariantType<T>) {
        std::uint64_t index = 0;
        if (!read_unsigned(index)) return false;
        if (index >= std::variant_size_v<T>) return fail("an alternative that does not exist");
        return read_alternative(value, static_cast<std::size_t>(index));
    } else if constexpr (VectorType<T>) {
        static_assert(!std::is_empty_v<typename T::value_type>, "an element without bytes has no bounded count");
        std::size_t count = 0;
        if (!read_count(count)) return false;
        value.clear();
        for (; count > 0; --count) {
            if (!read(value.emplace_back())) return false;
        }
        return true;
    } else if constexpr (SetType<T> || MapType<T>) {
        return read_ordered(value);
    } else {
        bool is_read = true;
        visit_fields(value, [&](auto& field) { is_read = is_read && read(field); });
        return is_read;
    }
}

template <class T>
bool ArchiveReader::read_integer(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        std::uint64_t number = 0;
        if (!read_unsigned(number)) return false;
        if (number > 1) return fail("a flag that is neither true nor false");
        value = number == 1;
    } else if constexpr (std::is_enum_v<T>) {
        std::int64_t number = 0;
        if (!read_signed(number)) return false;
        if (number < 0 || number >= static_cast<std::int64_t>(kEnumeratorsMax)) return fail("an unknown enumerator");
        value = static_cast<T>(number);
        if (enumerator_name(value).empty()) return fail("an unknown enumerator");
    } else if constexpr (std::is_signed_v<T>) {
        std::int64_t number = 0;
        if (!read_signed(number)) return false;
        if (!std::in_range<T>(number)) return fail("a number that does not fit");
        value = static_cast<T>(number);
    } else {
        std::uint64_t number = 0;
        if (!read_unsigned(number)) return false;
        if (!std::in_range<T>(number)) return fail("a number that does not fit");
        value = static_cast<T>(number);
    }
    return true;
}

template <class T>
bool ArchiveReader::read_alternative(T& value, std::size_t index) {
    return [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
        bool is_read = false;
        // The one alternative with this index is read; the others are not looked at.
        static_cast<void>(((Indices == index && ((is_read = read(value.template emplace<Indices>())), true)) || ...));
        return is_read;
    }(std::make_index_sequence<std::variant_size_v<T>>{});
}

// Keys must ascend, or equal containers would have several forms.
template <class T>
bool ArchiveReader::read_ordered(T& container) {
    std::size_t count = 0;
    if (!read_count(count)) return false;
    container.clear();
    for (; count > 0; --count) {
        typename T::key_type key{};
        if (!read(key)) return false;
        if constexpr (SetType<T>) {
            if (!container.empty() && !(*container.rbegin() < key)) return fail("keys out of order");
            container.insert(container.end(), std::move(key));
        } else {
            if (!container.empty() && !(container.rbegin()->first < key)) return fail("keys out of order");
            if (!read(container.emplace_hint(container.end(), std::move(key), typename T::mapped_type{})->second)) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace trading::base
