#include "services/simulator/io/rest_server.hpp"

#include "services/simulator/io/book_feed.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/reference_feeds.hpp"
#include "services/simulator/io/transfer_log.hpp"
#include "tests/unit/simulator_io/fakes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using testing::HasSubstr;
using testing::StartsWith;

VenueOptions venue_with_account() {
    VenueOptions options;
    options.history = std::chrono::hours{3};
    options.second_history = std::chrono::minutes{5};
    AccountOptions account;
    account.id = domain::AccountId{"main"};
    account.uid = "77";
    account.trading[domain::Currency{"USDT"}] = base::Decimal{100'000};
    account.funding[domain::Currency{"USDT"}] = base::Decimal{1'000};
    options.accounts.push_back(std::move(account));
    return options;
}

class RestServerTest : public testing::Test {
protected:
    HttpResponse get(const std::string& target) {
        HttpRequest request;
        request.method = "GET";
        request.target = target;
        request.peer = "127.0.0.1";
        return server_.handle(request);
    }

    HttpResponse call(const std::string& method, const std::string& target, const std::string& body = "") {
        HttpRequest request;
        request.method = method;
        request.target = target;
        request.body = body;
        request.peer = "127.0.0.1";
        const std::string stamp = base::to_iso8601_milliseconds(clock_.now());
        request.headers["content-type"] = "application/json";
        request.headers["ok-access-key"] = "key";
        request.headers["ok-access-passphrase"] = "phrase";
        request.headers["ok-access-timestamp"] = stamp;
        request.headers["ok-access-sign"] = sign(base::Secret{std::string(kSecret)}, stamp + method + target + body);
        return server_.handle(request);
    }

    [[nodiscard]] static JsonValue rows(const HttpResponse& response) {
        return *JsonValue::parse(response.body).value().find("data");
    }

    base::ManualClock clock_{kNow};
    ApiKeys keys_ = make_keys();
    FaultInjector faults_{1};
    SubscriberRegistry registry_;
    VenueHost host_{venue_with_account(), clock_};
    BookFeed books_{host_, registry_, faults_, clock_};
    ReferenceFeeds reference_{host_, registry_, clock_};
    PublicMarket market_{host_, books_, reference_, nullptr};
    TransferLog transfers_;
    RateLimiter limiter_;
    OrderDesk desk_{host_, limiter_, clock_};
    RestVenue venue_{host_, desk_, limiter_, clock_, market_, transfers_};
    RestServer server_{venue_, keys_, faults_};
};

TEST_F(RestServerTest, wraps_data_into_the_envelope) {
    EXPECT_EQ(get("/api/v5/public/time").body, R"({"code":"0","data":[{"ts":"1704876947000"}],"msg":""})");
}

TEST_F(RestServerTest, answers_with_the_published_http_status) {
    EXPECT_EQ(get("/api/v5/no/such").status, 404);
    EXPECT_EQ(call("POST", "/api/v5/public/time", "{}").status, 405);
    EXPECT_EQ(get("/api/v5/account/balance").status, 401);
    EXPECT_EQ(get("/api/v5/account/balance").body.find("data"), std::string::npos);
    EXPECT_THAT(call("POST", "/api/v5/trade/order").body, HasSubstr("50000"));
    EXPECT_EQ(call("POST", "/api/v5/trade/order").status, 400);
    EXPECT_THAT(call("POST", "/api/v5/trade/order", "{").body, HasSubstr("50002"));
    EXPECT_THAT(get("/api/v5/market/ticker?instId=NO").body, StartsWith(R"({"code":"51001")"));
    EXPECT_EQ(get("/api/v5/market/ticker?instId=NO").status, 200);
    EXPECT_THAT(get("/api/v5/market/ticker").body, HasSubstr("Parameter instId can not be empty."));
}

TEST_F(RestServerTest, limits_requests_in_windows_of_two_seconds) {
    for (int index = 0; index < 10; ++index) EXPECT_EQ(get("/api/v5/public/time").status, 200);
    EXPECT_EQ(get("/api/v5/public/time").status, 429);
    EXPECT_THAT(get("/api/v5/public/time").body, HasSubstr("50011"));
    clock_.advance(std::chrono::seconds{2});
    EXPECT_EQ(get("/api/v5/public/time").status, 200);
}

TEST_F(RestServerTest, pages_candles_newest_first_without_overlap) {
    const JsonValue first = rows(get("/api/v5/market/history-candles?instId=BTC-USDT&bar=1m&limit=10"));
    ASSERT_EQ(first.items().size(), 10U);
    const std::string oldest = first.items().back().items().front().text();
    const JsonValue second =
        rows(get("/api/v5/market/history-candles?instId=BTC-USDT&bar=1m&limit=10&after=" + oldest));
    EXPECT_EQ(std::stoll(second.items().front().items().front().text()), std::stoll(oldest) - 60'000);
    EXPECT_THAT(get("/api/v5/market/candles?instId=BTC-USDT&bar=1s").body, HasSubstr("51000"));
}

TEST_F(RestServerTest, shows_the_account_with_every_currency_that_it_holds) {
    const JsonValue balance = rows(call("GET", "/api/v5/account/balance"));
    ASSERT_EQ(balance.items().size(), 1U);
    const JsonValue& details = *balance.items().front().find("details");
    ASSERT_EQ(details.items().size(), 1U);
    EXPECT_EQ(details.items().front().text_of("cashBal"), "100000");
    EXPECT_EQ(rows(call("GET", "/api/v5/account/config")).items().front().text_of("perm"), "read_only,trade");
}

TEST_F(RestServerTest, moves_money_and_remembers_it) {
    const HttpResponse moved =
        call("POST", "/api/v5/asset/transfer", R"({"ccy":"USDT","amt":"400","from":"6","to":"18"})");
    const std::string id{rows(moved).items().front().text_of("transId")};
    EXPECT_EQ(rows(call("GET", "/api/v5/asset/balances")).items().front().text_of("bal"), "600");
    const JsonValue state = rows(call("GET", "/api/v5/asset/transfer-state?transId=" + id));
    EXPECT_EQ(state.items().front().text_of("state"), "success");
}

TEST_F(RestServerTest, trades_and_shows_order_fill_and_bill) {
    const HttpResponse placed = call(
        "POST",
        "/api/v5/trade/order",
        R"({"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"1000","clOrdId":"m1"})"
    );
    EXPECT_THAT(placed.body, HasSubstr(R"("inTime":"1704876947000000")"));
    const JsonValue order = rows(call("GET", "/api/v5/trade/order?instId=BTC-USDT&clOrdId=m1"));
    ASSERT_EQ(order.items().size(), 1U) << placed.body;
    EXPECT_EQ(order.items().front().text_of("state"), "filled");
    EXPECT_EQ(order.items().front().text_of("tgtCcy"), "quote_ccy");
    const JsonValue fills = rows(call("GET", "/api/v5/trade/fills?instType=SPOT"));
    ASSERT_FALSE(fills.items().empty());
    EXPECT_EQ(fills.items().front().text_of("feeCcy"), "BTC");
    EXPECT_FALSE(rows(call("GET", "/api/v5/account/bills?type=2")).items().empty());
    EXPECT_TRUE(rows(call("GET", "/api/v5/trade/fills?instType=SWAP")).items().empty());
}

TEST_F(RestServerTest, executes_and_hides_what_a_lost_response_or_timeout_says) {
    FaultSpec fault;
    fault.kind = FaultKind::LostResponse;
    const auto id = faults_.add(fault, clock_.monotonic_now());
    const std::string order =
        R"({"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"100","clOrdId":"l1"})";
    EXPECT_TRUE(call("POST", "/api/v5/trade/order", order).is_lost);
    ASSERT_TRUE(faults_.remove(*id));
    EXPECT_EQ(rows(call("GET", "/api/v5/trade/order?instId=BTC-USDT&clOrdId=l1")).items().size(), 1U);
    fault.kind = FaultKind::RequestError;
    fault.code = "50001";
    ASSERT_TRUE(faults_.add(fault, clock_.monotonic_now()));
    EXPECT_EQ(call("POST", "/api/v5/trade/order", order).status, 503);
    EXPECT_EQ(get("/api/v5/public/time").status, 200);
}

