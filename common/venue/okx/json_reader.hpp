#pragma once

#include "common/venue/okx/frame_buffer.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace trading::venue::okx {

// A thin layer over simdjson's on-demand parser for the sources of this room only: nothing here throws, and a broken
// message ends in `false`. Texts point into the frame or the parser and live until the next message.

using JsonValue = simdjson::ondemand::value;
using JsonObject = simdjson::ondemand::object;
using JsonArray = simdjson::ondemand::array;

enum class ValueKind {
    Text = 1,    // A string, number, boolean or null: OKX writes the same field now this way, now that.
    Nested = 2,  // An object or an array.
    Broken = 3,
};

// The text of a scalar: strings without quotes, numbers and booleans as written, null as empty.
[[nodiscard]] inline ValueKind read_text(JsonValue& value, std::string_view& out) {
    std::string_view token = value.raw_json_token();
    const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
    if (token.empty()) return ValueKind::Broken;
    if (token.front() == '{' || token.front() == '[') return ValueKind::Nested;
    if (token.front() != '"') {
        out = token == "null" ? std::string_view{} : token;
        return ValueKind::Text;
    }
    if (token.size() >= 2 && token.back() == '"' && token.find('\\') == std::string_view::npos) {
        out = token.substr(1, token.size() - 2);
        return ValueKind::Text;
    }
    return value.get_string().get(out) == simdjson::SUCCESS ? ValueKind::Text : ValueKind::Broken;
}

// The key as written. The venue's keys never contain escapes; one that does is simply a key that we do not know.
[[nodiscard]] inline std::string_view key_of(const simdjson::ondemand::field& field) {
    const char* begin = field.key().raw();
    const char* end = begin;
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    return {begin, static_cast<std::size_t>(end - begin)};
}

// Calls `visit(key, value)` for each field; stops and answers false when it does or when the JSON is broken.
template <class Visit>
[[nodiscard]] bool for_each_field(JsonObject& object, Visit&& visit) {
    for (auto result : object) {
        simdjson::ondemand::field field;
        if (std::move(result).get(field) != simdjson::SUCCESS) return false;
        const std::string_view key = key_of(field);
        if (!visit(key, field.value())) return false;
    }
    return true;
}

// Calls `visit(value)` for each element; false as above, also when `value` is not an array.
template <class Visit>
[[nodiscard]] bool for_each_item(JsonValue& value, Visit&& visit) {
    JsonArray array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    for (auto result : array) {
        JsonValue item;
        if (std::move(result).get(item) != simdjson::SUCCESS) return false;
        if (!visit(item)) return false;
    }
    return true;
}

// Where the text of one field goes.
template <class Texts>
struct FieldSlot {
    std::string_view name;
    std::string_view Texts::*slot;
};

// The fields that are used of one kind of item, sorted by name.
template <class Texts, std::size_t Count>
using FieldTable = std::array<FieldSlot<Texts>, Count>;

template <class Texts, std::size_t Count>
[[nodiscard]] constexpr bool is_sorted(const FieldTable<Texts, Count>& table) {
    for (std::size_t index = 1; index < Count; ++index) {
        if (!(table[index - 1].name < table[index].name)) return false;
    }
    return true;
}

// Null when the field is not in the table.
template <class Texts, std::size_t Count>
[[nodiscard]] const FieldSlot<Texts>* find_slot(const FieldTable<Texts, Count>& table, std::string_view name) {
    const auto found =
        std::lower_bound(table.begin(), table.end(), name, [](const FieldSlot<Texts>& slot, std::string_view key) {
            return slot.name < key;
        });
    return found != table.end() && found->name == name ? &*found : nullptr;
}

// One message: opened once, its top-level fields may be walked more than once.
class JsonMessage {
public:
    // False when it is not JSON or not an object.
    [[nodiscard]] bool open(const FrameBuffer& frame) {
        static_assert(FrameBuffer::kPadding >= simdjson::SIMDJSON_PADDING);
        if (frame.readable_bytes() < frame.text().size() + FrameBuffer::kPadding) return false;
        const simdjson::padded_string_view padded{frame.text().data(), frame.text().size(), frame.readable_bytes()};
        return parser_.iterate(padded).get(document_) == simdjson::SUCCESS;
    }

    // Walks all top-level fields, and sees that nothing follows the object.
    template <class Visit>
    [[nodiscard]] bool walk(Visit&& visit) {
        document_.rewind();
        JsonObject object;
        if (document_.get_object().get(object) != simdjson::SUCCESS) return false;
        // The parser knows no place any more exactly when nothing follows.
        return for_each_field(object, std::forward<Visit>(visit)) &&
               document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
    }

private:
    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document document_;
};

}  // namespace trading::venue::okx
