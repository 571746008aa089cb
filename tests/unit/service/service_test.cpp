#include "common/service/health.hpp"
#include "common/service/http_endpoint.hpp"
#include "common/service/log.hpp"
#include "common/service/metrics.hpp"

#include <gmock/gmock.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace trading::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string get(std::uint16_t port, const std::string& path) {
    const int handle = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    EXPECT_EQ(write(handle, request.data(), request.size()), static_cast<ssize_t>(request.size()));
    std::string answer;
    char buffer[4096];
    ssize_t count = 0;
    while ((count = read(handle, buffer, sizeof buffer)) > 0) answer.append(buffer, static_cast<std::size_t>(count));
    close(handle);
    return answer;
}

TEST(Log, writes_one_json_object_with_escaped_text) {
    const std::string line = to_json_line(
        base::from_unix_milliseconds(0),
        LogLevel::Warn,
        "gateway",
        "feed_stale",
        "silent \"book\"\n",
        {{"instrument", "BTC-USDT"}, {"gaps", 3}, {"age_seconds", 1.5}, {"is_stale", true}}
    );
    EXPECT_EQ(
        line,
        R"({"ts":"1970-01-01T00:00:00.000000000Z","level":"warn","service":"gateway","event":"feed_stale",)"
        R"("msg":"silent \"book\"\n","instrument":"BTC-USDT","gaps":3,"age_seconds":1.5,"is_stale":true})"
    );
}

TEST(Log, holds_back_an_event_that_repeats_too_often) {
    base::ManualClock clock{base::from_unix_milliseconds(0)};
    Log log{"sample", LogLevel::Error, clock};
    for (int line = 0; line < Log::kRepeatsMax + 5; ++line) log.error("noise", "again");
    EXPECT_EQ(log.suppressed(), 5U);
    clock.advance(std::chrono::seconds{1});
    log.error("noise", "again");
    EXPECT_EQ(log.suppressed(), 5U);
}

TEST(Metrics, prints_series_and_lists_names) {
    Metrics metrics;
    Counter frames = metrics.counter("trading_sample_frames_total", "Frames.", {{"channel", "book"}});
    frames.set_total(5);
    frames.set_total(3);
    frames.increment();
    metrics.gauge("trading_sample_age_seconds", "Age.").set(1.5);
    EXPECT_THAT(metrics.to_text(), HasSubstr("trading_sample_frames_total{channel=\"book\"} 6"));
    EXPECT_THAT(metrics.names(), ElementsAre("trading_sample_age_seconds", "trading_sample_frames_total"));
}

TEST(Health, is_ready_only_while_it_lives_and_every_part_is_well) {
    base::ManualClock clock{base::from_unix_milliseconds(0)};
    Health health{clock};
    EXPECT_TRUE(health.is_ready());
    health.report("database", false, "connection refused");
    EXPECT_TRUE(health.is_live());
    EXPECT_FALSE(health.is_ready());
    EXPECT_THAT(health.to_json(), HasSubstr(R"("database":{"ok":false,"detail":"connection refused"})"));
    health.report("database", true);
    EXPECT_TRUE(health.is_ready());
    clock.advance(Health::kSilenceMax + base::Duration{1});
    EXPECT_FALSE(health.is_live());
    health.beat();
    EXPECT_TRUE(health.is_live());
}

TEST(HttpEndpoint, serves_metrics_health_and_readiness) {
    base::ManualClock clock{base::from_unix_milliseconds(0)};
    Metrics metrics;
    metrics.counter("trading_sample_frames_total", "Frames.").increment();
    Health health{clock};
    health.report("venue", false, "not connected");
    auto endpoint = HttpEndpoint::open({}, metrics, health);
    ASSERT_TRUE(endpoint.has_value());
    EXPECT_THAT(get((*endpoint)->port(), "/metrics"), HasSubstr("trading_sample_frames_total 1"));
    EXPECT_THAT(get((*endpoint)->port(), "/health"), HasSubstr("HTTP/1.1 200"));
    EXPECT_THAT(get((*endpoint)->port(), "/ready"), HasSubstr("HTTP/1.1 503"));
}

TEST(HttpEndpoint, ends_at_once_and_frees_its_port) {
    base::ManualClock clock{base::from_unix_milliseconds(0)};
    Metrics metrics;
    Health health{clock};
    auto endpoint = HttpEndpoint::open({}, metrics, health);
    ASSERT_TRUE(endpoint.has_value());
    const std::uint16_t port = (*endpoint)->port();
    EXPECT_THAT(get(port, "/health"), HasSubstr("HTTP/1.1 200"));
    const auto begin = std::chrono::steady_clock::now();
    endpoint->reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{200});
    EXPECT_TRUE(HttpEndpoint::open({.port = port}, metrics, health).has_value());
}

TEST(HttpEndpoint, says_that_a_port_is_in_use) {
    base::ManualClock clock{base::from_unix_milliseconds(0)};
    Metrics metrics;
    Health health{clock};
    auto first = HttpEndpoint::open({}, metrics, health);
    ASSERT_TRUE(first.has_value());
    auto second = HttpEndpoint::open({.port = (*first)->port()}, metrics, health);
    ASSERT_FALSE(second.has_value());
    EXPECT_THAT(second.error().detail, HasSubstr("is the port in use?"));
}

}  // namespace
}  // namespace trading::service
