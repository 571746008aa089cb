#pragma once

#include "common/base/hash.hpp"
#include "common/base/time.hpp"

#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace trading::strategy {

// The whole state of a statistic as 64-bit words: doubles are kept bit for bit, so what is restored goes on exactly as
// the original would have. The last word is a checksum of the others. Words mean something only to the class that wrote
// them, with the same settings.
struct Snapshot {
    std::vector<std::uint64_t> words;

    bool operator==(const Snapshot&) const = default;
};

// A class lets itself be written and read by naming its state once:
//
//     template <typename Self, typename Visitor>
//     static void for_each_state(Self& self, Visitor& visit) {
//         visit.same(self.period_);            // settings: written, and compared when read
//         visit(self.count_, self.window_);    // state: numbers, times, optionals, vectors, classes with state
//     }
class SnapshotWriter {
public:
    template <typename... Fields>
    void operator()(const Fields&... fields) {
        (write(fields), ...);
    }

    template <typename... Fields>
    void same(const Fields&... fields) {
        (write(fields), ...);
    }

    [[nodiscard]] Snapshot finish() &&;

private:
    void write(double value) { snapshot_.words.push_back(std::bit_cast<std::uint64_t>(value)); }
    void write(base::Timestamp time) { write(base::to_unix_nanoseconds(time)); }
    void write(base::Duration duration) { write(duration.count()); }

    template <typename Number>
    requires std::integral<Number> || std::is_enum_v<Number>
    void write(Number value) { snapshot_.words.push_back(static_cast<std::uint64_t>(value)); }

    template <typename Value>
    void write(const std::optional<Value>& value) {
        write(value.has_value());
        write(value.value_or(Value{}));
    }

    template <typename Value>
    void write(const std::vector<Value>& values) {
        write(values.size());
        for (const Value& value : values) write(value);
    }

    template <typename Part>
    requires requires(const Part& part, SnapshotWriter& writer) { Part::for_each_state(part, writer); }
    void write(const Part& part) { Part::for_each_state(part, *this); }

    Snapshot snapshot_;
};

// Reads what a `SnapshotWriter` wrote. Anything that does not fit (other settings, other lengths, a wrong checksum,
// words missing or left over) makes `is_whole()` false, and what was read so far is to be thrown away.
class SnapshotReader {
public:
    explicit SnapshotReader(const Snapshot& snapshot);

    template <typename... Fields>
    void operator()(Fields&... fields) {
        (read(fields), ...);
    }

    template <typename... Fields>
    void same(const Fields&... fields) {
        (compare(fields), ...);
    }

    [[nodiscard]] bool is_whole() const noexcept { return fits_ && next_ == end_; }

private:
    [[nodiscard]] std::uint64_t take();

    void read(double& value) { value = std::bit_cast<double>(take()); }
    void read(base::Timestamp& time) { time = base::from_unix_nanoseconds(static_cast<std::int64_t>(take())); }
    void read(base::Duration& duration) { duration = base::Duration{static_cast<std::int64_t>(take())}; }

    template <typename Number>
    requires std::integral<Number> || std::is_enum_v<Number>
    void read(Number& value) { value = static_cast<Number>(take()); }

    template <typename Value>
    void read(std::optional<Value>& value) {
        bool has_value = false;
        Value inner{};
        read(has_value);
        read(inner);
        value = has_value ? std::optional{inner} : std::nullopt;
    }

    template <typename Value>
    void read(std::vector<Value>& values) {
        compare(values.size());
        if (!fits_) return;
        for (Value& value : values) read(value);
    }

    template <typename Part>
    requires requires(Part& part, SnapshotReader& reader) { Part::for_each_state(part, reader); }
    void read(Part& part) { Part::for_each_state(part, *this); }

    template <typename Value>
    void compare(const Value& expected) {
        Value found{};
        read(found);
        if (!(found == expected)) fits_ = false;
    }

    const Snapshot& snapshot_;
    std::size_t next_ = 0;
    std::size_t end_ = 0;
    bool fits_ = true;
};

template <typename Statistic>
[[nodiscard]] Snapshot take_snapshot(const Statistic& statistic) {
    SnapshotWriter writer;
    Statistic::for_each_state(statistic, writer);
    return std::move(writer).finish();
}

// False, and nothing changed, when the snapshot is damaged or of other settings.
template <typename Statistic>
[[nodiscard]] bool restore_snapshot(Statistic& statistic, const Snapshot& snapshot) {
    Statistic candidate = statistic;
    SnapshotReader reader{snapshot};
    Statistic::for_each_state(candidate, reader);
    if (!reader.is_whole()) return false;
    statistic = std::move(candidate);
    return true;
}

}  // namespace trading::strategy