TEST_F(RestServerTest, keeps_only_newer_candles_and_trades_when_before_stands_alone) {
    const JsonValue all = rows(get("/api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=20"));
    const std::string fifth = all.items().at(5).items().front().text();
    const JsonValue newer = rows(get("/api/v5/market/candles?instId=BTC-USDT&bar=1m&before=" + fifth));
    ASSERT_EQ(newer.items().size(), 5U);
    EXPECT_EQ(newer.items().front().items().front().text(), all.items().front().items().front().text());
    const JsonValue newest = rows(get("/api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=2&before=" + fifth));
    ASSERT_EQ(newest.items().size(), 2U);
    EXPECT_EQ(newest.items().front().items().front().text(), all.items().front().items().front().text());
}

TEST_F(RestServerTest, names_an_index_by_its_own_id) {
    EXPECT_FALSE(rows(get("/api/v5/market/index-candles?instId=BTC-USDT")).items().empty());
    EXPECT_THAT(get("/api/v5/market/index-candles?instId=BTC-USDT-SWAP").body, HasSubstr("51001"));
    EXPECT_FALSE(rows(get("/api/v5/market/mark-price-candles?instId=BTC-USDT-SWAP")).items().empty());
}

TEST_F(RestServerTest, tells_the_leverage_of_both_sides_in_long_short_mode) {
    const std::string path = "/api/v5/account/leverage-info?mgnMode=cross&instId=BTC-USDT-SWAP";
    ASSERT_EQ(rows(call("GET", path)).items().size(), 1U);
    EXPECT_EQ(rows(call("GET", path)).items().front().text_of("posSide"), "net");
    ASSERT_EQ(call("POST", "/api/v5/account/set-position-mode", R"({"posMode":"long_short_mode"})").status, 200);
    const JsonValue sides = rows(call("GET", path));
    ASSERT_EQ(sides.items().size(), 2U);
    EXPECT_EQ(sides.items().front().text_of("posSide"), "long");
    EXPECT_EQ(sides.items().back().text_of("posSide"), "short");
}

