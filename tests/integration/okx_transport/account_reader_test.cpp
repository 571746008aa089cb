#include "tests/integration/okx_transport/trading_fixture.hpp"

namespace trading::venue::okx {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

std::string envelope(const std::string& items) { return R"({"code":"0","msg":"","data":[)" + items + "]}"; }

std::string fill(int number, std::int64_t milliseconds, const std::string& kind = "SPOT") {
    const std::string id = std::to_string(number);
    const std::string time = std::to_string(milliseconds);
    return R"({"side":"buy","fillSz":"1","fillPx":"30000","fee":"-1","feeCcy":"USDT","fillPnl":"0","ordId":"9","clOrdId":"a",)"
           R"("tradeId":")" +
           id + R"(","billId":")" + id + R"(","subType":"1","execType":"T","posSide":"net","instType":")" + kind +
           R"(","instId":"BTC-USDT","tag":"","fillTime":")" + time + R"(","ts":")" + time + R"("})";
}

// From `newest` down to `oldest`, as the venue lists them.
std::string fills_down(int newest, int oldest) {
    std::string items;
    for (int number = newest; number >= oldest; --number) {
        items += (items.empty() ? "" : ",") + fill(number, 1'700'000'000'000 + number);
    }
    return envelope(items);
}

std::string order_item(const std::string& id, const std::string& state) {
    return R"({"accFillSz":"0","avgPx":"","cTime":"1699330197524","cancelSource":"1","category":"normal","clOrdId":")" +
           id +
           R"(","fee":"0","feeCcy":"","fillPx":"","fillSz":"0","fillTime":"","instId":"BTC-USDT","instType":"SPOT","ordId":"9",)"
           R"("ordType":"limit","pnl":"0","posSide":"net","px":"30000","reduceOnly":"false","side":"buy","state":")" +
           state + R"(","sz":"1","tag":"","tdMode":"cash","tradeId":"","uTime":"1699330197524"})";
}

class AnAccountReader : public TradingFixture {
protected:
    void SetUp() override {
        TradingFixture::SetUp();
        auto nowhere = options();
        nowhere.addresses.private_socket = "ws://localhost:1/ws/v5/private";
        nowhere.addresses.business_socket = "ws://localhost:1/ws/v5/business";
        start(nowhere);
    }

    template <class Report>
    Report answer(const domain::VenueRequest& request) {
        client_->execute(request);
        EXPECT_TRUE(driver_.wait_until([&] { return !all<Report>().empty(); }));
        const auto found = all<Report>();
        return found.empty() ? Report{} : found.front();
    }

    domain::OrderQueried query(const std::string& id, bool is_stop = false) {
        return answer<domain::OrderQueried>(domain::QueryOrder{bitcoin().id, domain::ClientOrderId{id}, is_stop});
    }
};

TEST_F(AnAccountReader, reads_fills_page_by_page_and_brings_them_oldest_first) {
    venue_.on_request([](const simulator::HttpRequest& request) {
        if (request.target.find("after=151") != std::string::npos) return http_reply(200, fills_down(150, 51));
        if (request.target.find("after=51") != std::string::npos) return http_reply(200, fills_down(50, 20));
        return http_reply(200, fills_down(250, 151));
    });
    const auto fetched = answer<domain::FillsFetched>(domain::FetchFills{clock_.now() - hours{1}, 1});
    EXPECT_TRUE(fetched.has_answer);
    ASSERT_EQ(fetched.fills.size(), 231U);
    EXPECT_EQ(fetched.fills.front().trade_id.value(), "20");
    EXPECT_EQ(fetched.fills.back().trade_id.value(), "250");
}

TEST_F(AnAccountReader, has_no_answer_when_one_of_the_pages_cannot_be_read) {
    venue_.on_request([](const simulator::HttpRequest& request) {
        if (request.target.find("after=") != std::string::npos)
            return http_reply(401, R"({"code":"50113","msg":"Invalid Sign"})");
        return http_reply(200, fills_down(250, 151));
    });
    const auto fetched = answer<domain::FillsFetched>(domain::FetchFills{clock_.now() - hours{1}, 1});
    EXPECT_FALSE(fetched.has_answer);
    EXPECT_TRUE(fetched.fills.empty());
}

