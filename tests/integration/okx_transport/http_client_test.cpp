#include "common/venue/okx/transport/http_client.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/raw_server.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"
#include "tests/support/okx_transport/test_certificates.hpp"

#include <atomic>
#include <optional>

namespace trading::venue::okx {
namespace {

using std::chrono::milliseconds;
using test::RawServer;
using test::ScriptedVenue;

constexpr const char* kShortReply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

simulator::HttpResponse reply(int status, std::string body) {
    simulator::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

class AnHttpClient : public ::testing::Test {
protected:
    void SetUp() override { make({}); }

    void make(HttpClient::Options options) { client_ = std::make_unique<HttpClient>(driver_.loop(), options); }

    static HttpRequest get(const std::string& scheme, std::uint16_t port) {
        return {
            .method = "GET",
            .url = scheme + "://localhost:" + std::to_string(port) + "/api",
            .body = {},
            .headers = {}};
    }

    static HttpRequest post(std::uint16_t port) {
        HttpRequest request = get("http", port);
        request.method = "POST";
        request.body = R"({"clOrdId":"b15"})";
        request.is_write = true;
        return request;
    }

    void send(const HttpRequest& request) {
        client_->send(request, [this](const HttpReply& answer) {
            outcomes_.push_back(answer.outcome);
            status_ = answer.status;
            body_ = std::string{answer.body.text()};
        });
    }

    HttpOutcome outcome_of(const HttpRequest& request) {
        const std::size_t before = outcomes_.size();
        send(request);
        EXPECT_TRUE(driver_.wait_until([&] { return outcomes_.size() > before; }));
        return outcomes_.size() > before ? outcomes_.back() : HttpOutcome{};
    }

    test::LoopDriver driver_;
    std::unique_ptr<HttpClient> client_;
    std::vector<HttpOutcome> outcomes_;
    int status_ = 0;
    std::string body_;
};

TEST_F(AnHttpClient, brings_status_and_body) {
    ScriptedVenue venue;
    venue.on_request([](const auto& request) { return reply(429, request.method + request.target + request.body); });
    EXPECT_EQ(outcome_of(get("http", venue.port())), HttpOutcome::Replied);
    EXPECT_EQ(status_, 429);
    EXPECT_EQ(body_, "GET/api");
    EXPECT_EQ(outcome_of(post(venue.port())), HttpOutcome::Replied);
    EXPECT_EQ(body_, R"(POST/api{"clOrdId":"b15"})");
}

TEST_F(AnHttpClient, keeps_its_connection_for_reads) {
    std::atomic<int> connections = 0;
    RawServer server([&](const RawServer::Peer& peer) {
        ++connections;
        while (!peer.read_header().empty()) peer.write(kShortReply);
    });
    for (int count = 0; count < 3; ++count) EXPECT_EQ(outcome_of(get("http", server.port())), HttpOutcome::Replied);
    EXPECT_EQ(connections, 1);
    client_.reset();
}

TEST_F(AnHttpClient, reads_again_when_a_kept_connection_was_dead) {
    RawServer server([](const RawServer::Peer& peer) {
        static_cast<void>(peer.read_header());
        peer.write(kShortReply);
    });
    for (int count = 0; count < 3; ++count) EXPECT_EQ(outcome_of(get("http", server.port())), HttpOutcome::Replied);
}

// libcurl repeats a request by itself when a kept connection ends before the first byte of an answer.
TEST_F(AnHttpClient, never_repeats_a_write) {
    std::atomic<int> writes = 0;
    RawServer server([&](const RawServer::Peer& peer) {
        std::string header = peer.read_header();
        while (header.starts_with("GET")) {
            peer.write(kShortReply);
            header = peer.read_header();
        }
        if (header.starts_with("POST")) ++writes;  // And the connection ends.
    });
    EXPECT_EQ(outcome_of(get("http", server.port())), HttpOutcome::Replied);
    EXPECT_EQ(outcome_of(post(server.port())), HttpOutcome::Lost);
    driver_.run_for(milliseconds{300});
    EXPECT_EQ(writes, 1);
}

TEST_F(AnHttpClient, does_not_know_what_became_of_a_write_without_an_answer) {
    ScriptedVenue venue;
    venue.on_request([](const auto&) {
        simulator::HttpResponse response;
        response.is_lost = true;
        return response;
    });
    EXPECT_EQ(outcome_of(post(venue.port())), HttpOutcome::Lost);
    driver_.run_for(milliseconds{100});
    EXPECT_EQ(venue.count_requests("/api"), 1);
}

TEST_F(AnHttpClient, gives_up_when_the_answer_takes_too_long) {
    make({.ca_file = {}, .timeout = milliseconds{200}});
    ScriptedVenue venue;
    venue.on_request([](const auto&) {
        simulator::HttpResponse response = reply(200, "late");
        response.delay = std::chrono::seconds{30};
        return response;
    });
    EXPECT_EQ(outcome_of(post(venue.port())), HttpOutcome::Lost);
}

TEST_F(AnHttpClient, knows_that_nothing_was_sent_when_nobody_listens) {
    std::uint16_t port = 0;
    { port = ScriptedVenue{}.port(); }
    EXPECT_EQ(outcome_of(post(port)), HttpOutcome::NotSent);
}

TEST_F(AnHttpClient, knows_that_nothing_was_sent_when_the_name_is_unknown) {
    HttpRequest request = get("http", 1);
    request.url = "http://no-such-host.invalid/api";
    EXPECT_EQ(outcome_of(request), HttpOutcome::NotSent);
}

TEST_F(AnHttpClient, does_not_follow_the_venue_elsewhere) {
    RawServer server([](const RawServer::Peer& peer) {
        static_cast<void>(peer.read_header());
        peer.write("HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n");
    });
    EXPECT_EQ(outcome_of(get("http", server.port())), HttpOutcome::Replied);
    EXPECT_EQ(status_, 302);
}

TEST_F(AnHttpClient, refuses_more_than_so_many_requests_at_once) {
    ScriptedVenue venue;
    venue.on_request([](const auto&) {
        simulator::HttpResponse response = reply(200, "");
        response.delay = milliseconds{300};
        return response;
    });
    for (std::size_t count = 0; count <= HttpClient::kInFlightMax; ++count) send(get("http", venue.port()));
    ASSERT_TRUE(driver_.wait_until([&] { return !outcomes_.empty(); }));
    EXPECT_EQ(outcomes_.front(), HttpOutcome::NotSent);
    ASSERT_TRUE(driver_.wait_until([&] { return outcomes_.size() == HttpClient::kInFlightMax + 1; }));
    EXPECT_EQ(std::count(outcomes_.begin(), outcomes_.end(), HttpOutcome::Replied), HttpClient::kInFlightMax);
}

class AnEncryptedHttpClient : public AnHttpClient {
protected:
    HttpOutcome outcome_with_certificate_of(const std::string& host, const std::string& ca_file) {
        simulator::WebServerOptions options;
        options.certificate_file = certificates_.certificate(host);
        options.private_key_file = certificates_.private_key(host);
        ScriptedVenue venue{options};
        venue.on_request([](const auto&) { return reply(200, ""); });
        make({.ca_file = ca_file});
        const HttpOutcome outcome = outcome_of(get("https", venue.port()));
        EXPECT_EQ(venue.requests().size(), outcome == HttpOutcome::Replied ? 1U : 0U);
        return outcome;
    }

    test::TestCertificates certificates_;
};

TEST_F(AnEncryptedHttpClient, trusts_the_host_that_the_certificate_names) {
    EXPECT_EQ(outcome_with_certificate_of(test::kRightHost, certificates_.authority()), HttpOutcome::Replied);
}

TEST_F(AnEncryptedHttpClient, sends_nothing_to_another_host_or_to_an_unknown_authority) {
    EXPECT_EQ(outcome_with_certificate_of(test::kWrongHost, certificates_.authority()), HttpOutcome::NotSent);
    EXPECT_EQ(outcome_with_certificate_of(test::kRightHost, ""), HttpOutcome::NotSent);
}

}  // namespace
}  // namespace trading::venue::okx
