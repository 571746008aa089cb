#pragma once

#include "common/base/decimal.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// Appends JSON to a text that is used again and again: no tree, no allocation once it has grown. Keys are ours and need
// no escaping; values are escaped where they may hold anything.
class JsonText {
public:
    explicit JsonText(std::string& out) : out_(out) {}

    void open(char bracket) {
        separate();
        out_.push_back(bracket);
        needs_comma_ = false;
    }

    void close(char bracket) {
        out_.push_back(bracket);
        needs_comma_ = true;
    }

    void key(std::string_view name) {
        separate();
        out_.push_back('"');
        out_.append(name);
        out_.append("\":");
        needs_comma_ = false;
    }

    // A value without anything to escape: constants and checked identifiers.
    void plain(std::string_view name, std::string_view value) {
        key(name);
        out_.push_back('"');
        out_.append(value);
        out_.push_back('"');
        needs_comma_ = true;
    }

    void text(std::string_view name, std::string_view value) {
        key(name);
        out_.push_back('"');
        for (const char character : value) append_escaped(character);
        out_.push_back('"');
        needs_comma_ = true;
    }

    void decimal(std::string_view name, const base::Decimal& value) {
        key(name);
        out_.push_back('"');
        append_decimal(value);
        out_.push_back('"');
        needs_comma_ = true;
    }

    void boolean(std::string_view name, bool value) {
        key(name);
        out_.append(value ? "true" : "false");
        needs_comma_ = true;
    }

    void integer(std::string_view name, std::int64_t value) {
        key(name);
        append_integer(value);
        needs_comma_ = true;
    }

    void integer_text(std::string_view name, std::int64_t value) {
        key(name);
        out_.push_back('"');
        append_integer(value);
        out_.push_back('"');
        needs_comma_ = true;
    }

    void append_integer(std::int64_t value) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        out_.append(digits.data(), end);
    }

    // The same text as `Decimal::to_string`, without its allocation.
    void append_decimal(const base::Decimal& value) {
        std::array<char, 24> digits{};
        const bool negative = value.is_negative();
        const auto coefficient = static_cast<std::uint64_t>(value.coefficient());
        const std::uint64_t magnitude = negative ? std::uint64_t{0} - coefficient : coefficient;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude).ptr;
        const std::string_view whole{digits.data(), static_cast<std::size_t>(end - digits.data())};
        const auto scale = static_cast<std::size_t>(value.scale());
        if (negative) out_.push_back('-');
        if (scale == 0) {
            out_.append(whole);
        } else if (whole.size() > scale) {
            out_.append(whole.substr(0, whole.size() - scale)).push_back('.');
            out_.append(whole.substr(whole.size() - scale));
        } else {
            out_.append("0.").append(scale - whole.size(), '0').append(whole);
        }
    }

private:
    void separate() {
        if (needs_comma_) out_.push_back(',');
        needs_comma_ = false;
    }

    void append_escaped(char character) {
        constexpr std::string_view kHex = "0123456789abcdef";
        const auto code = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            out_.push_back('\\');
            out_.push_back(character);
        } else if (code < 0x20) {
            out_.append("\\u00");
            out_.push_back(kHex[code >> 4U]);
            out_.push_back(kHex[code & 15U]);
        } else {
            out_.push_back(character);
        }
    }

    std::string& out_;
    bool needs_comma_ = false;
};

}  // namespace trading::venue::okx
