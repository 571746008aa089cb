#include "common/venue/okx/signing.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

Signer reference_signer() {
    return Signer{Credentials{
        .api_key = "key-1",
        .secret = base::Secret{std::string{"22582BD0CFF14C41EDBF1AB98506286D"}},
        .passphrase = base::Secret{std::string{"pass\"word"}},
    }};
}

const base::Timestamp kMoment = *base::from_iso8601("2020-12-08T09:08:57.715Z");

TEST(Signer, signs_a_query_like_the_protocol_reference) {
    Signer signer = reference_signer();
    const RestSignature signature =
        signer.sign({.method = "GET", .path = "/api/v5/account/balance?ccy=BTC", .body = ""}, kMoment);
    EXPECT_EQ(signature.timestamp(), "2020-12-08T09:08:57.715Z");
    EXPECT_EQ(signature.signature(), "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=");
}

TEST(Signer, signs_an_order_like_the_protocol_reference) {
    Signer signer = reference_signer();
    const SignedParts order{
        .method = "POST",
        .path = "/api/v5/trade/order",
        .body =
            R"({"instId":"BTC-USDT","tdMode":"cash","clOrdId":"b15","side":"buy","ordType":"limit","px":"2.15","sz":"2"})",
    };
    EXPECT_EQ(signer.sign(order, kMoment).signature(), "dI6rrL9rXW/HdaPKJ/6LC1OgvH4/PYju6R3CqixMTNQ=");
}

TEST(Signer, gives_the_same_signature_again_after_others) {
    Signer signer = reference_signer();
    const SignedParts query{.method = "GET", .path = "/api/v5/account/balance?ccy=BTC", .body = ""};
    const RestSignature first = signer.sign(query, kMoment);
    static_cast<void>(signer.sign({.method = "POST", .path = "/x", .body = "{}"}, kMoment));
    EXPECT_EQ(signer.sign(query, kMoment).signature(), first.signature());
}

TEST(Signer, pads_milliseconds_and_rounds_towards_the_past) {
    Signer signer = reference_signer();
    const base::Timestamp moment = *base::from_iso8601("2026-01-02T03:04:05.007999999Z");
    EXPECT_EQ(signer.sign({.method = "GET", .path = "/", .body = ""}, moment).timestamp(), "2026-01-02T03:04:05.007Z");
}

TEST(Signer, writes_times_like_the_slow_and_plain_way) {
    Signer signer = reference_signer();
    for (const char* text : {"1999-12-31T23:59:59.999Z", "2024-02-29T00:00:00.000Z", "2026-11-24T12:34:56.078Z"}) {
        const base::Timestamp moment = *base::from_iso8601(text);
        EXPECT_EQ(
            signer.sign({.method = "GET", .path = "/", .body = ""}, moment).timestamp(),
            base::to_iso8601_milliseconds(moment)
        );
    }
}

TEST(Signer, writes_the_login_of_the_protocol_reference_with_an_escaped_passphrase) {
    Signer signer = reference_signer();
    std::string login = "left over";
    signer.write_login(base::from_unix_milliseconds(1704876947999), login);
    EXPECT_EQ(
        login,
        R"({"op":"login","args":[{"apiKey":"key-1","passphrase":"pass\"word","timestamp":"1704876947",)"
        R"("sign":"5/36BgGV6m/6pmdc20zdqk0mzF5ZalmzzPD2fo3wavU="}]})"
    );
}

}  // namespace
}  // namespace trading::venue::okx
