#include "services/simulator/io/authentication.hpp"

#include "services/simulator/io/signature.hpp"

#include <charconv>

namespace trading::simulator {

namespace {

[[nodiscard]] tl::unexpected<ApiError> refused(std::string_view code) { return tl::unexpected(api_error(code)); }

[[nodiscard]] bool is_outside_window(base::Timestamp stamp, base::Timestamp now) {
    return stamp > now + kTimestampWindow || stamp < now - kTimestampWindow;
}

// Whole seconds since 1970, with an optional fraction, which some clients send.
[[nodiscard]] std::optional<base::Timestamp> parse_unix_seconds(std::string_view text) {
    constexpr std::int64_t kSecondsMax = 9'000'000'000;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool is_whole = end == text.data() + text.size() || *end == '.';
    if (text.empty() || error != std::errc{} || !is_whole || seconds < 0 || seconds > kSecondsMax) return std::nullopt;
    return base::Timestamp{std::chrono::seconds{seconds}};
}

}  // namespace

Authenticated authenticate(const ApiKeys& keys, const HttpRequest& request, base::Timestamp now) {
    const std::string_view key_name = request.header("ok-access-key");
    const std::string_view passphrase = request.header("ok-access-passphrase");
    const std::string_view signature = request.header("ok-access-sign");
    const std::string_view timestamp = request.header("ok-access-timestamp");
    if (key_name.empty()) return refused("50103");
    if (passphrase.empty()) return refused("50104");
    if (signature.empty()) return refused("50106");
    if (timestamp.empty()) return refused("50107");
    const auto stamp = base::from_iso8601(timestamp);
    if (!stamp) return refused("50112");
    if (is_outside_window(*stamp, now)) return refused("50102");
    const ApiKey* key = keys.find(key_name);
    if (key == nullptr) return refused("50111");
    if (!key->works_in(request.header("x-simulated-trading") == "1")) return refused("50101");
    if (!equal_signatures(passphrase, key->passphrase.reveal())) return refused("50105");
    const std::string prehash = std::string(timestamp) + request.method + request.target + request.body;
    if (!equal_signatures(signature, sign(key->secret, prehash))) return refused("50113");
    return key;
}

Authenticated authenticate_login(const ApiKeys& keys, const JsonValue& login, base::Timestamp now) {
    const std::string_view key_name = login.text_of("apiKey");
    const std::string_view timestamp = login.text_of("timestamp");
    if (key_name.empty()) return refused("60005");
    const auto stamp = parse_unix_seconds(timestamp);
    if (!stamp) return refused("60004");
    if (is_outside_window(*stamp, now)) return refused("60006");
    const ApiKey* key = keys.find(key_name);
    if (key == nullptr) return refused("60032");
    if (!equal_signatures(login.text_of("passphrase"), key->passphrase.reveal())) return refused("60024");
    const std::string expected = sign(key->secret, std::string(timestamp) + "GET/users/self/verify");
    if (!equal_signatures(login.text_of("sign"), expected)) return refused("60007");
    return key;
}

}  // namespace trading::simulator
