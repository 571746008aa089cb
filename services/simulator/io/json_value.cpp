#include "services/simulator/io/json_value.hpp"

#include "services/simulator/io/json_writer.hpp"

#include <fmt/format.h>

#include <charconv>

namespace trading::simulator {

JsonValue JsonValue::string(std::string value) {
    JsonValue result;
    result.kind_ = Kind::String;
    result.text_ = std::move(value);
    return result;
}

JsonValue JsonValue::object(std::vector<Member> members) {
    JsonValue result;
    result.kind_ = Kind::Object;
    result.members_ = std::move(members);
    return result;
}

const JsonValue* JsonValue::find(std::string_view name) const noexcept {
    for (const auto& [key, value] : members_) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::string_view JsonValue::text_of(std::string_view name) const noexcept {
    const JsonValue* value = find(name);
    return value == nullptr ? std::string_view{} : std::string_view{value->text_};
}

bool JsonValue::flag_of(std::string_view name) const noexcept { return text_of(name) == "true"; }

std::optional<std::int64_t> JsonValue::integer_of(std::string_view name) const noexcept {
    const std::string_view text = text_of(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

void JsonValue::write(JsonWriter& writer) const {
    switch (kind_) {
        case Kind::Null: writer.null(); return;
        case Kind::Boolean:
        case Kind::Number: writer.raw(text_); return;
        case Kind::String: writer.text(text_); return;
        case Kind::Array:
            writer.begin_array();
            for (const JsonValue& item : items_) item.write(writer);
            writer.end_array();
            return;
        case Kind::Object:
            writer.begin_object();
            for (const auto& [name, value] : members_) {
                writer.key(name);
                value.write(writer);
            }
            writer.end_object();
            return;
    }
}

}  // namespace trading::simulator
