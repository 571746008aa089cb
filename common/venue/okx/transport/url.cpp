#include "common/venue/okx/transport/url.hpp"

#include <charconv>
#include <system_error>

namespace trading::venue::okx {

namespace {

constexpr std::uint16_t kPlainPort = 80;
constexpr std::uint16_t kEncryptedPort = 443;

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool parse_port(std::string_view text, std::uint16_t& port) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port != 0;
}

}  // namespace

std::string Url::host_header() const { return has_default_port ? host : host + ":" + std::to_string(port); }

base::Result<Url> parse_url(std::string_view text) {
    const std::string whole{text};
    Url url;
    if (take_prefix(text, "wss://") || take_prefix(text, "https://")) {
        url.is_encrypted = true;
    } else if (!take_prefix(text, "ws://") && !take_prefix(text, "http://")) {
        return base::failure(base::ErrorCode::InvalidArgument, "not a ws, wss, http or https address: " + whole);
    }
    const std::size_t slash = text.find('/');
    std::string_view authority = text.substr(0, slash);
    url.path = slash == std::string_view::npos ? "/" : std::string{text.substr(slash)};
    if (authority.find('@') != std::string_view::npos) {
        return base::failure(base::ErrorCode::InvalidArgument, "an address must not carry user information");
    }
    url.port = url.is_encrypted ? kEncryptedPort : kPlainPort;
    if (const std::size_t colon = authority.rfind(':'); colon != std::string_view::npos) {
        if (!parse_port(authority.substr(colon + 1), url.port)) {
            return base::failure(base::ErrorCode::InvalidArgument, "no usable port in the address " + whole);
        }
        authority = authority.substr(0, colon);
    }
    url.has_default_port = url.port == (url.is_encrypted ? kEncryptedPort : kPlainPort);
    if (authority.empty()) return base::failure(base::ErrorCode::InvalidArgument, "no host in the address " + whole);
    url.host = std::string{authority};
    return url;
}

}  // namespace trading::venue::okx
