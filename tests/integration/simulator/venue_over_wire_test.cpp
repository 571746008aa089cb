#include "services/simulator/io/admin_service.hpp"
#include "tests/integration/simulator/running_venue.hpp"
#include "tests/integration/simulator/venue_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using testing::HasSubstr;

const std::string kOrdersChannel = R"({"op":"subscribe","args":[{"channel":"orders","instType":"ANY"}]})";
const std::string kBooksChannel = R"({"op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"}]})";
const std::string kMarketBuy = R"({"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"100")";

class VenueOverWire : public testing::Test {
protected:
    std::uint64_t add_fault(const std::function<void(v1::Fault&)>& fill) {
        v1::AddFaultRequest request;
        fill(*request.mutable_fault());
        v1::AddFaultResponse response;
        const grpc::Status status = admin_.AddFault(nullptr, &request, &response);
        EXPECT_TRUE(status.ok()) << status.error_message();
        return response.fault_id();
    }

    RunningVenue venue_;
    AdminService admin_{venue_.server(), domain::AccountId{"main"}, 1, venue_.clock()};
};

TEST_F(VenueOverWire, trades_by_rest_and_tells_the_order_channel) {
    SocketClient socket(venue_.port(), "/ws/v5/private");
    socket.send(login_frame());
    ASSERT_TRUE(socket.next_with(R"("event":"login")"));
    socket.send(kOrdersChannel);
    ASSERT_TRUE(socket.next_with("channel-conn-count"));
    const HttpReply placed = request(venue_.port(), "POST", "/api/v5/trade/order", kMarketBuy + R"(,"clOrdId":"w1"})");
    EXPECT_EQ(placed.status, 200);
    EXPECT_THAT(placed.body, HasSubstr(R"("sCode":"0")"));
    EXPECT_THAT(socket.next_with(R"("clOrdId":"w1")").value_or(""), HasSubstr(R"("state":"live")"));
    EXPECT_TRUE(socket.next_with(R"("state":"filled")"));
}

TEST_F(VenueOverWire, places_orders_by_the_socket) {
    SocketClient socket(venue_.port(), "/ws/v5/private");
    socket.send(login_frame());
    ASSERT_TRUE(socket.next_with(R"("event":"login")"));
    socket.send(
        R"({"id":"5","op":"order","args":[{"instIdCode":10459,"tdMode":"cash","side":"sell","ordType":"market","sz":"0.01"}]})"
    );
    EXPECT_THAT(socket.next_with(R"("id":"5")").value_or(""), HasSubstr(R"("sCode":"0")"));
}

