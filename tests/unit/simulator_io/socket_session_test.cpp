#include "services/simulator/io/socket_session.hpp"

#include "tests/unit/simulator_io/fakes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

class SocketSessionTest : public testing::Test {
protected:
    std::shared_ptr<SocketSession> open(SocketPath path, FakeLink& link) {
        return std::make_shared<SocketSession>(environment_, path, link, "a4d3ae55");
    }

    [[nodiscard]] std::string login_text(std::string_view secret = kSecret) const {
        const std::string stamp = fmt::format("{}", base::to_unix_milliseconds(clock_.now()) / 1000);
        return fmt::format(
            R"({{"op":"login","args":[{{"apiKey":"key","passphrase":"phrase","timestamp":"{}","sign":"{}"}}]}})",
            stamp,
            sign(base::Secret{std::string(secret)}, stamp + "GET/users/self/verify")
        );
    }

    base::ManualClock clock_{kNow};
    ApiKeys keys_ = make_keys();
    FaultInjector faults_{1};
    SubscriberRegistry registry_;
    FakeVenue venue_;
    SessionEnvironment environment_{keys_, clock_, faults_, registry_, venue_, seconds{30}};
    FakeLink link_;
};

TEST_F(SocketSessionTest, answers_ping_with_the_text_pong) {
    const auto session = open(SocketPath::Public, link_);
    session->on_text("ping");
    EXPECT_THAT(link_.frames, ElementsAre("pong"));
}

TEST_F(SocketSessionTest, acknowledges_each_argument_before_its_snapshot) {
    const auto session = open(SocketPath::Public, link_);
    session->on_text(
        R"({"id":"7","op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"},{"channel":"trades","instId":"X"}]})"
    );
    ASSERT_EQ(link_.frames.size(), 3U);
    EXPECT_EQ(
        link_.frames[0],
        R"({"id":"7","event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT"},"connId":"a4d3ae55"})"
    );
    EXPECT_THAT(link_.frames[1], HasSubstr(R"("action":"snapshot")"));
    EXPECT_THAT(link_.frames[2], HasSubstr(R"("code":"60018")"));
    EXPECT_THAT(link_.frames[2], HasSubstr("Wrong URL or channel:trades, instId:X doesn't exist."));
}

TEST_F(SocketSessionTest, sends_the_snapshot_again_but_updates_once_after_subscribing_twice) {
    const auto session = open(SocketPath::Public, link_);
    const std::string text = R"({"op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"}]})";
    session->on_text(text);
    session->on_text(text);
    EXPECT_EQ(link_.frames.size(), 4U);
    FrameContext context;
    context.channel = "books";
    registry_.publish("books:BTC-USDT", context, make_push("{}", "update", "[]"));
    EXPECT_EQ(link_.frames.size(), 5U);
}

TEST_F(SocketSessionTest, stops_pushing_after_unsubscribe) {
    const auto session = open(SocketPath::Public, link_);
    session->on_text(R"({"op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"}]})");
    session->on_text(R"({"op":"unsubscribe","args":[{"channel":"books","instId":"BTC-USDT"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr(R"("event":"unsubscribe")"));
    EXPECT_FALSE(registry_.has("books:BTC-USDT"));
}

TEST_F(SocketSessionTest, tells_where_a_channel_lives) {
    const auto session = open(SocketPath::Public, link_);
    session->on_text(R"({"op":"subscribe","args":[{"channel":"candle1m","instId":"BTC-USDT"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("64001"));
    session->on_text(R"({"op":"subscribe","args":[{"channel":"orders","instType":"ANY"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60018"));
}

TEST_F(SocketSessionTest, refuses_what_it_cannot_read) {
    const auto session = open(SocketPath::Public, link_);
    session->on_text("{nonsense");
    EXPECT_THAT(link_.frames.back(), HasSubstr(R"("code":"60012")"));
    EXPECT_THAT(link_.frames.back(), HasSubstr("Invalid request: {nonsense"));
    session->on_text(R"({"op":"subscribe","args":"books"})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60012"));
    session->on_text(R"({"op":"dance"})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60019"));
}

