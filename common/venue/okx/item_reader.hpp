#pragma once

#include "common/base/decimal.hpp"
#include "common/base/time.hpp"
#include "common/venue/okx/documented_fields.hpp"
#include "common/venue/okx/json_reader.hpp"
#include "common/venue/okx/parse_counters.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// Turns the texts of one item after the other into values, counts what it meets on the way and remembers the first item
// that was lost in a message. An item with a value that matters and cannot be read is left out whole.
class ItemReader {
public:
    [[nodiscard]] ParseCounters& counters() noexcept { return counters_; }
    [[nodiscard]] const ParseCounters& counters() const noexcept { return counters_; }
    [[nodiscard]] base::Timestamp ts_received() const noexcept { return ts_received_; }
    [[nodiscard]] std::size_t lost_items() const noexcept { return lost_items_; }
    [[nodiscard]] const std::string& loss_detail() const noexcept { return loss_detail_; }

    void begin_message(base::Timestamp ts_received);

    // `where`: a constant name for counters and details: "orders".
    void begin_item(std::string_view where) noexcept {
        where_ = where;
        is_broken_ = false;
    }

    // Whether all values of the item could be read; otherwise it is counted as lost.
    [[nodiscard]] bool end_item();

    // The venue itself has not filled in the item: counted, not lost.
    void skip_incomplete() noexcept { ++counters_.incomplete_items; }
    void skip_unsupported() noexcept { ++counters_.unsupported_items; }

    void fail(std::string_view name, std::string_view text);
    void note_unknown_value(std::string_view name, std::string_view value);

    // Exact; empty or broken loses the item.
    template <class Amount>
    [[nodiscard]] Amount required(std::string_view name, std::string_view text) {
        return Amount{decimal(name, text)};
    }

    // Exact; empty is absent.
    template <class Amount>
    [[nodiscard]] std::optional<Amount> optional(std::string_view name, std::string_view text) {
        if (text.empty()) return std::nullopt;
        return Amount{decimal(name, text)};
    }

    // Exact; empty is zero.
    template <class Amount>
    [[nodiscard]] Amount or_zero(std::string_view name, std::string_view text) {
        return text.empty() ? Amount{} : Amount{decimal(name, text)};
    }

    // For numbers that the venue computes (averages, profits, cash): digits beyond what 64 bits hold are cut off the
    // end, and counted. Empty is zero.
    template <class Amount>
    [[nodiscard]] Amount computed(std::string_view name, std::string_view text) {
        return text.empty() ? Amount{} : Amount{computed_decimal(name, text)};
    }

    // Absent when empty or zero: averages of nothing.
    template <class Amount>
    [[nodiscard]] std::optional<Amount> computed_unless_zero(std::string_view name, std::string_view text) {
        const Amount amount = computed<Amount>(name, text);
        return amount.is_zero() ? std::nullopt : std::optional{amount};
    }

    // Unix milliseconds; empty is the unknown time.
    [[nodiscard]] base::Timestamp time(std::string_view name, std::string_view text);

    [[nodiscard]] std::int64_t integer(std::string_view name, std::string_view text, std::int64_t when_empty);

    // Reads the fields of one object into `texts` by its table. `nested(key, value)` may take objects and arrays:
    // `Text` means taken, `Nested` not mine, `Broken` that the JSON is. False when the JSON is broken.
    template <class Texts, std::size_t Count, class Nested>
    [[nodiscard]] bool read_fields(
        JsonObject& object, const FieldTable<Texts, Count>& table, Texts& texts, Nested&& nested
    ) {
        return for_each_field(object, [&](std::string_view key, JsonValue value) {
            if (const FieldSlot<Texts>* slot = find_slot(table, key)) {
                std::string_view text;
                const ValueKind kind = read_text(value, text);
                if (kind == ValueKind::Nested) fail(key, "(not a text)");
                texts.*(slot->slot) = text;
                return kind != ValueKind::Broken;
            }
            const ValueKind kind = nested(key, value);
            if (kind == ValueKind::Nested && !is_documented_field(key)) counters_.note_unknown_field(where_, key);
            return kind != ValueKind::Broken;
        });
    }

    template <class Texts, std::size_t Count>
    [[nodiscard]] bool read_fields(JsonObject& object, const FieldTable<Texts, Count>& table, Texts& texts) {
        return read_fields(object, table, texts, [](std::string_view, JsonValue&) { return ValueKind::Nested; });
    }

private:
    base::Decimal decimal(std::string_view name, std::string_view text);
    base::Decimal computed_decimal(std::string_view name, std::string_view text);

    ParseCounters counters_;
    base::Timestamp ts_received_{};
    std::string_view where_ = "message";
    bool is_broken_ = false;
    std::string problem_;
    std::size_t lost_items_ = 0;
    std::string loss_detail_;
};

}  // namespace trading::venue::okx
