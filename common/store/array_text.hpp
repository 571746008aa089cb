#pragma once

#include <string>
#include <string_view>

namespace trading::store {

// An array parameter, element after element: {"first","say \"second\""}. PostgreSQL casts it to the type it needs.
class ArrayText {
public:
    void add(std::string_view element) {
        text_ += text_.size() > 1 ? ",\"" : "\"";
        for (const char character : element) {
            if (character == '"' || character == '\\') text_ += '\\';
            text_ += character;
        }
        text_ += '"';
    }

    [[nodiscard]] std::string text() const { return text_ + "}"; }

private:
    std::string text_ = "{";
};

}  // namespace trading::store
