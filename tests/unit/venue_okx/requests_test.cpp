#include "common/venue/okx/requests.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

using domain::OrderType;
using domain::TimeInForce;

const base::Timestamp kExpires = base::from_unix_milliseconds(1597026383085);

domain::Price price(const char* text) { return *domain::Price::from_string(text); }
domain::Quantity quantity(const char* text) { return *domain::Quantity::from_string(text); }

domain::Instrument swap() {
    return {
        .id = domain::InstrumentId{"BTC-USDT-SWAP"},
        .kind = domain::InstrumentKind::PerpetualSwap,
        .contract_kind = domain::ContractKind::Linear,
        .venue_numeric_id = 10459,
    };
}

domain::Instrument spot() { return {.id = domain::InstrumentId{"BTC-USDT"}, .kind = domain::InstrumentKind::Spot}; }

domain::PlaceOrder limit_order(const domain::Instrument& instrument) {
    return {
        .order = {
            .client_order_id = domain::ClientOrderId{"b15"},
            .instrument_id = instrument.id,
            .side = domain::Side::Buy,
            .type = OrderType::Limit,
            .limit_price = price("50000.1"),
            .quantity = quantity("0.01"),
            .ts_expires = kExpires,
        }};
}

domain::PlaceOrder stop_order(const domain::Instrument& instrument) {
    domain::PlaceOrder request = limit_order(instrument);
    request.order.side = domain::Side::Sell;
    request.order.type = OrderType::Stop;
    request.order.is_reduce_only = true;
    request.order.limit_price.reset();
    request.order.trigger_price = price("48000");
    return request;
}

class Requests : public ::testing::Test {
protected:
    RequestWriter writer_;
    RestRequest out_;
    std::string text_;
};

TEST_F(Requests, place_a_limit_order_over_rest_with_its_expiry_as_header) {
    writer_.place(limit_order(swap()), swap(), out_);
    EXPECT_EQ(out_.method, "POST");
    EXPECT_EQ(out_.path, "/api/v5/trade/order");
    EXPECT_EQ(
        out_.body,
        R"({"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"buy","ordType":"limit","px":"50000.1","sz":"0.01",)"
        R"("clOrdId":"b15","stpMode":"cancel_maker"})"
    );
    EXPECT_EQ(out_.expiry, "1597026383085");
    EXPECT_TRUE(out_.is_private && out_.is_write);
    EXPECT_EQ(out_.endpoint, Endpoint::PlaceOrder);
}

TEST_F(Requests, place_a_limit_order_over_the_socket_by_the_instruments_number) {
    ASSERT_TRUE(writer_.socket_place(limit_order(swap()), swap(), "m7", text_));
    EXPECT_EQ(
        text_,
        R"({"id":"m7","op":"order","expTime":"1597026383085","args":[{"instIdCode":10459,"tdMode":"cross",)"
        R"("side":"buy","ordType":"limit","px":"50000.1","sz":"0.01","clOrdId":"b15","stpMode":"cancel_maker"}]})"
    );
}

TEST_F(Requests, refuse_the_socket_without_a_number_and_for_stops) {
    text_ = "untouched";
    EXPECT_FALSE(writer_.socket_place(limit_order(spot()), spot(), "m7", text_));
    EXPECT_FALSE(writer_.socket_place(stop_order(swap()), swap(), "m7", text_));
    EXPECT_FALSE(writer_.socket_cancel({.is_stop = true}, swap(), "m7", text_));
    EXPECT_FALSE(writer_.socket_amend({.is_stop = true}, swap(), "m7", text_));
    EXPECT_EQ(text_, "untouched");
}

TEST_F(Requests, name_every_order_type) {
    domain::PlaceOrder request = limit_order(spot());
    const auto type_is = [&](const char* expected) {
        writer_.place(request, spot(), out_);
        return out_.body.find(std::string{"\"ordType\":\""} + expected + "\"") != std::string::npos;
    };
    EXPECT_TRUE(type_is("limit"));
    request.order.time_in_force = TimeInForce::ImmediateOrCancel;
    EXPECT_TRUE(type_is("ioc"));
    request.order.time_in_force = TimeInForce::FillOrKill;
    EXPECT_TRUE(type_is("fok"));
    request.order.type = OrderType::PostOnly;
    EXPECT_TRUE(type_is("post_only"));
    request.order.type = OrderType::Market;
    EXPECT_TRUE(type_is("market"));
}

TEST_F(Requests, size_spot_market_orders_in_base_currency_and_forbid_shrinking) {
    domain::PlaceOrder request = limit_order(spot());
    request.order.type = OrderType::Market;
    request.order.is_reduce_only = true;  // Ours alone: spot has no such word.
    writer_.place(request, spot(), out_);
    EXPECT_EQ(
        out_.body,
        R"({"instId":"BTC-USDT","tdMode":"cash","side":"buy","ordType":"market","sz":"0.01","clOrdId":"b15",)"
        R"("stpMode":"cancel_maker","tgtCcy":"base_ccy","banAmend":true})"
    );
}

