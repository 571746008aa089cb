#include "services/simulator/io/authentication.hpp"

#include "tests/unit/simulator_io/fakes.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;

HttpRequest signed_request(base::Timestamp stamp) {
    HttpRequest request;
    request.method = "GET";
    request.target = "/api/v5/account/balance?ccy=BTC";
    const std::string text = base::to_iso8601_milliseconds(stamp);
    request.headers["ok-access-key"] = "key";
    request.headers["ok-access-passphrase"] = "phrase";
    request.headers["ok-access-timestamp"] = text;
    request.headers["ok-access-sign"] =
        sign(base::Secret{std::string(kSecret)}, text + request.method + request.target + request.body);
    return request;
}

std::string code_of(const HttpRequest& request, KeyEnvironment environment = KeyEnvironment::Any) {
    const ApiKeys keys = make_keys(environment);
    const auto result = authenticate(keys, request, kNow);
    return result ? "0" : result.error().code;
}

TEST(Signature, agrees_with_the_vectors_of_the_reference) {
    const base::Secret secret{std::string(kSecret)};
    EXPECT_EQ(
        sign(secret, "2020-12-08T09:08:57.715ZGET/api/v5/account/balance?ccy=BTC"),
        "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY="
    );
    EXPECT_EQ(sign(secret, "1704876947GET/users/self/verify"), "5/36BgGV6m/6pmdc20zdqk0mzF5ZalmzzPD2fo3wavU=");
}

TEST(Authentication, accepts_a_request_signed_as_sent) { EXPECT_EQ(code_of(signed_request(kNow)), "0"); }

TEST(Authentication, names_the_first_missing_header) {
    HttpRequest request;
    EXPECT_EQ(code_of(request), "50103");
    request.headers["ok-access-key"] = "key";
    EXPECT_EQ(code_of(request), "50104");
    request.headers["ok-access-passphrase"] = "phrase";
    EXPECT_EQ(code_of(request), "50106");
    request.headers["ok-access-sign"] = "x";
    EXPECT_EQ(code_of(request), "50107");
    request.headers["ok-access-timestamp"] = "yesterday";
    EXPECT_EQ(code_of(request), "50112");
}

TEST(Authentication, refuses_timestamps_outside_half_a_minute) {
    EXPECT_EQ(code_of(signed_request(kNow - std::chrono::seconds{30})), "0");
    EXPECT_EQ(code_of(signed_request(kNow - std::chrono::seconds{31})), "50102");
    EXPECT_EQ(code_of(signed_request(kNow + std::chrono::seconds{31})), "50102");
}

TEST(Authentication, refuses_key_passphrase_and_signature_with_their_own_codes) {
    HttpRequest request = signed_request(kNow);
    request.headers["ok-access-key"] = "nobody";
    EXPECT_EQ(code_of(request), "50111");
    request = signed_request(kNow);
    request.headers["ok-access-passphrase"] = "wrong";
    EXPECT_EQ(code_of(request), "50105");
    request = signed_request(kNow);
    request.target = "/api/v5/account/balance?ccy=ETH";
    EXPECT_EQ(code_of(request), "50113");
}

TEST(Authentication, binds_keys_to_their_environment) {
    HttpRequest demo = signed_request(kNow);
    demo.headers["x-simulated-trading"] = "1";
    EXPECT_EQ(code_of(demo, KeyEnvironment::Any), "0");
    EXPECT_EQ(code_of(demo, KeyEnvironment::Demo), "0");
    EXPECT_EQ(code_of(demo, KeyEnvironment::Live), "50101");
    EXPECT_EQ(code_of(signed_request(kNow), KeyEnvironment::Demo), "50101");
}

}  // namespace
}  // namespace trading::test