TEST_F(SocketSessionTest, logs_in_once_and_counts_connections) {
    const auto session = open(SocketPath::Private, link_);
    session->on_text(R"({"op":"subscribe","args":[{"channel":"orders","instType":"ANY"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60011"));
    session->on_text(login_text());
    EXPECT_EQ(link_.frames.back(), R"({"event":"login","msg":"","code":"0","connId":"a4d3ae55"})");
    session->on_text(R"({"op":"subscribe","args":[{"channel":"orders","instType":"ANY"}]})");
    EXPECT_THAT(link_.frames[3], HasSubstr(R"("event":"channel-conn-count","channel":"orders","connCount":"1")"));
    EXPECT_THAT(link_.frames.back(), HasSubstr(R"("uid":"77")"));
    session->on_text(login_text());
    EXPECT_THAT(link_.frames.back(), HasSubstr("60031"));
}

TEST_F(SocketSessionTest, closes_with_4001_after_a_wrong_login) {
    const auto session = open(SocketPath::Private, link_);
    session->on_text(login_text("wrong"));
    EXPECT_THAT(link_.frames.back(), HasSubstr("60007"));
    EXPECT_EQ(link_.closed_with, 4001);
}

TEST_F(SocketSessionTest, refuses_the_thirty_first_connection_of_a_channel) {
    std::vector<std::unique_ptr<FakeLink>> links;
    std::vector<std::shared_ptr<SocketSession>> sessions;
    for (int index = 0; index < 31; ++index) {
        links.push_back(std::make_unique<FakeLink>());
        sessions.push_back(open(SocketPath::Private, *links.back()));
        sessions.back()->on_text(login_text());
        sessions.back()->on_text(R"({"op":"subscribe","args":[{"channel":"account"}]})");
    }
    EXPECT_THAT(links[29]->frames[2], HasSubstr(R"("connCount":"30")"));
    EXPECT_THAT(links[30]->frames.back(), HasSubstr("channel-conn-count-error"));
    EXPECT_EQ(registry_.count("account@main"), 30U);
}

TEST_F(SocketSessionTest, counts_a_connection_once_however_often_it_subscribes_to_a_channel) {
    FakeLink other;
    const auto first = open(SocketPath::Private, other);
    first->on_text(login_text());
    first->on_text(R"({"op":"subscribe","args":[{"channel":"orders","instType":"ANY"}]})");
    const auto session = open(SocketPath::Private, link_);
    session->on_text(login_text());
    for (int index = 0; index < 40; ++index) {
        session->on_text(fmt::format(
            R"({{"op":"subscribe","args":[{{"channel":"orders","instType":"ANY","instFamily":"F{}"}}]}})", index
        ));
    }
    EXPECT_THAT(link_.frames.at(link_.frames.size() - 2), HasSubstr(R"("event":"channel-conn-count")"));
    EXPECT_THAT(link_.frames.at(link_.frames.size() - 2), HasSubstr(R"("connCount":"2")"));
    EXPECT_EQ(registry_.count("orders@main"), 2U);
}

TEST_F(SocketSessionTest, wants_an_id_and_a_list_for_order_operations) {
    const auto session = open(SocketPath::Private, link_);
    session->on_text(login_text());
    session->on_text(R"({"op":"order","args":[{"sz":"1"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60013"));
    session->on_text(R"({"id":"1","op":"order","args":[{"sz":"1"}]})");
    EXPECT_EQ(link_.frames.back(), "answer to order");
}

TEST_F(SocketSessionTest, closes_with_4004_after_half_a_minute_of_silence) {
    const auto session = open(SocketPath::Public, link_);
    clock_.advance(seconds{29});
    session->on_text("ping");
    clock_.advance(seconds{29});
    session->pump();
    EXPECT_FALSE(link_.closed_with);
    clock_.advance(seconds{1});
    session->pump();
    EXPECT_EQ(link_.closed_with, 4004);
}

