#include "common/venue/okx/signing.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/json_text.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <utility>

namespace trading::venue::okx {
namespace {

constexpr std::size_t kDigestBytes = 32;

void write_digits(char* out, int count, std::int64_t value) {
    for (int digit = count - 1; digit >= 0; --digit) {
        out[digit] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

// 2020-12-08T09:08:57.715Z, always with three digits of milliseconds.
void write_timestamp(base::Timestamp now, std::array<char, 24>& out) {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now);
    const auto day = std::chrono::floor<std::chrono::days>(milliseconds);
    const std::chrono::year_month_day date{day};
    const std::int64_t of_day = (milliseconds - day).count();
    out = {'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0',
           '0', ':', '0', '0', ':', '0', '0', '.', '0', '0', '0', 'Z'};
    write_digits(&out[0], 4, static_cast<int>(date.year()));
    write_digits(&out[5], 2, static_cast<unsigned>(date.month()));
    write_digits(&out[8], 2, static_cast<unsigned>(date.day()));
    write_digits(&out[11], 2, of_day / 3'600'000);
    write_digits(&out[14], 2, of_day / 60'000 % 60);
    write_digits(&out[17], 2, of_day / 1'000 % 60);
    write_digits(&out[20], 3, of_day % 1'000);
}

std::array<char, 44> to_base64(const std::array<unsigned char, kDigestBytes>& digest) {
    std::array<unsigned char, 45> text{};  // EVP_EncodeBlock ends with a zero byte.
    const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    TRADING_ASSERT(length == 44);
    std::array<char, 44> out{};
    for (std::size_t index = 0; index < out.size(); ++index) out[index] = static_cast<char>(text[index]);
    return out;
}

}  // namespace

// One keyed context; starting it again without a key keeps the key schedule.
class Signer::Hmac {
public:
    explicit Hmac(std::string_view secret) : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)) {
        TRADING_ASSERT(mac_ != nullptr);
        context_ = EVP_MAC_CTX_new(mac_);
        TRADING_ASSERT(context_ != nullptr);
        std::array<char, 7> digest_name{"SHA256"};
        const std::array<OSSL_PARAM, 2> parameters{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
            OSSL_PARAM_construct_end(),
        };
        // An empty secret is a configuration without trading; one byte keeps OpenSSL from taking it for "no key".
        const std::string_view key = secret.empty() ? std::string_view{"\0", 1} : secret;
        const int is_keyed =
            EVP_MAC_init(context_, reinterpret_cast<const unsigned char*>(key.data()), key.size(), parameters.data());
        TRADING_ASSERT(is_keyed == 1);
    }

    Hmac(const Hmac&) = delete;
    Hmac& operator=(const Hmac&) = delete;

    ~Hmac() {
        EVP_MAC_CTX_free(context_);
        EVP_MAC_free(mac_);
    }

    void start() { TRADING_ASSERT(EVP_MAC_init(context_, nullptr, 0, nullptr) == 1); }

    void add(std::string_view text) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
        TRADING_ASSERT(text.empty() || EVP_MAC_update(context_, bytes, text.size()) == 1);
    }

    std::array<char, 44> finish() {
        std::array<unsigned char, kDigestBytes> digest{};
        std::size_t length = 0;
        TRADING_ASSERT(EVP_MAC_final(context_, digest.data(), &length, digest.size()) == 1);
        TRADING_ASSERT(length == digest.size());
        return to_base64(digest);
    }

private:
    EVP_MAC* mac_;
    EVP_MAC_CTX* context_ = nullptr;
};

Signer::Signer(Credentials credentials)
    : credentials_(std::move(credentials)), hmac_(std::make_unique<Hmac>(credentials_.secret.reveal())) {}

Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;

RestSignature Signer::sign(const SignedParts& parts, base::Timestamp now) {
    RestSignature signature;
    write_timestamp(now, signature.timestamp_bytes);
    hmac_->start();
    hmac_->add(signature.timestamp());
    hmac_->add(parts.method);
    hmac_->add(parts.path);
    hmac_->add(parts.body);
    signature.signature_bytes = hmac_->finish();
    return signature;
}

void Signer::write_login(base::Timestamp now, std::string& out) {
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const std::string timestamp = std::to_string(seconds);
    hmac_->start();
    hmac_->add(timestamp);
    hmac_->add("GET/users/self/verify");
    const std::array<char, 44> signature = hmac_->finish();

    out.clear();
    JsonText json{out};
    json.open('{');
    json.plain("op", "login");
    json.key("args");
    json.open('[');
    json.open('{');
    json.text("apiKey", credentials_.api_key);
    json.text("passphrase", credentials_.passphrase.reveal());
    json.plain("timestamp", timestamp);
    json.plain("sign", {signature.data(), signature.size()});
    json.close('}');
    json.close(']');
    json.close('}');
}

}  // namespace trading::venue::okx
