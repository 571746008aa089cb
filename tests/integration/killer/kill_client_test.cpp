#include "common/venue/okx/transport/okx_kill_client.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"

#include <map>
#include <memory>

namespace trading::venue::okx {
namespace {

using test::ScriptedVenue;

std::string data(const std::string& rows) { return R"({"code":"0","msg":"","data":[)" + rows + "]}"; }

std::string rows_of(int first, int last) {
    std::string rows;
    for (int number = first; number >= last; --number) {
        rows += (rows.empty() ? "" : ",") + std::string{R"({"instId":"BTC-USDT","ordId":")"} + std::to_string(number) +
                R"(","px":"not a number","linkedAlgoOrd":{"algoId":"7"}})";
    }
    return rows;
}

class AKillClient : public ::testing::Test {
protected:
    void SetUp() override {
        venue_.on_request([this](const simulator::HttpRequest& request) {
            simulator::HttpResponse response;
            response.status = 200;
            response.body = data("");
            // The longest beginning that is scripted.
            for (const auto& [target, body] : answers_) {
                if (request.target.rfind(target, 0) == 0) response.body = body;
            }
            return response;
        });
        answers_["/api/v5/public/time"] = data(R"({"ts":"1700000000000"})");
        answers_["/api/v5/account/config"] =
            data(R"({"acctLv":"2","posMode":"net_mode","perm":"read_only,trade","uid":"1"})");
    }

    void start() {
        OkxKillClient::Options options;
        options.addresses = simulator_addresses("http://localhost:" + std::to_string(venue_.port()));
        options.credentials = {"key", base::Secret{"secret"}, base::Secret{"passphrase"}};
        client_ = std::make_unique<OkxKillClient>(driver_.loop(), clock_, options);
        client_->start([this](const domain::KillReport& report) { reports_.push_back(report); });
    }

    template <class Report>
    [[nodiscard]] std::vector<Report> all() const {
        std::vector<Report> found;
        for (const domain::KillReport& report : reports_) {
            if (const auto* one = std::get_if<Report>(&report)) found.push_back(*one);
        }
        return found;
    }

    template <class Report>
    [[nodiscard]] Report wait_for_one() {
        EXPECT_TRUE(driver_.wait_until([&] { return !all<Report>().empty(); }));
        const auto found = all<Report>();
        return found.empty() ? Report{} : found.front();
    }

    [[nodiscard]] std::vector<domain::OpenOrderName> seen() const {
        std::vector<domain::OpenOrderName> orders;
        for (const auto& page : all<domain::OrdersSeen>()) {
            orders.insert(orders.end(), page.orders.begin(), page.orders.end());
        }
        return orders;
    }

    test::LoopDriver driver_;
    base::SystemClock clock_;
    std::map<std::string, std::string> answers_;
    ScriptedVenue venue_;
    std::vector<domain::KillReport> reports_;
    std::unique_ptr<OkxKillClient> client_;
};

TEST_F(AKillClient, lists_every_kind_of_order_and_ends_once) {
    answers_["/api/v5/trade/orders-pending"] = data(rows_of(3, 2));
    answers_["/api/v5/trade/orders-algo-pending?ordType=conditional,oco"] =
        data(R"({"algoId":"21","instId":"BTC-USDT-SWAP","ordId":""})");
    answers_["/api/v5/trade/orders-algo-pending?ordType=twap"] = data(R"({"algoId":"22","instId":"ETH-USDT"})");
    start();
    client_->execute(domain::LookForOrders{5, false});
    const auto ended = wait_for_one<domain::LookEnded>();
    EXPECT_EQ(ended, (domain::LookEnded{5, true, ""}));
    const auto orders = seen();
    ASSERT_EQ(orders.size(), 4U);
    int stops = 0;
    for (const auto& order : orders) stops += order.is_stop ? 1 : 0;
    EXPECT_EQ(stops, 2);
    for (const char* kind : {"trigger", "move_order_stop", "chase", "smart_iceberg"}) {
        EXPECT_EQ(venue_.count_requests(std::string{"/api/v5/trade/orders-algo-pending?ordType="} + kind), 1) << kind;
    }
}

TEST_F(AKillClient, reads_all_pages) {
    answers_["/api/v5/trade/orders-pending"] = data(rows_of(300, 201));
    answers_["/api/v5/trade/orders-pending?after=201"] = data(rows_of(200, 199));
    start();
    client_->execute(domain::LookForOrders{1, false});
    EXPECT_TRUE(wait_for_one<domain::LookEnded>().is_whole);
    EXPECT_EQ(seen().size(), 102U);
}