TEST_F(AnAccountReader, takes_fills_of_more_than_three_days_ago_from_the_history_of_each_kind) {
    respond(
        "/api/v5/trade/fills-history?instType=SPOT", http_reply(200, envelope(fill(3, 3'000) + "," + fill(1, 1'000)))
    );
    respond("/api/v5/trade/fills-history?instType=SWAP", http_reply(200, envelope(fill(2, 2'000, "SWAP"))));
    respond("/api/v5/trade/fills-history?instType=FUTURES", http_reply(200, envelope("")));
    const auto fetched = answer<domain::FillsFetched>(domain::FetchFills{clock_.now() - hours{24 * 30}, 1});
    EXPECT_TRUE(fetched.has_answer);
    ASSERT_EQ(fetched.fills.size(), 3U);
    for (std::size_t index = 0; index < 3; ++index) {
        EXPECT_EQ(fetched.fills[index].trade_id.value(), std::to_string(index + 1));
    }
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/fills?"), 0);
}

TEST_F(AnAccountReader, joins_open_orders_and_open_stops) {
    respond("/api/v5/trade/orders-pending", http_reply(200, envelope(order_item("a1", "live"))));
    respond("/api/v5/trade/orders-algo-pending", http_reply(200, envelope("")));
    const auto fetched = answer<domain::OpenOrdersFetched>(domain::FetchOpenOrders{});
    EXPECT_TRUE(fetched.has_answer);
    ASSERT_EQ(fetched.reports.size(), 1U);
    EXPECT_EQ(fetched.reports[0].client_order_id.value(), "a1");
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/orders-algo-pending"), 1);
}

TEST_F(AnAccountReader, has_no_open_orders_to_show_when_the_stops_are_missing) {
    respond("/api/v5/trade/orders-pending", http_reply(200, envelope(order_item("a1", "live"))));
    respond("/api/v5/trade/orders-algo-pending", http_reply(401, R"({"code":"50113","msg":"Invalid Sign"})"));
    const auto fetched = answer<domain::OpenOrdersFetched>(domain::FetchOpenOrders{});
    EXPECT_FALSE(fetched.has_answer);
    EXPECT_TRUE(fetched.reports.empty());
}

TEST_F(AnAccountReader, finds_an_order) {
    respond("/api/v5/trade/order?", http_reply(200, envelope(order_item("a1", "live"))));
    const auto queried = query("a1");
    EXPECT_TRUE(queried.has_answer);
    ASSERT_TRUE(queried.report.has_value());
    EXPECT_EQ(queried.report->status, domain::OrderStatus::Live);
}

TEST_F(AnAccountReader, looks_into_the_history_for_an_order_that_is_no_longer_live) {
    respond("/api/v5/trade/order?", http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})"));
    respond(
        "/api/v5/trade/orders-history?",
        http_reply(200, envelope(order_item("b", "filled") + "," + order_item("a1", "canceled")))
    );
    const auto queried = query("a1");
    EXPECT_TRUE(queried.has_answer);
    ASSERT_TRUE(queried.report.has_value());
    EXPECT_EQ(queried.report->status, domain::OrderStatus::Cancelled);
}

TEST_F(AnAccountReader, asks_for_an_order_of_somebody_else_by_the_name_that_it_has_at_the_venue) {
    respond("/api/v5/trade/order?", http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})"));
    std::string theirs = order_item("", "filled");
    const std::string id = "\"ordId\":\"";
    const std::size_t begin = theirs.find(id) + id.size();
    theirs.replace(begin, theirs.find('"', begin) - begin, "4711");
    respond("/api/v5/trade/orders-history?", http_reply(200, envelope(order_item("b", "canceled") + "," + theirs)));
    const auto queried = answer<domain::OrderQueried>(domain::QueryOrder{
        bitcoin().id, domain::ClientOrderId{"V4711"}, false, domain::VenueOrderId{"4711"}});
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/order?instId=BTC-USDT&ordId=4711"), 1);
    ASSERT_TRUE(queried.report.has_value());
    EXPECT_EQ(queried.report->status, domain::OrderStatus::Filled);
}

TEST_F(AnAccountReader, says_that_the_venue_does_not_know_an_order_only_when_both_say_so) {
    respond("/api/v5/trade/order?", http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})"));
    respond("/api/v5/trade/orders-history?", http_reply(200, envelope("")));
    const auto queried = query("a1");
    EXPECT_TRUE(queried.has_answer);
    EXPECT_FALSE(queried.report.has_value());
}

// A cut list proves nothing: the order may be on the next page.
TEST_F(AnAccountReader, does_not_know_what_became_of_an_order_when_the_history_is_too_long_to_read) {
    respond("/api/v5/trade/order?", http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})"));
    std::string page = order_item("b", "canceled");
    for (int row = 1; row < 100; ++row) page += "," + order_item("b", "canceled");
    respond("/api/v5/trade/orders-history?", http_reply(200, envelope(page)));
    const auto queried = query("a1");
    EXPECT_FALSE(queried.has_answer);
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/orders-history?"), AccountReader::kHistoryPagesMax);
}

TEST_F(AnAccountReader, searches_the_history_from_the_creation_of_the_order_on) {
    respond("/api/v5/trade/order?", http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})"));
    respond("/api/v5/trade/orders-history?", http_reply(200, envelope("")));
    domain::QueryOrder request{bitcoin().id, domain::ClientOrderId{"a1"}, false};
    request.ts_created = base::from_unix_milliseconds(1'700'000'060'000);
    EXPECT_TRUE(answer<domain::OrderQueried>(request).has_answer);
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/orders-history?instType=SPOT&begin=1700000000000"), 1);
}

TEST_F(AnAccountReader, gives_each_answer_the_number_of_its_look) {
    respond("/api/v5/account/positions", http_reply(200, envelope("")));
    EXPECT_EQ(answer<domain::PositionsFetched>(domain::FetchPositions{7}).look, 7U);
    respond("/api/v5/trade/fills", http_reply(401, R"({"code":"50113","msg":"Invalid Sign"})"));
    EXPECT_EQ(answer<domain::FillsFetched>(domain::FetchFills{clock_.now(), 8}).look, 8U);
}

TEST_F(AnAccountReader, dates_its_knowledge_of_an_order_by_the_question) {
    simulator::HttpResponse slow = http_reply(200, R"({"code":"51603","msg":"Order does not exist","data":[]})");
    slow.delay = std::chrono::milliseconds{700};
    respond("/api/v5/trade/order?", slow);
    respond("/api/v5/trade/orders-history?", http_reply(200, envelope("")));
    respond("/api/v5/public/time", http_reply(401, R"({"code":"50101","msg":""})"));  // The venue's clock is ours then.
    const base::Timestamp asked = clock_.now();
    const auto queried = query("a1");
    EXPECT_LT(queried.ts_venue - asked, std::chrono::milliseconds{500});
}

TEST_F(AnAccountReader, has_no_answer_when_the_question_itself_fails) {
    respond("/api/v5/trade/order?", http_reply(401, R"({"code":"50113","msg":"Invalid Sign"})"));
    EXPECT_FALSE(query("a1").has_answer);
}

}  // namespace
}  // namespace trading::venue::okx