TEST_F(VenueOverWire, names_the_trades_of_a_spot_fill_beside_the_money_that_they_moved) {
    SocketClient socket(venue_.port(), "/ws/v5/private");
    socket.send(login_frame());
    ASSERT_TRUE(socket.next_with(R"("event":"login")"));
    socket.send(R"({"op":"subscribe","args":[{"channel":"balance_and_position"}]})");
    ASSERT_TRUE(socket.next_with(R"("eventType":"snapshot")"));
    const std::string order = kMarketBuy + R"(,"clOrdId":"b1"})";
    ASSERT_EQ(request(venue_.port(), "POST", "/api/v5/trade/order", order).status, 200);
    const auto pushed = socket.next_with(R"("eventType":"filled")");
    ASSERT_TRUE(pushed);
    const HttpReply fills = request(venue_.port(), "GET", "/api/v5/trade/fills?instType=SPOT&limit=1");
    const JsonValue fill = JsonValue::parse(fills.body)->find("data")->items().front();
    EXPECT_THAT(*pushed, HasSubstr(R"({"instId":"BTC-USDT","tradeId":")" + std::string(fill.text_of("tradeId"))));
}

TEST_F(VenueOverWire, leaves_the_client_without_an_answer_but_with_an_order) {
    add_fault([](v1::Fault& fault) { fault.set_kind(v1::FAULT_KIND_LOST_RESPONSE); });
    const HttpReply lost = request(venue_.port(), "POST", "/api/v5/trade/order", kMarketBuy + R"(,"clOrdId":"l1"})");
    EXPECT_EQ(lost.status, 0);
    const HttpReply found = request(venue_.port(), "GET", "/api/v5/trade/order?instId=BTC-USDT&clOrdId=l1");
    EXPECT_THAT(found.body, HasSubstr(R"("state":"filled")"));
}

TEST_F(VenueOverWire, breaks_the_chain_of_a_book_on_demand) {
    SocketClient socket(venue_.port(), "/ws/v5/public");
    socket.send(kBooksChannel);
    ASSERT_TRUE(socket.next_with("snapshot"));
    add_fault([](v1::Fault& fault) {
        fault.set_kind(v1::FAULT_KIND_GAP);
        fault.set_probability(0.5);
    });
    std::int64_t last = -1;
    bool has_gap = false;
    for (int frame = 0; frame < 50 && !has_gap; ++frame) {
        const auto text = socket.next_with(R"("action":"update")");
        ASSERT_TRUE(text);
        const JsonValue data = JsonValue::parse(*text)->find("data")->items().front();
        has_gap = last >= 0 && data.integer_of("prevSeqId") != last;
        last = data.integer_of("seqId").value();
    }
    EXPECT_TRUE(has_gap);
}

TEST_F(VenueOverWire, closes_open_sockets_with_the_asked_code) {
    SocketClient socket(venue_.port(), "/ws/v5/public");
    socket.send(kBooksChannel);
    ASSERT_TRUE(socket.next_with("snapshot"));
    add_fault([](v1::Fault& fault) {
        fault.set_kind(v1::FAULT_KIND_CLOSE);
        fault.set_code("4006");
        fault.set_duration_ms(1);
    });
    while (socket.next()) {
    }
    EXPECT_EQ(socket.close_code(), 4006);
}

TEST_F(VenueOverWire, falls_silent_on_a_half_open_socket) {
    SocketClient socket(venue_.port(), "/ws/v5/public");
    socket.send("ping");
    ASSERT_EQ(socket.next(), "pong");
    add_fault([](v1::Fault& fault) {
        fault.set_kind(v1::FAULT_KIND_HALF_OPEN);
        fault.set_duration_ms(1);
    });
    socket.send("ping");
    EXPECT_FALSE(socket.next(std::chrono::milliseconds{300}));
    EXPECT_EQ(socket.close_code(), 0);
}

TEST_F(VenueOverWire, shows_the_truth_and_lists_and_removes_faults) {
    const std::uint64_t id = add_fault([](v1::Fault& fault) { fault.set_kind(v1::FAULT_KIND_DROP); });
    v1::ListFaultsResponse list;
    ASSERT_TRUE(admin_.ListFaults(nullptr, nullptr, &list).ok());
    ASSERT_EQ(list.faults_size(), 1);
    EXPECT_EQ(list.faults(0).fault_id(), id);
    v1::RemoveFaultRequest removal;
    removal.set_fault_id(id);
    v1::RemoveFaultResponse removed;
    ASSERT_TRUE(admin_.RemoveFault(nullptr, &removal, &removed).ok());
    EXPECT_EQ(removed.removed(), 1U);

    static_cast<void>(request(venue_.port(), "POST", "/api/v5/trade/order", kMarketBuy + R"(,"clOrdId":"t1"})"));
    v1::GetTruthRequest question;
    question.set_api_key("key");
    v1::GetTruthResponse truth;
    ASSERT_TRUE(admin_.GetTruth(nullptr, &question, &truth).ok());
    EXPECT_EQ(truth.balances_size(), 2);
    ASSERT_GE(truth.fills_size(), 1);
    EXPECT_EQ(truth.fills(0).client_order_id(), "t1");
    EXPECT_EQ(truth.books_size(), 5);
    EXPECT_EQ(truth.past_orders_size(), 0);
    question.set_wants_past_orders(true);
    truth.Clear();
    ASSERT_TRUE(admin_.GetTruth(nullptr, &question, &truth).ok());
    ASSERT_EQ(truth.past_orders_size(), 1);
    EXPECT_EQ(truth.past_orders(0).client_order_id(), "t1");
    EXPECT_GT(truth.past_orders(0).ts_created_ns(), 0);
    question.set_api_key("stranger");
    EXPECT_EQ(admin_.GetTruth(nullptr, &question, &truth).error_code(), grpc::StatusCode::NOT_FOUND);
    v1::GetStatisticsResponse statistics;
    ASSERT_TRUE(admin_.GetStatistics(nullptr, nullptr, &statistics).ok());
    EXPECT_EQ(statistics.orders_accepted(), 1U);
    EXPECT_GE(statistics.account_fills(), 1U);
}

TEST_F(VenueOverWire, refuses_a_fault_that_makes_no_sense) {
    v1::AddFaultRequest nonsense;
    v1::AddFaultResponse response;
    EXPECT_EQ(admin_.AddFault(nullptr, &nonsense, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    nonsense.mutable_fault()->set_kind(v1::FAULT_KIND_DROP);
    nonsense.mutable_fault()->set_probability(7);
    EXPECT_EQ(admin_.AddFault(nullptr, &nonsense, &response).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(VenueOverWire, refuses_a_port_that_is_taken) {
    VenueServerOptions options = small_venue();
    options.web.port = venue_.port();
    VenueServer second(std::move(options), venue_.clock());
    const auto listening = second.listen();
    ASSERT_FALSE(listening);
    EXPECT_THAT(listening.error().detail, HasSubstr("cannot listen on"));
}

}  // namespace
}  // namespace trading::test