TEST_F(AKillClient, does_not_call_a_look_whole_when_one_list_failed) {
    answers_["/api/v5/trade/orders-pending"] = data(rows_of(3, 3));
    answers_["/api/v5/trade/orders-algo-pending?ordType=chase"] = R"({"code":"51000","msg":"no","data":[]})";
    start();
    client_->execute(domain::LookForOrders{1, false});
    const auto ended = wait_for_one<domain::LookEnded>();
    EXPECT_FALSE(ended.is_whole);
    EXPECT_NE(ended.detail.find("51000"), std::string::npos);
    EXPECT_EQ(seen().size(), 1U);
}

TEST_F(AKillClient, uses_the_rows_beside_one_that_it_cannot_read) {
    answers_["/api/v5/trade/orders-pending"] = data(R"({"instId":"","ordId":"9"},)" + rows_of(3, 3));
    start();
    client_->execute(domain::LookForOrders{1, false});
    EXPECT_FALSE(wait_for_one<domain::LookEnded>().is_whole);
    EXPECT_EQ(seen().size(), 1U);
}

TEST_F(AKillClient, sends_one_request_for_many_cancels_and_counts_its_items) {
    answers_["/api/v5/trade/cancel-batch-orders"] =
        R"({"code":"2","msg":"","data":[{"ordId":"1","clOrdId":"","sCode":"0","sMsg":""},)"
        R"({"ordId":"2","clOrdId":"","sCode":"51400","sMsg":"filled"}]})";
    start();
    client_->execute(domain::CancelOrders{
        domain::InstrumentId{"BTC-USDT"}, false, {domain::VenueOrderId{"1"}, domain::VenueOrderId{"2"}}});
    const auto answered = wait_for_one<domain::CancelsAnswered>();
    EXPECT_EQ(answered.outcome, domain::RequestOutcome::Accepted);
    EXPECT_EQ(answered.accepted, 1U);
    EXPECT_EQ(answered.refused, 1U);
    EXPECT_EQ(answered.code, "51400");
    EXPECT_FALSE(answered.is_over_limit);
    for (const auto& request : venue_.requests()) {
        if (request.target != "/api/v5/trade/cancel-batch-orders") continue;
        EXPECT_EQ(request.body, R"([{"instId":"BTC-USDT","ordId":"1"},{"instId":"BTC-USDT","ordId":"2"}])");
    }
}

TEST_F(AKillClient, tells_that_the_rate_limit_is_used_up) {
    answers_["/api/v5/trade/cancel-algos"] = R"({"code":"50011","msg":"too many","data":[]})";
    start();
    client_->execute(domain::CancelOrders{domain::InstrumentId{"BTC-USDT"}, true, {domain::VenueOrderId{"1"}}});
    const auto answered = wait_for_one<domain::CancelsAnswered>();
    EXPECT_TRUE(answered.is_over_limit);
    EXPECT_EQ(answered.outcome, domain::RequestOutcome::NotSent);
}

TEST_F(AKillClient, closes_positions_that_are_not_nothing) {
    answers_["/api/v5/account/positions"] =
        data(R"({"instId":"BTC-USDT-SWAP","mgnMode":"isolated","pos":"-3","posSide":"net"},)"
             R"({"instId":"ETH-USDT-SWAP","mgnMode":"cross","pos":"0","posSide":"net"})");
    start();
    client_->execute(domain::LookForOrders{1, true});
    EXPECT_TRUE(wait_for_one<domain::LookEnded>().is_whole);
    const auto positions = wait_for_one<domain::PositionsSeen>().positions;
    ASSERT_EQ(positions.size(), 1U);
    EXPECT_TRUE(positions[0].is_isolated);
    client_->execute(domain::ClosePosition{positions[0]});
    EXPECT_EQ(wait_for_one<domain::CloseAnswered>().outcome, domain::RequestOutcome::Accepted);
}

TEST_F(AKillClient, says_what_the_key_may_do) {
    answers_["/api/v5/account/config"] =
        data(R"({"acctLv":"2","posMode":"net_mode","perm":"read_only,withdraw","uid":"1"})");
    start();
    const auto checked = wait_for_one<domain::KeyChecked>();
    EXPECT_TRUE(checked.can_withdraw);
    EXPECT_FALSE(checked.can_trade);
}

TEST_F(AKillClient, answers_each_request_also_when_nothing_listens) {
    OkxKillClient::Options options;
    options.addresses = simulator_addresses("http://localhost:1");
    client_ = std::make_unique<OkxKillClient>(driver_.loop(), clock_, options);
    client_->start([this](const domain::KillReport& report) { reports_.push_back(report); });
    client_->execute(domain::CancelOrders{domain::InstrumentId{"BTC-USDT"}, false, {domain::VenueOrderId{"1"}}});
    client_->execute(domain::RefreshDeadMan{std::chrono::seconds{10}});
    EXPECT_EQ(wait_for_one<domain::CancelsAnswered>().outcome, domain::RequestOutcome::NotSent);
    EXPECT_EQ(wait_for_one<domain::RequestAnswered>().outcome, domain::RequestOutcome::NotSent);
}

}  // namespace
}  // namespace trading::venue::okx
