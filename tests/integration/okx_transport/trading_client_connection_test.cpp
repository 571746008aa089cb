#include "tests/integration/okx_transport/trading_fixture.hpp"

namespace trading::venue::okx {
namespace {

using domain::RequestOutcome;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kNotice =
    R"({"event":"notice","code":"64008","msg":"The connection will soon be closed for a service upgrade.","connId":"a"})";

class ATradingClientsConnection : public TradingFixture {
protected:
    bool has_subscribed(int socket, const std::string& channel) const {
        const auto messages = venue_.messages(socket);
        return std::any_of(messages.begin(), messages.end(), [&](const std::string& text) {
            return text.find(R"("channel":")" + channel + '"') != std::string::npos;
        });
    }
};

TEST_F(ATradingClientsConnection, is_up_when_both_sockets_are_logged_in_and_subscribed) {
    start(options());
    ASSERT_TRUE(comes_up());
    const int orders = private_socket();
    const int stops = venue_.sockets_at("/business").back();
    for (const char* channel : {"orders", "account", "positions", "balance_and_position"}) {
        EXPECT_TRUE(has_subscribed(orders, channel)) << channel;
    }
    EXPECT_TRUE(has_subscribed(stops, "orders-algo"));
    for (const int socket : {orders, stops}) {
        EXPECT_NE(venue_.messages(socket).front().find(R"("op":"login")"), std::string::npos);
    }
}

TEST_F(ATradingClientsConnection, is_not_up_without_one_of_its_channels) {
    venue_.on_message([](const std::string& text) -> std::vector<std::string> {
        if (text.find(R"("op":"subscribe")") == std::string::npos) return {};
        return {
            R"({"event":"error","msg":"Wrong URL or channel:orders, instType:ANY doesn't exist.","code":"60018","connId":"a"})"};
    });
    start(options());
    driver_.run_for(seconds{2});
    EXPECT_FALSE(is_up());
    EXPECT_TRUE(all<domain::PrivateConnection>().empty());
}

TEST_F(ATradingClientsConnection, goes_down_and_comes_back_with_either_socket) {
    start(options());
    ASSERT_TRUE(comes_up());
    for (const char* path : {"/business", "/private"}) {
        venue_.close(venue_.sockets_at(path).back(), 4006, "abnormal");
        ASSERT_TRUE(driver_.wait_until([&] { return !is_up(); })) << path;
        EXPECT_NE(all<domain::PrivateConnection>().back().reason.find("4006"), std::string::npos);
        ASSERT_TRUE(comes_up()) << path;
        EXPECT_EQ(venue_.sockets_at(path).size(), 2U);
    }
}

TEST_F(ATradingClientsConnection, survives_an_announced_restart_with_an_operation_under_way) {
    auto patient = options();
    patient.answer_timeout = seconds{30};
    start(patient);
    ASSERT_TRUE(comes_up());
    const int first = private_socket();
    client_->execute(order("a1"));
    ASSERT_TRUE(driver_.wait_until([&] { return has_received(first, "a1"); }));
    const std::string request = venue_.messages(first).back();
    venue_.push(first, kNotice);
    ASSERT_TRUE(driver_.wait_until([&] { return client_->counters().handovers == 1; }));
    const int second = private_socket();
    ASSERT_NE(second, first);
    EXPECT_TRUE(all<domain::RequestAnswered>().empty());
    // The answer comes on the old socket; the next order goes to the new one.
    venue_.push(first, acceptance(request));
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::RequestAnswered>().size() == 1; }));
    EXPECT_EQ(all<domain::RequestAnswered>()[0].outcome, RequestOutcome::Accepted);
    client_->execute(order("a2"));
    ASSERT_TRUE(driver_.wait_until([&] { return has_received(second, "a2"); }));
    EXPECT_FALSE(has_received(first, "a2"));
    EXPECT_EQ(client_->counters().disconnections, 0U);
    EXPECT_EQ(all<domain::PrivateConnection>().back().reason, "handover");
}

// The order was the second message of the old socket and later than all of the new one.
TEST_F(ATradingClientsConnection, does_not_call_an_order_unsent_because_the_new_socket_has_sent_less) {
    auto patient = options();
    patient.answer_timeout = seconds{30};
    start(patient);
    ASSERT_TRUE(comes_up());
    const int first = private_socket();
    for (int count = 0; count < 20; ++count) client_->execute(order("a" + std::to_string(count)));
    ASSERT_TRUE(driver_.wait_until([&] { return has_received(first, "a19"); }));
    venue_.push(first, kNotice);
    ASSERT_TRUE(driver_.wait_until([&] { return client_->counters().handovers == 1; }));
    venue_.close(first, 1001, "upgrade");
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::RequestAnswered>().size() == 20; }));
    for (const auto& answer : all<domain::RequestAnswered>()) EXPECT_EQ(answer.outcome, RequestOutcome::Unknown);
    EXPECT_TRUE(is_up());
}

TEST_F(ATradingClientsConnection, asks_for_another_look_when_a_message_could_not_be_read) {
    start(options());
    ASSERT_TRUE(comes_up());
    const std::size_t before = all<domain::PrivateConnection>().size();
    venue_.push(private_socket(), R"({"arg":{"channel":"orders","instType":"ANY"},"data":[{"instId":"BTC-US)");
    venue_.push(private_socket(), "neither");
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::PrivateConnection>().size() > before; }));
    driver_.run_for(milliseconds{200});
    const auto connections = all<domain::PrivateConnection>();
    EXPECT_EQ(connections.size(), before + 1);  // Once for a while, not for each.
    EXPECT_TRUE(connections.back().is_up);
    EXPECT_EQ(connections.back().reason, "message_unreadable");
}

TEST_F(ATradingClientsConnection, knows_how_far_its_clock_is_off) {
    start(options());
    ASSERT_TRUE(driver_.wait_until([&] { return !all<domain::ClockOffset>().empty(); }));
    const auto offset = all<domain::ClockOffset>().front();
    ASSERT_TRUE(offset.offset.has_value());
    const base::Duration expected = clock_.now() - base::from_unix_milliseconds(1'700'000'000'000);
    EXPECT_LT(expected - *offset.offset, seconds{20});
    EXPECT_GT(expected - *offset.offset, -seconds{20});
    EXPECT_LT(offset.uncertainty, seconds{1});
}

TEST_F(ATradingClientsConnection, tells_of_the_venues_clock_before_anything_can_be_sent) {
    make_client(options());
    // Refused for the account's settings, which this venue does not tell; it was asked for its time before.
    EXPECT_FALSE(client_->fetch_account_profile());
    start_client();
    ASSERT_EQ(reports_.size(), 1U);
    const auto* offset = std::get_if<domain::ClockOffset>(&reports_.front());
    ASSERT_NE(offset, nullptr);
    EXPECT_TRUE(offset->offset.has_value());
}

TEST_F(ATradingClientsConnection, does_not_know_its_clock_when_the_venue_does_not_tell) {
    respond("/api/v5/public/time", http_reply(401, R"({"code":"50101","msg":""})"));
    start(options());
    ASSERT_TRUE(driver_.wait_until([&] { return !all<domain::ClockOffset>().empty(); }));
    EXPECT_FALSE(all<domain::ClockOffset>().front().offset.has_value());
}

}  // namespace
}  // namespace trading::venue::okx