TEST_F(RestServerTest, keeps_an_isolated_position_apart) {
    const std::string leverage = R"({"instId":"BTC-USDT-SWAP","lever":"5","mgnMode":"isolated"})";
    EXPECT_EQ(rows(call("POST", "/api/v5/account/set-leverage", leverage)).items().front().text_of("lever"), "5");
    const std::string path = "/api/v5/account/leverage-info?instId=BTC-USDT-SWAP&mgnMode=";
    EXPECT_EQ(rows(call("GET", path + "isolated")).items().front().text_of("lever"), "5");
    EXPECT_EQ(rows(call("GET", path + "cross")).items().front().text_of("lever"), "10");
    EXPECT_THAT(call("GET", path + "cash").body, HasSubstr("Parameter mgnMode error"));
    const std::string order =
        R"({"instId":"BTC-USDT-SWAP","tdMode":"isolated","side":"buy","ordType":"market","sz":"1"})";
    ASSERT_THAT(call("POST", "/api/v5/trade/order", order).body, HasSubstr(R"("sCode":"0")"));
    const JsonValue position = rows(call("GET", "/api/v5/account/positions")).items().front();
    EXPECT_EQ(position.text_of("mgnMode"), "isolated");
    EXPECT_EQ(position.text_of("imr"), "");
    const auto margin = base::Decimal::from_string(position.text_of("margin")).value();
    EXPECT_TRUE(margin.is_positive());
    const std::string more = R"({"instId":"BTC-USDT-SWAP","posSide":"net","type":"add","amt":"50"})";
    const JsonValue added = rows(call("POST", "/api/v5/account/position/margin-balance", more)).items().front();
    EXPECT_EQ(added.text_of("ccy"), "USDT");
    EXPECT_LT(base::Decimal::from_string(added.text_of("leverage")).value(), base::Decimal{5});
    const JsonValue after = rows(call("GET", "/api/v5/account/positions")).items().front();
    EXPECT_EQ(
        base::Decimal::from_string(after.text_of("margin")).value(), base::add(margin, base::Decimal{50}).value()
    );
    const std::string wrong = R"({"instId":"BTC-USDT-SWAP","posSide":"net","type":"give","amt":"50"})";
    EXPECT_THAT(call("POST", "/api/v5/account/position/margin-balance", wrong).body, HasSubstr("Parameter type error"));
}

