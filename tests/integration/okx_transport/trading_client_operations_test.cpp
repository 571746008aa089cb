#include "tests/integration/okx_transport/trading_fixture.hpp"

namespace trading::venue::okx {
namespace {

using domain::RequestOutcome;
using std::chrono::milliseconds;

class ATradingClient : public TradingFixture {};

TEST_F(ATradingClient, brings_an_order_to_the_socket_and_its_acceptance_back) {
    venue_.on_message([](const std::string& text) {
        return is_order(text) ? std::vector{acceptance(text)} : std::vector<std::string>{};
    });
    start(options());
    ASSERT_TRUE(comes_up());
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.outcome, RequestOutcome::Accepted);
    EXPECT_EQ(answer.client_order_id.value(), "a1");
    EXPECT_EQ(answer.instrument_id.value(), "BTC-USDT");
    EXPECT_EQ(answer.venue_order_id.value(), "77");
    EXPECT_TRUE(has_received(private_socket(), "a1"));
    const std::string sent = venue_.messages(private_socket()).back();
    EXPECT_NE(sent.find(R"("instIdCode":10459)"), std::string::npos);
    EXPECT_NE(sent.find("expTime"), std::string::npos);
}

TEST_F(ATradingClient, brings_the_venues_refusal_with_its_code) {
    venue_.on_message([](const std::string& text) -> std::vector<std::string> {
        if (!is_order(text)) return {};
        return {
            R"({"id":")" + message_id(text) +
            R"(","op":"order","data":[{"clOrdId":"a1","ordId":"","sCode":"51008","sMsg":"Insufficient"}],)"
            R"("code":"1","msg":""})"};
    });
    start(options());
    ASSERT_TRUE(comes_up());
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.outcome, RequestOutcome::Refused);
    EXPECT_EQ(answer.code, "51008");
}

TEST_F(ATradingClient, does_not_know_what_became_of_an_order_that_is_not_answered_in_time) {
    start(options());
    ASSERT_TRUE(comes_up());
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.outcome, RequestOutcome::Unknown);
    EXPECT_EQ(answer.code, "timeout");
    // The late answer changes nothing: the order is looked up by then.
    venue_.push(private_socket(), acceptance(venue_.messages(private_socket()).back()));
    driver_.run_for(milliseconds{200});
    EXPECT_EQ(all<domain::RequestAnswered>().size(), 1U);
}

TEST_F(ATradingClient, does_not_know_what_became_of_an_order_when_the_socket_is_lost_after_it_was_sent) {
    auto patient = options();
    patient.answer_timeout = std::chrono::seconds{30};
    start(patient);
    ASSERT_TRUE(comes_up());
    client_->execute(order("a1"));
    client_->execute(order("a2"));
    const int socket = private_socket();
    ASSERT_TRUE(driver_.wait_until([&] { return has_received(socket, "a2"); }));
    venue_.close(socket, 4006, "abnormal");
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::RequestAnswered>().size() == 2; }));
    for (const auto& answer : all<domain::RequestAnswered>()) EXPECT_EQ(answer.outcome, RequestOutcome::Unknown);
    EXPECT_FALSE(is_up());
    ASSERT_TRUE(comes_up());  // And does not send them again.
    driver_.run_for(milliseconds{100});
    EXPECT_FALSE(has_received(private_socket(), "a1"));
}

TEST_F(ATradingClient, sends_nothing_while_it_was_never_connected) {
    auto nowhere = options();
    nowhere.addresses.private_socket = "ws://localhost:1/ws/v5/private";
    start(nowhere);
    driver_.run_for(milliseconds{100});
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.outcome, RequestOutcome::NotSent);
    EXPECT_EQ(answer.code, "no_socket");
}

TEST_F(ATradingClient, takes_rest_when_the_socket_cannot_take_the_order_at_all) {
    respond(
        "/api/v5/trade/order",
        http_reply(200, R"({"code":"0","msg":"","data":[{"clOrdId":"a1","ordId":"5","sCode":"0","sMsg":""}]})")
    );
    auto nowhere = options(OrderRoute::SocketThenRest);
    nowhere.addresses.private_socket = "ws://localhost:1/ws/v5/private";
    start(nowhere);
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.outcome, RequestOutcome::Accepted);
    EXPECT_EQ(answer.venue_order_id.value(), "5");
}

