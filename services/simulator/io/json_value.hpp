#pragma once

#include "common/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trading::simulator {

class JsonWriter;

// One parsed JSON value of a client's request. Objects keep the order of their members, so that an argument can be
// echoed as it came. Requests are small, so a plain tree is fast enough; market data never passes through here.
class JsonValue {
public:
    enum class Kind { Null = 1, Boolean = 2, Number = 3, String = 4, Array = 5, Object = 6 };
    using Member = std::pair<std::string, JsonValue>;

    JsonValue() = default;

    // `Malformed` for anything that is not exactly one JSON text.
    [[nodiscard]] static base::Result<JsonValue> parse(std::string_view json);

    [[nodiscard]] static JsonValue string(std::string value);
    [[nodiscard]] static JsonValue object(std::vector<Member> members);

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] bool is_object() const noexcept { return kind_ == Kind::Object; }
    [[nodiscard]] bool is_array() const noexcept { return kind_ == Kind::Array; }
    [[nodiscard]] bool is_true() const noexcept { return kind_ == Kind::Boolean && text_ == "true"; }

    // The characters of a string, of a number or of a boolean; empty for the rest.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] const std::vector<JsonValue>& items() const noexcept { return items_; }
    [[nodiscard]] const std::vector<Member>& members() const noexcept { return members_; }

    // The member of that name; null when absent or when this is no object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const noexcept;

    // The text of the member of that name; empty when absent.
    [[nodiscard]] std::string_view text_of(std::string_view name) const noexcept;

    // True for JSON true and for the string "true", which clients send as well.
    [[nodiscard]] bool flag_of(std::string_view name) const noexcept;

    // The member as a whole number, given as a JSON number or a string of digits.
    [[nodiscard]] std::optional<std::int64_t> integer_of(std::string_view name) const noexcept;

    void write(JsonWriter& writer) const;

private:
    friend class JsonTreeBuilder;

    Kind kind_ = Kind::Null;
    std::string text_;
    std::vector<JsonValue> items_;
    std::vector<Member> members_;
};

}  // namespace trading::simulator
