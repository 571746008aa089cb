#pragma once

#include "common/base/secret.hpp"
#include "common/base/time.hpp"

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// One key of one account. Bound to a region and to live or demo.
struct Credentials {
    std::string api_key;
    base::Secret secret;
    base::Secret passphrase;
};

// What a signed REST request carries in OK-ACCESS-TIMESTAMP and OK-ACCESS-SIGN.
struct RestSignature {
    std::array<char, 24> timestamp_bytes{};  // 2020-12-08T09:08:57.715Z
    std::array<char, 44> signature_bytes{};  // base64 of HMAC-SHA256

    [[nodiscard]] std::string_view timestamp() const noexcept {
        return {timestamp_bytes.data(), timestamp_bytes.size()};
    }
    [[nodiscard]] std::string_view signature() const noexcept {
        return {signature_bytes.data(), signature_bytes.size()};
    }
};

// The parts of a request that are signed, exactly as they are sent.
struct SignedParts {
    std::string_view method;  // Upper case: GET, POST.
    std::string_view path;    // With the query: /api/v5/account/balance?ccy=BTC
    std::string_view body;    // Empty for GET.
};

// Signs REST requests and socket logins (section 2.1 and 4.3 of the protocol reference). Keeps one keyed HMAC context
// and uses it again, so that a signature costs less than a microsecond and allocates nothing. The venue refuses a time
// more than 30 s from its own (50102), so `now` must be the venue's time as well as we know it. One thread.
class Signer {
public:
    explicit Signer(Credentials credentials);
    ~Signer();
    Signer(Signer&&) noexcept;
    Signer& operator=(Signer&&) noexcept;

    [[nodiscard]] RestSignature sign(const SignedParts& parts, base::Timestamp now);

    // Writes the whole login message into `out`, replacing what was there. It holds the passphrase: send it, never log
    // it.
    void write_login(base::Timestamp now, std::string& out);

    [[nodiscard]] const std::string& api_key() const noexcept { return credentials_.api_key; }

    // For the header OK-ACCESS-PASSPHRASE only.
    [[nodiscard]] std::string_view reveal_passphrase() const noexcept { return credentials_.passphrase.reveal(); }

private:
    class Hmac;

    Credentials credentials_;
    std::unique_ptr<Hmac> hmac_;
};

}  // namespace trading::venue::okx
