#pragma once

#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/rest_messages.hpp"

#include <optional>
#include <string>
#include <utility>

namespace trading::venue::okx {

// The envelope of a REST answer: {"code","msg","data","inTime","outTime"}; `data` may be missing or come first.
class RestEnvelope {
public:
    // Calls `read(item)` for each element of `data`, unless the venue says that the request failed (`always`: even
    // then, because the items of a failed write say why). False when the body is not JSON or not such an envelope.
    template <class Read>
    [[nodiscard]] bool walk(ItemReader& reader, const RestReply& reply, bool always, Read&& read) {
        code_.clear();
        message_text_.clear();
        bool is_data_late = false;
        reader.begin_message(reply.ts_received);
        reader.begin_item("reply");
        if (!message_.open(reply.body)) return false;
        const auto read_data = [&](JsonValue& data) { return is_null(data) || for_each_item(data, read); };
        const bool is_walked = message_.walk([&](std::string_view key, JsonValue value) {
            if (key == "code") return assign(code_, value);
            if (key == "msg") return assign(message_text_, value);
            if (key != "data") {
                if (!is_documented_field(key)) reader.counters().note_unknown_field("reply", key);
                return true;
            }
            is_data_late = code_.empty();
            return is_data_late || (!always && code_ != "0") || read_data(value);
        });
        if (!is_walked || code_.empty()) return false;
        if (!is_data_late || (!always && code_ != "0")) return true;
        return message_.walk([&](std::string_view key, JsonValue value) { return key != "data" || read_data(value); });
    }

    [[nodiscard]] const std::string& code() const noexcept { return code_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_text_; }

private:
    [[nodiscard]] static bool assign(std::string& out, JsonValue& value) {
        std::string_view text;
        if (read_text(value, text) != ValueKind::Text) return false;
        out.assign(text);
        return true;
    }

    [[nodiscard]] static bool is_null(JsonValue& value) {
        std::string_view text;
        return read_text(value, text) == ValueKind::Text && text.empty();
    }

    JsonMessage message_;
    std::string code_;
    std::string message_text_;
};

}  // namespace trading::venue::okx