TEST_F(RestServerTest, estimates_a_leverage_before_it_is_set) {
    const std::string path = "/api/v5/account/adjust-leverage-info?instType=SWAP&mgnMode=cross&instId=BTC-USDT-SWAP";
    const JsonValue ten = rows(call("GET", path + "&lever=10")).items().front();
    const JsonValue twenty = rows(call("GET", path + "&lever=20")).items().front();
    EXPECT_EQ(ten.text_of("maxLever"), "100");
    const auto contracts = base::Decimal::from_string(ten.text_of("estMaxAmt")).value();
    EXPECT_GT(base::Decimal::from_string(twenty.text_of("estMaxAmt")).value(), contracts);
    EXPECT_THAT(call("GET", path + "&lever=101").body, HasSubstr("Parameter lever error"));
    EXPECT_THAT(call("GET", path).body, HasSubstr("50014"));
}

TEST_F(RestServerTest, names_the_query_parameter_that_is_wrong) {
    for (const std::string query :
         {"trade/orders-pending?instType=FOO",
          "trade/orders-pending?after=x",
          "trade/orders-pending?limit=ten",
          "trade/orders-pending?ordType=foo",
          "trade/orders-history?instType=SPOT&state=foo",
          "trade/orders-algo-pending?ordType=foo",
          "trade/order?instId=BTC-USDT&ordId=abc",
          "account/trade-fee?instType=FOO"}) {
        const HttpResponse response = call("GET", "/api/v5/" + query);
        EXPECT_EQ(response.status, 400) << query;
        EXPECT_THAT(response.body, HasSubstr(R"("code":"51000")")) << query;
    }
    EXPECT_EQ(call("GET", "/api/v5/trade/orders-pending?ordType=mmp&state=mmp_canceled").status, 200);
    EXPECT_EQ(call("GET", "/api/v5/trade/orders-algo-pending?ordType=twap").status, 200);
}

TEST_F(RestServerTest, refuses_what_it_leaves_out_in_the_words_of_demo_trading) {
    EXPECT_THAT(get("/api/v5/tradingBot/grid/orders-algo-pending").body, HasSubstr(R"("code":"50038")"));
    EXPECT_THAT(call("GET", "/api/v5/asset/convert/currencies").body, HasSubstr(R"("code":"50038")"));
    EXPECT_EQ(get("/api/v5/asset/converting").status, 404);
    EXPECT_THAT(call("GET", "/api/v5/account/risk-state").body, HasSubstr(R"("code":"51010")"));
    const std::string twap =
        R"({"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"twap","sz":"1","szLimit":"1"})";
    EXPECT_THAT(call("POST", "/api/v5/trade/order-algo", twap).body, HasSubstr(R"("sCode":"50038")"));
}

TEST_F(RestServerTest, serves_the_book_of_retail_prices_with_the_same_quantity_twice) {
    const JsonValue book = rows(get("/api/v5/market/books-rpi?instId=BTC-USDT&sz=2")).items().front();
    const JsonValue& level = book.find("asks")->items().front();
    ASSERT_EQ(level.items().size(), 4U);
    EXPECT_EQ(level.items().at(1).text(), level.items().at(2).text());
}