TEST_F(Requests, say_reduce_only_for_derivatives) {
    domain::PlaceOrder request = limit_order(swap());
    request.order.is_reduce_only = true;
    writer_.place(request, swap(), out_);
    EXPECT_NE(out_.body.find(R"("reduceOnly":true)"), std::string::npos);
    EXPECT_EQ(out_.body.find("tgtCcy"), std::string::npos);
}

TEST_F(Requests, place_a_derivatives_stop_by_mark_price_without_expiry) {
    writer_.place(stop_order(swap()), swap(), out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/order-algo");
    EXPECT_EQ(
        out_.body,
        R"({"instId":"BTC-USDT-SWAP","tdMode":"cross","side":"sell","ordType":"conditional","sz":"0.01",)"
        R"("algoClOrdId":"b15","slTriggerPx":"48000","slTriggerPxType":"mark","slOrdPx":"-1","reduceOnly":true})"
    );
    EXPECT_TRUE(out_.expiry.empty());
    EXPECT_EQ(out_.endpoint, Endpoint::PlaceStop);
}

TEST_F(Requests, place_a_spot_pair_by_last_price) {
    domain::PlaceOrder request = stop_order(spot());
    request.order.take_profit_price = price("55000");
    writer_.place(request, spot(), out_);
    EXPECT_EQ(
        out_.body,
        R"({"instId":"BTC-USDT","tdMode":"cash","side":"sell","ordType":"oco","sz":"0.01","algoClOrdId":"b15",)"
        R"("slTriggerPx":"48000","slTriggerPxType":"last","slOrdPx":"-1",)"
        R"("tpTriggerPx":"55000","tpTriggerPxType":"last","tpOrdPx":"-1"})"
    );
}

TEST_F(Requests, size_a_spot_stop_that_buys_in_base_currency) {
    domain::PlaceOrder request = stop_order(spot());
    request.order.side = domain::Side::Buy;
    writer_.place(request, spot(), out_);
    EXPECT_NE(out_.body.find(R"("tgtCcy":"base_ccy")"), std::string::npos);
}

TEST_F(Requests, cancel_by_the_venues_id_where_it_is_known) {
    domain::CancelOrder request{.instrument_id = swap().id, .client_order_id = domain::ClientOrderId{"b15"}};
    writer_.cancel(request, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/cancel-order");
    EXPECT_EQ(out_.body, R"({"instId":"BTC-USDT-SWAP","clOrdId":"b15"})");
    request.venue_order_id = domain::VenueOrderId{"312"};
    ASSERT_TRUE(writer_.socket_cancel(request, swap(), "m8", text_));
    EXPECT_EQ(text_, R"({"id":"m8","op":"cancel-order","args":[{"instIdCode":10459,"ordId":"312"}]})");
    request.is_stop = true;
    writer_.cancel(request, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/cancel-algos");
    EXPECT_EQ(out_.body, R"([{"instId":"BTC-USDT-SWAP","algoId":"312"}])");
}

TEST_F(Requests, amend_only_what_changes) {
    domain::AmendOrder request{
        .instrument_id = swap().id,
        .client_order_id = domain::ClientOrderId{"b15"},
        .limit_price = price("50001"),
        .ts_expires = kExpires,
    };
    writer_.amend(request, swap(), "r1", out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/amend-order");
    EXPECT_EQ(out_.body, R"({"instId":"BTC-USDT-SWAP","clOrdId":"b15","reqId":"r1","newPx":"50001"})");
    EXPECT_EQ(out_.expiry, "1597026383085");
    request.quantity = quantity("2");
    ASSERT_TRUE(writer_.socket_amend(request, swap(), "m9", text_));
    EXPECT_EQ(
        text_,
        R"({"id":"m9","op":"amend-order","expTime":"1597026383085","args":[{"instIdCode":10459,"clOrdId":"b15",)"
        R"("reqId":"m9","newSz":"2","newPx":"50001"}]})"
    );
}

TEST_F(Requests, amend_a_stop_with_its_trigger_and_its_size) {
    const domain::AmendOrder request{
        .instrument_id = spot().id,
        .client_order_id = domain::ClientOrderId{"b15"},
        .is_stop = true,
        .quantity = quantity("0.02"),
        .trigger_price = price("47000"),
        .take_profit_price = price("56000"),
        .ts_expires = kExpires,
    };
    writer_.amend(request, spot(), "", out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/amend-algos");
    EXPECT_EQ(
        out_.body,
        R"({"instId":"BTC-USDT","algoClOrdId":"b15","newSz":"0.02","newSlTriggerPx":"47000",)"
        R"("newSlTriggerPxType":"last","newSlOrdPx":"-1","newTpTriggerPx":"56000","newTpTriggerPxType":"last",)"
        R"("newTpOrdPx":"-1"})"
    );
    EXPECT_TRUE(out_.expiry.empty());
}

TEST_F(Requests, refresh_the_dead_man_within_the_venues_range) {
    const auto body_for = [&](base::Duration timeout) {
        writer_.dead_man({.timeout = timeout}, out_);
        return out_.body;
    };
    EXPECT_EQ(body_for(std::chrono::seconds{30}), R"({"timeOut":"30"})");
    EXPECT_EQ(body_for(std::chrono::milliseconds{30'001}), R"({"timeOut":"31"})");
    EXPECT_EQ(body_for(std::chrono::seconds{1}), R"({"timeOut":"10"})");
    EXPECT_EQ(body_for(std::chrono::hours{1}), R"({"timeOut":"120"})");
    EXPECT_EQ(body_for({}), R"({"timeOut":"0"})");
}

TEST_F(Requests, query_with_paths_exactly_as_they_are_signed) {
    writer_.query({.instrument_id = spot().id, .client_order_id = domain::ClientOrderId{"b15"}}, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/order?instId=BTC-USDT&clOrdId=b15");
    EXPECT_EQ(out_.method, "GET");
    EXPECT_TRUE(out_.is_private);
    EXPECT_FALSE(out_.is_write);
    writer_.query({.client_order_id = domain::ClientOrderId{"b15"}, .is_stop = true}, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/order-algo?algoClOrdId=b15");
    writer_.query(
        {.instrument_id = spot().id,
         .client_order_id = domain::ClientOrderId{"V77"},
         .venue_order_id = domain::VenueOrderId{"77"}},
        out_
    );
    EXPECT_EQ(out_.path, "/api/v5/trade/order?instId=BTC-USDT&ordId=77");
    writer_.query(
        {.client_order_id = domain::ClientOrderId{"V78"}, .is_stop = true, .venue_order_id = domain::VenueOrderId{"78"}},
        out_
    );
    EXPECT_EQ(out_.path, "/api/v5/trade/order-algo?algoId=78");
    writer_.open_orders({}, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/orders-pending?limit=100");
    writer_.open_stops({.after = "77"}, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/orders-algo-pending?ordType=conditional,oco&after=77&limit=100");
    writer_.fills(kExpires, {.after = "9", .limit = 500}, out_);
    EXPECT_EQ(out_.path, "/api/v5/trade/fills?begin=1597026383085&after=9&limit=100");
    writer_.bills({}, {}, out_);
    EXPECT_EQ(out_.path, "/api/v5/account/bills?begin=0&limit=100");
}

TEST_F(Requests, ask_for_market_data_without_a_signature) {
    writer_.book({.instrument_id = spot().id}, out_);
    EXPECT_EQ(out_.path, "/api/v5/market/books?instId=BTC-USDT&sz=400");
    EXPECT_FALSE(out_.is_private);
    ASSERT_TRUE(writer_.candles({.instrument_id = spot().id, .count = 1000}, kExpires, out_));
    EXPECT_EQ(out_.path, "/api/v5/market/history-candles?instId=BTC-USDT&bar=1m&after=1597026383085&limit=300");
    ASSERT_TRUE(writer_.candles({.instrument_id = spot().id, .count = 200}, {}, out_));
    EXPECT_EQ(out_.path, "/api/v5/market/candles?instId=BTC-USDT&bar=1m&limit=200");
    EXPECT_EQ(out_.endpoint, Endpoint::Candles);
    ASSERT_TRUE(writer_.candles(
        {.instrument_id = spot().id, .interval = std::chrono::seconds{1}, .count = 200}, {}, out_
    ));
    EXPECT_EQ(out_.path, "/api/v5/market/history-candles?instId=BTC-USDT&bar=1s&limit=200");
    EXPECT_FALSE(writer_.candles({.interval = std::chrono::minutes{7}}, {}, out_));
    writer_.instruments(domain::InstrumentKind::PerpetualSwap, out_);
    EXPECT_EQ(out_.path, "/api/v5/public/instruments?instType=SWAP");
}

TEST_F(Requests, write_decimals_without_loss) {
    domain::PlaceOrder request = limit_order(spot());
    for (const char* text : {"0.00000001", "1", "100", "0.1", "123456789.000001", "9223372036854775807"}) {
        request.order.quantity = quantity(text);
        writer_.place(request, spot(), out_);
        EXPECT_NE(out_.body.find(std::string{"\"sz\":\""} + text + "\""), std::string::npos) << out_.body;
    }
}

TEST_F(Requests, name_the_budget_of_every_kind) {
    EXPECT_EQ(endpoint_of(limit_order(spot())), Endpoint::PlaceOrder);
    EXPECT_EQ(endpoint_of(stop_order(swap())), Endpoint::PlaceStop);
    EXPECT_EQ(endpoint_of(domain::CancelOrder{.is_stop = true}), Endpoint::CancelStop);
    EXPECT_EQ(endpoint_of(domain::RefreshDeadMan{}), Endpoint::CancelAllAfter);
    EXPECT_EQ(endpoint_of(domain::FetchBills{}), Endpoint::Bills);
}

}  // namespace
}  // namespace trading::venue::okx
