#include "services/simulator/io/order_desk.hpp"

#include "tests/unit/simulator_io/fakes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using testing::HasSubstr;
using testing::StartsWith;

VenueOptions quiet_venue() {
    VenueOptions options;
    options.has_participants = false;
    options.history = std::chrono::hours{1};
    options.second_history = std::chrono::minutes{1};
    AccountOptions account;
    account.id = domain::AccountId{"main"};
    account.uid = "77";
    account.trading[domain::Currency{"USDT"}] = base::Decimal{1'000'000};
    options.accounts.push_back(std::move(account));
    return options;
}

class OrderDeskTest : public testing::Test {
protected:
    OrderAnswer run(OrderVerb verb, bool is_batch, const std::string& json, bool names_by_code = false) {
        parsed_.push_back(JsonValue::parse(json).value());
        OrderBatch batch;
        batch.verb = verb;
        batch.is_batch = is_batch;
        batch.names_by_code = names_by_code;
        batch.reject_code = reject_code_;
        batch.items = is_batch ? std::span{parsed_.back().items()} : std::span{&parsed_.back(), 1};
        return desk_.execute(batch, *keys_.find("key"));
    }

    // A bid within the price band of an empty book.
    [[nodiscard]] std::string bid(const std::string& more = "") const {
        const auto limit = host_.core().price_limit("BTC-USDT");
        const auto price = limit ? limit->lowest_sell.rounded(0, base::Rounding::Ceiling)
                                 : base::Result<base::Decimal>{base::Decimal{1}};
        return fmt::format(
            R"({{"instId":"BTC-USDT","instIdCode":10459,"tdMode":"cash","side":"buy","ordType":"limit","px":"{}","sz":"0.01"{}}})",
            price->to_string(),
            more
        );
    }

    base::ManualClock clock_{kNow};
    ApiKeys keys_ = make_keys();
    VenueHost host_{quiet_venue(), clock_};
    RateLimiter limiter_;
    OrderDesk desk_{host_, limiter_, clock_};
    std::deque<JsonValue> parsed_;
    std::optional<std::string> reject_code_;
};

TEST_F(OrderDeskTest, accepts_an_order_with_its_id_and_time) {
    const OrderAnswer answer = run(OrderVerb::Place, false, bid(R"(,"clOrdId":"b15","tag":"t1")"));
    EXPECT_EQ(answer.code, "0") << answer.data;
    EXPECT_THAT(answer.data, StartsWith(R"([{"clOrdId":"b15","ordId":")"));
    EXPECT_THAT(answer.data, HasSubstr(R"("tag":"t1","ts":"1704876947000","sCode":"0","sMsg":"Order placed")"));
}

TEST_F(OrderDeskTest, checks_the_form_of_each_field) {
    const auto code = [this](const std::string& more) { return run(OrderVerb::Place, false, bid(more)).data; };
    EXPECT_THAT(code(R"(,"clOrdId":"a-b")"), HasSubstr(R"("sCode":"51000","sMsg":"Parameter clOrdId error")"));
    EXPECT_THAT(code(R"(,"tag":"12345678901234567")"), HasSubstr("Parameter tag error"));
    EXPECT_THAT(code(R"(,"stpMode":"whatever")"), HasSubstr("Parameter stpMode error"));
    EXPECT_THAT(run(OrderVerb::Place, false, R"({"instId":"BTC-USDT"})").data, HasSubstr("50014"));
    EXPECT_THAT(run(OrderVerb::Place, false, R"({"instId":"NO"})").data, HasSubstr("51001"));
}

TEST_F(OrderDeskTest, wants_the_numeric_code_from_sockets) {
    EXPECT_THAT(
        run(OrderVerb::Place, false, R"({"instId":"BTC-USDT","sz":"1"})", true).data,
        HasSubstr(R"("sCode":"50014","sMsg":"Parameter instIdCode can not be empty.")")
    );
    EXPECT_EQ(run(OrderVerb::Place, false, bid(), true).code, "0");
}

TEST_F(OrderDeskTest, answers_a_batch_item_by_item) {
    const std::string unknown = R"({"instId":"NO"})";
    EXPECT_EQ(run(OrderVerb::Place, true, "[" + bid() + "," + unknown + "]").code, "2");
    EXPECT_EQ(run(OrderVerb::Place, true, "[" + unknown + "," + unknown + "]").code, "1");
    std::string many = bid();
    for (int index = 0; index < 20; ++index) many += "," + bid();
    EXPECT_EQ(run(OrderVerb::Place, true, "[" + many + "]").refusal_code, "51111");
}

TEST_F(OrderDeskTest, counts_single_orders_per_instrument_and_a_batch_of_one_as_single) {
    const std::string cancel = R"({"instId":"BTC-USDT","ordId":"1"})";
    for (int index = 0; index < 60; ++index) EXPECT_FALSE(run(OrderVerb::Cancel, false, cancel).refusal_code);
    EXPECT_EQ(run(OrderVerb::Cancel, false, cancel).refusal_code, "50011");
    EXPECT_EQ(run(OrderVerb::Cancel, true, "[" + cancel + "]").refusal_code, "50011");
    EXPECT_FALSE(run(OrderVerb::Cancel, true, "[" + cancel + "," + cancel + "]").refusal_code);
    EXPECT_FALSE(run(OrderVerb::Cancel, false, R"({"instId":"ETH-USDT","ordId":"1"})").refusal_code);
    EXPECT_FALSE(run(OrderVerb::Place, false, bid()).refusal_code);
    clock_.advance(std::chrono::seconds{2});
    EXPECT_FALSE(run(OrderVerb::Cancel, false, cancel).refusal_code);
}

TEST_F(OrderDeskTest, rejects_every_order_while_that_fault_is_on) {
    reject_code_ = "51008";
    EXPECT_THAT(run(OrderVerb::Place, false, bid()).data, HasSubstr(R"("sCode":"51008")"));
    EXPECT_EQ(host_.core().counters().orders_accepted, 0U);
}

TEST_F(OrderDeskTest, amends_and_cancels_by_client_order_id) {
    ASSERT_EQ(run(OrderVerb::Place, false, bid(R"(,"clOrdId":"b15")")).code, "0");
    const std::string amend = R"({"instId":"BTC-USDT","clOrdId":"b15","newSz":"0.02","reqId":"r1"})";
    EXPECT_THAT(run(OrderVerb::Amend, false, amend).data, HasSubstr(R"("reqId":"r1")"));
    EXPECT_EQ(run(OrderVerb::Cancel, false, R"({"instId":"BTC-USDT","clOrdId":"b15"})").code, "0");
    EXPECT_THAT(run(OrderVerb::Cancel, false, R"({"instId":"BTC-USDT","clOrdId":"b15"})").data, HasSubstr("51400"));
}

}  // namespace
}  // namespace trading::test