TEST_F(SocketSessionTest, refuses_the_four_hundred_and_eighty_first_request_of_an_hour) {
    const auto session = open(SocketPath::Public, link_);
    const std::string text = R"({"op":"unsubscribe","args":[{"channel":"books","instId":"BTC-USDT"}]})";
    for (int index = 0; index < 480; ++index) session->on_text(text);
    EXPECT_THAT(link_.frames.back(), HasSubstr("unsubscribe"));
    session->on_text(text);
    EXPECT_THAT(link_.frames.back(), HasSubstr("60014"));
    clock_.advance(std::chrono::hours{1});
    session->on_text(text);
    EXPECT_THAT(link_.frames.back(), HasSubstr("unsubscribe"));
}

TEST_F(SocketSessionTest, announces_the_end_and_then_closes) {
    const auto session = open(SocketPath::Public, link_);
    FaultSpec notice;
    notice.kind = FaultKind::Notice;
    notice.delay = seconds{5};
    session->suffer(notice);
    EXPECT_THAT(link_.frames.back(), HasSubstr(R"("event":"notice","code":"64008")"));
    clock_.advance(seconds{5});
    session->pump();
    EXPECT_EQ(link_.closed_with, 1012);
}

TEST_F(SocketSessionTest, suffers_a_fault_of_sockets_some_time_after_opening) {
    const auto spec = parse_fault("half_open,channel=public,delay=2s");
    ASSERT_TRUE(spec);
    ASSERT_TRUE(faults_.add(*spec, clock_.monotonic_now()));
    const auto session = open(SocketPath::Public, link_);
    session->pump();
    EXPECT_FALSE(link_.is_muted);
    clock_.advance(seconds{2});
    session->pump();
    EXPECT_TRUE(link_.is_muted);
}

TEST_F(SocketSessionTest, serves_every_channel_on_the_base_path) {
    const auto session = open(SocketPath::Any, link_);
    session->on_text(
        R"({"op":"subscribe","args":[{"channel":"candle1m","instId":"BTC-USDT"},{"channel":"books","instId":"BTC-USDT"}]})"
    );
    EXPECT_EQ(link_.frames.size(), 4U);
    EXPECT_TRUE(registry_.has("candle1m:BTC-USDT"));
}

TEST_F(SocketSessionTest, knows_the_candles_of_mark_price_and_index) {
    const auto session = open(SocketPath::Business, link_);
    session->on_text(
        R"({"op":"subscribe","args":[{"channel":"mark-price-candle1m","instId":"BTC-USDT"},{"channel":"index-candle3Mutc","instId":"BTC-USDT"}]})"
    );
    EXPECT_TRUE(registry_.has("mark-price-candle1m:BTC-USDT"));
    EXPECT_TRUE(registry_.has("index-candle3Mutc:BTC-USDT"));
    session->on_text(R"({"op":"subscribe","args":[{"channel":"index-candle7m","instId":"BTC-USDT"}]})");
    EXPECT_THAT(link_.frames.back(), HasSubstr("60018"));
}

TEST(Subscription, chooses_the_contracts_of_a_family) {
    const auto argument = JsonValue::parse(R"({"channel":"orders","instType":"ANY","instFamily":"BTC-USDT"})");
    const Subscription subscription =
        make_subscription(*find_channel("orders"), argument.value(), domain::AccountId{"main"}, "77");
    EXPECT_TRUE(subscription.wants("BTC-USDT-SWAP", "SWAP"));
    EXPECT_FALSE(subscription.wants("ETH-USDT-SWAP", "SWAP"));
    EXPECT_FALSE(subscription.wants("BTC-USDT", "SPOT"));
}

}  // namespace
}  // namespace trading::test