TEST_F(RestServerTest, chooses_bills_and_closed_positions_by_what_they_are_of) {
    const std::string order = R"({"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"market","sz":"1"})";
    ASSERT_THAT(call("POST", "/api/v5/trade/order", order).body, HasSubstr(R"("sCode":"0")"));
    EXPECT_FALSE(rows(call("GET", "/api/v5/account/bills?instId=BTC-USDT-SWAP")).items().empty());
    EXPECT_TRUE(rows(call("GET", "/api/v5/account/bills?instId=ETH-USDT-SWAP")).items().empty());
    EXPECT_TRUE(rows(call("GET", "/api/v5/account/positions-history?posId=42")).items().empty());
}

TEST_F(RestServerTest, chooses_by_instrument_family) {
    const std::string path = "/api/v5/public/mark-price?instType=SWAP&instFamily=";
    const JsonValue ether = rows(get(path + "ETH-USDT"));
    ASSERT_EQ(ether.items().size(), 1U);
    EXPECT_EQ(ether.items().front().text_of("instId"), "ETH-USDT-SWAP");
    EXPECT_TRUE(rows(get("/api/v5/market/tickers?instType=SWAP&uly=SOL-USDT")).items().empty());
    const std::string order =
        R"({"instId":"ETH-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"limit","sz":"1","px":"1830"})";
    ASSERT_THAT(call("POST", "/api/v5/trade/order", order).body, HasSubstr(R"("sCode":"0")"));
    EXPECT_EQ(rows(call("GET", "/api/v5/trade/orders-pending?instFamily=ETH-USDT")).items().size(), 1U);
    EXPECT_TRUE(rows(call("GET", "/api/v5/trade/orders-pending?instFamily=BTC-USDT")).items().empty());
    EXPECT_TRUE(rows(call("GET", "/api/v5/trade/orders-pending?instFamily=SOL-USDT")).items().empty());
}

TEST_F(RestServerTest, amends_attached_legs_in_both_forms) {
    const HttpResponse placed = call(
        "POST",
        "/api/v5/trade/order",
        R"({"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"limit","sz":"1","px":"63000","clOrdId":"a1","attachAlgoOrds":[{"slTriggerPx":"62000","slOrdPx":"-1"}]})"
    );
    ASSERT_THAT(placed.body, HasSubstr(R"("sCode":"0")"));
    const auto trigger_after = [this](const std::string& change) {
        const std::string body = R"({"instId":"BTC-USDT-SWAP","clOrdId":"a1",)" + change + "}";
        EXPECT_THAT(call("POST", "/api/v5/trade/amend-order", body).body, HasSubstr(R"("sCode":"0")"));
        const JsonValue order = rows(call("GET", "/api/v5/trade/order?instId=BTC-USDT-SWAP&clOrdId=a1"));
        return std::string(order.items().front().find("attachAlgoOrds")->items().front().text_of("slTriggerPx"));
    };
    EXPECT_EQ(trigger_after(R"("newSlTriggerPx":"61000","newSlOrdPx":"-1","attachAlgoOrds":"")"), "61000");
    EXPECT_EQ(trigger_after(R"("attachAlgoOrds":[{"newSlTriggerPx":"61500"}])"), "61500");
}

TEST_F(RestServerTest, knows_every_type_of_instrument_and_refuses_any_other) {
    const JsonValue margin = rows(get("/api/v5/public/mark-price?instType=MARGIN&instId=BTC-USDT"));
    ASSERT_EQ(margin.items().size(), 1U);
    EXPECT_EQ(margin.items().front().text_of("instType"), "MARGIN");
    EXPECT_TRUE(rows(get("/api/v5/market/tickers?instType=FUTURES")).items().empty());
    EXPECT_THAT(get("/api/v5/market/tickers?instType=MOON").body, HasSubstr("51000"));
    EXPECT_THAT(call("GET", "/api/v5/trade/orders-history?instType=MOON").body, HasSubstr("51000"));
    EXPECT_THAT(call("GET", "/api/v5/trade/fills-history?instType=MOON").body, HasSubstr("51000"));
}