TEST_F(ATradingClient, does_not_take_rest_after_the_socket_took_the_order) {
    respond(
        "/api/v5/trade/order",
        http_reply(200, R"({"code":"0","msg":"","data":[{"clOrdId":"a1","ordId":"5","sCode":"0","sMsg":""}]})")
    );
    start(options(OrderRoute::SocketThenRest));
    ASSERT_TRUE(comes_up());
    EXPECT_EQ(answer_to(order("a1")).outcome, RequestOutcome::Unknown);
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/order"), 0);
}

TEST_F(ATradingClient, does_not_know_what_became_of_an_order_when_its_rest_answer_is_lost) {
    simulator::HttpResponse lost;
    lost.is_lost = true;
    respond("/api/v5/trade/order", lost);
    start(options(OrderRoute::Rest));
    EXPECT_EQ(answer_to(order("a1")).outcome, RequestOutcome::Unknown);
    EXPECT_EQ(venue_.count_requests("/api/v5/trade/order"), 1);
}

TEST_F(ATradingClient, treats_codes_by_what_they_prove) {
    start(options(OrderRoute::Rest));
    const std::map<std::string, RequestOutcome> expected{
        {R"({"code":"50011","msg":"Too Many Requests"})", RequestOutcome::NotSent},
        {R"({"code":"50004","msg":"Endpoint request timeout"})", RequestOutcome::Unknown},
        {R"({"code":"50026","msg":"System error"})", RequestOutcome::Unknown},
        {R"({"code":"1","msg":"","data":[{"clOrdId":"a","ordId":"","sCode":"51149","sMsg":""}]})",
         RequestOutcome::Unknown},
        {R"({"code":"1","msg":"","data":[{"clOrdId":"a","ordId":"","sCode":"51020","sMsg":""}]})",
         RequestOutcome::Refused},
        {"<html>busy</html>", RequestOutcome::Unknown},
    };
    int number = 0;
    for (const auto& [body, outcome] : expected) {
        respond("/api/v5/trade/order", http_reply(200, body));
        auto place = order("b" + std::to_string(++number));
        place.order.instrument_id =
            domain::InstrumentId{"C" + std::to_string(number) + "-USDT"};  // Budgets are per instrument.
        domain::Instrument instrument = bitcoin();
        instrument.id = place.order.instrument_id;
        client_->learn(instrument);
        EXPECT_EQ(answer_to(place).outcome, outcome) << body;
    }
}

TEST_F(ATradingClient, keeps_within_the_budget_and_keeps_cancels_out_of_it) {
    venue_.on_message([](const std::string& text) -> std::vector<std::string> {
        if (text.find(R"("op":"order")") == std::string::npos && text.find("cancel-order") == std::string::npos)
            return {};
        return {acceptance(text)};
    });
    start(options());
    ASSERT_TRUE(comes_up());
    for (int count = 0; count < 60; ++count) client_->execute(order("c" + std::to_string(count)));
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::RequestAnswered>().size() == 60; }));
    int refused = 0;
    for (const auto& answer : all<domain::RequestAnswered>()) {
        if (answer.outcome != RequestOutcome::NotSent) continue;
        EXPECT_EQ(answer.code, "budget");
        ++refused;
    }
    EXPECT_GE(refused, 12);
    EXPECT_EQ(client_->counters().budget_refusals, static_cast<std::uint64_t>(refused));
    const domain::CancelOrder cancel{
        .instrument_id = bitcoin().id, .client_order_id = domain::ClientOrderId{"c1"}, .venue_order_id = {}};
    EXPECT_EQ(answer_to(cancel).outcome, RequestOutcome::Accepted);
}

TEST_F(ATradingClient, answers_an_operation_that_the_venue_could_not_read) {
    venue_.on_message([](const std::string& text) -> std::vector<std::string> {
        if (!is_order(text)) return {};
        return {
            R"({"id":")" + message_id(text) +
            R"(","event":"error","code":"60012","msg":"Invalid request","connId":"a"})"};
    });
    auto patient = options();
    patient.answer_timeout = std::chrono::seconds{30};
    start(patient);
    ASSERT_TRUE(comes_up());
    const auto answer = answer_to(order("a1"));
    EXPECT_EQ(answer.code, "60012");
    EXPECT_EQ(answer.outcome, advice_for("60012").write_outcome);
    EXPECT_TRUE(is_up());
}

TEST_F(ATradingClient, does_not_send_orders_for_instruments_that_it_does_not_know) {
    start(options());
    auto place = order("a1");
    place.order.instrument_id = domain::InstrumentId{"NOTHING-USDT"};
    EXPECT_EQ(answer_to(place).code, "unknown_instrument");
}

}  // namespace
}  // namespace trading::venue::okx
