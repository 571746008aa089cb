#include "services/simulator/io/json_value.hpp"

#include <fmt/format.h>
#include <simdjson.h>

namespace trading::simulator {

// Copies simdjson's tree into ours; the one place of the simulator that knows the parser.
class JsonTreeBuilder {
public:
    [[nodiscard]] static JsonValue build(const simdjson::dom::element& element) {
        JsonValue value;
        switch (element.type()) {
            case simdjson::dom::element_type::NULL_VALUE: break;
            case simdjson::dom::element_type::BOOL:
                value.kind_ = JsonValue::Kind::Boolean;
                value.text_ = bool(element) ? "true" : "false";
                break;
            case simdjson::dom::element_type::INT64: set_number(value, fmt::format("{}", std::int64_t(element))); break;
            case simdjson::dom::element_type::UINT64:
                set_number(value, fmt::format("{}", std::uint64_t(element)));
                break;
            case simdjson::dom::element_type::DOUBLE: set_number(value, fmt::format("{}", double(element))); break;
            case simdjson::dom::element_type::STRING:
                value.kind_ = JsonValue::Kind::String;
                value.text_ = std::string(std::string_view(element));
                break;
            case simdjson::dom::element_type::ARRAY:
                value.kind_ = JsonValue::Kind::Array;
                for (const simdjson::dom::element item : simdjson::dom::array(element)) {
                    value.items_.push_back(build(item));
                }
                break;
            case simdjson::dom::element_type::OBJECT:
                value.kind_ = JsonValue::Kind::Object;
                for (const auto field : simdjson::dom::object(element)) {
                    value.members_.emplace_back(std::string(field.key), build(field.value));
                }
                break;
        }
        return value;
    }

private:
    static void set_number(JsonValue& value, std::string text) {
        value.kind_ = JsonValue::Kind::Number;
        value.text_ = std::move(text);
    }
};

base::Result<JsonValue> JsonValue::parse(std::string_view json) {
    static thread_local simdjson::dom::parser parser;
    try {
        return JsonTreeBuilder::build(parser.parse(json.data(), json.size()));
    } catch (const simdjson::simdjson_error& error) {
        return base::failure(base::ErrorCode::Malformed, error.what());
    }
}

}  // namespace trading::simulator