TEST_F(RestServerTest, has_a_month_of_funding_rates_from_the_start) {
    const JsonValue past = rows(get("/api/v5/public/funding-rate-history?instId=BTC-USDT-SWAP"));
    ASSERT_EQ(past.items().size(), 90U);
    const JsonValue next = rows(get("/api/v5/public/funding-rate?instId=BTC-USDT-SWAP"));
    const auto interval = std::chrono::milliseconds{std::chrono::hours{8}}.count();
    EXPECT_EQ(
        past.items().front().integer_of("fundingTime"), *next.items().front().integer_of("fundingTime") - interval
    );
    EXPECT_EQ(past.items().front().text_of("realizedRate"), next.items().front().text_of("settFundingRate"));
}

TEST_F(RestServerTest, converts_coins_to_contracts_and_back) {
    const std::string path = "/api/v5/public/convert-contract-coin?instId=BTC-USDT-SWAP";
    EXPECT_EQ(rows(get(path + "&type=1&sz=0.51239")).items().front().text_of("sz"), "51.23");
    EXPECT_EQ(rows(get(path + "&type=2&sz=3")).items().front().text_of("sz"), "0.03");
    const JsonValue dollars = rows(get(path + "&type=1&sz=32000&px=64000&unit=usds"));
    EXPECT_EQ(dollars.items().front().text_of("sz"), "50");
    EXPECT_THAT(get("/api/v5/public/convert-contract-coin?instId=BTC-USDT&sz=1").body, HasSubstr("51001"));
    EXPECT_THAT(get(path + "&sz=-1").body, HasSubstr("51000"));
}

TEST_F(RestServerTest, values_both_pockets_and_tells_what_moved_between_them) {
    const JsonValue worth = rows(call("GET", "/api/v5/asset/asset-valuation?ccy=USDT"));
    EXPECT_EQ(worth.items().front().text_of("totalBal"), "101000");
    EXPECT_EQ(worth.items().front().find("details")->text_of("funding"), "1000");
    static_cast<void>(call("POST", "/api/v5/asset/transfer", R"({"ccy":"USDT","amt":"400","from":"6","to":"18"})"));
    static_cast<void>(call("POST", "/api/v5/asset/transfer", R"({"ccy":"USDT","amt":"50","from":"18","to":"6"})"));
    const JsonValue bills = rows(call("GET", "/api/v5/asset/bills?ccy=USDT"));
    ASSERT_EQ(bills.items().size(), 2U);
    EXPECT_EQ(bills.items().front().text_of("balChg"), "50");
    EXPECT_EQ(bills.items().front().text_of("bal"), "650");
    EXPECT_EQ(bills.items().back().text_of("balChg"), "-400");
    EXPECT_EQ(bills.items().back().text_of("bal"), "600");
    EXPECT_EQ(rows(call("GET", "/api/v5/account/max-withdrawal?ccy=USDT")).items().front().text_of("maxWd"), "100350");
}

TEST_F(RestServerTest, takes_only_the_one_value_of_a_fixed_setting) {
    const HttpResponse taken = call("POST", "/api/v5/account/set-account-level", R"({"acctLv":"2"})");
    EXPECT_EQ(rows(taken).items().front().text_of("acctLv"), "2");
    EXPECT_THAT(call("POST", "/api/v5/account/set-account-level", R"({"acctLv":"3"})").body, HasSubstr("51010"));
    EXPECT_THAT(call("POST", "/api/v5/account/set-greeks", R"({})").body, HasSubstr("50014"));
}

TEST_F(RestServerTest, lists_nothing_where_nobody_has_anything) {
    for (const std::string path : {"asset/deposit-history", "asset/withdrawal-history", "account/greeks"}) {
        EXPECT_EQ(call("GET", "/api/v5/" + path).body, R"({"code":"0","data":[],"msg":""})") << path;
    }
    EXPECT_EQ(get("/api/v5/asset/deposit-history").status, 401);
}

}  // namespace
}  // namespace trading::test
