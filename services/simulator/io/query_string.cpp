#include "services/simulator/io/query_string.hpp"

#include <charconv>

namespace trading::simulator {

namespace {

std::string decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        const char character = text[index];
        if (character == '+') {
            out += ' ';
        } else if (character == '%' && index + 2 < text.size()) {
            unsigned code = 0;
            const char* digits = text.data() + index + 1;
            const auto [end, error] = std::from_chars(digits, digits + 2, code, 16);
            if (error == std::errc{} && end == digits + 2) {
                out += static_cast<char>(code);
                index += 2;
            } else {
                out += character;
            }
        } else {
            out += character;
        }
    }
    return out;
}

}  // namespace

QueryString::QueryString(std::string_view raw) {
    while (!raw.empty()) {
        const std::size_t end = raw.find('&');
        const std::string_view pair = raw.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos) {
            values_[decode(pair.substr(0, equals))] = decode(pair.substr(equals + 1));
        }
        raw = end == std::string_view::npos ? std::string_view{} : raw.substr(end + 1);
    }
}

std::string_view QueryString::get(std::string_view name) const noexcept {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<std::int64_t> QueryString::integer(std::string_view name) const noexcept {
    const std::string_view text = get(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace trading::simulator
