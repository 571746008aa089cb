#include "common/codec/decision_codec.hpp"
#include "common/codec/enum_codec.hpp"
#include "common/codec/envelope_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/market_codec.hpp"
#include "tests/property/codec/random_values.hpp"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using ::testing::HasSubstr;

// For one enum: zero and what is not declared are refused, everything declared comes back as the same number.
template <class Theirs, class Ours>
void expect_complete(const google::protobuf::EnumDescriptor* descriptor) {
    Ours value{};
    const auto refused = codec::decode(static_cast<Theirs>(0), "field", value);
    ASSERT_FALSE(refused) << descriptor->name();
    EXPECT_EQ(refused.error().code, base::ErrorCode::Malformed);
    EXPECT_THAT(refused.error().detail, HasSubstr("field"));
    EXPECT_FALSE(codec::decode(static_cast<Theirs>(1000), "field", value)) << descriptor->name();
    for (int index = 0; index < descriptor->value_count(); ++index) {
        const int number = descriptor->value(index)->number();
        if (number == 0) continue;
        ASSERT_TRUE(codec::decode(static_cast<Theirs>(number), "field", value)) << descriptor->value(index)->name();
        EXPECT_EQ(static_cast<int>(codec::encode(value)), number);
    }
}

TEST(EnumCodec, refuses_unspecified_and_unknown_and_knows_the_rest) {
    expect_complete<v1::Side, domain::Side>(v1::Side_descriptor());
    expect_complete<v1::Channel, domain::Channel>(v1::Channel_descriptor());
    expect_complete<v1::FeedState, domain::FeedState>(v1::FeedState_descriptor());
    expect_complete<v1::InstrumentKind, domain::InstrumentKind>(v1::InstrumentKind_descriptor());
    expect_complete<v1::ContractKind, domain::ContractKind>(v1::ContractKind_descriptor());
    expect_complete<v1::InstrumentStatus, domain::InstrumentStatus>(v1::InstrumentStatus_descriptor());
    expect_complete<v1::OrderType, domain::OrderType>(v1::OrderType_descriptor());
    expect_complete<v1::TimeInForce, domain::TimeInForce>(v1::TimeInForce_descriptor());
    expect_complete<v1::OrderPurpose, domain::OrderPurpose>(v1::OrderPurpose_descriptor());
    expect_complete<v1::OrderStatus, domain::OrderStatus>(v1::OrderStatus_descriptor());
    expect_complete<v1::LiquiditySide, domain::LiquiditySide>(v1::LiquiditySide_descriptor());
    expect_complete<v1::IntentKind, domain::IntentKind>(v1::IntentKind_descriptor());
    expect_complete<v1::IntentVerdict, domain::IntentVerdict>(v1::IntentVerdict_descriptor());
    expect_complete<v1::DenyReason, domain::DenyReason>(v1::DenyReason_descriptor());
    expect_complete<v1::TradingState, domain::TradingState>(v1::TradingState_descriptor());
    expect_complete<v1::DecisionOutcome, domain::DecisionOutcome>(v1::DecisionOutcome_descriptor());
}

template <class Ours, class Theirs>
Theirs valid_message() {
    RandomValues random{5};
    Ours value;
    random.draw(value);
    Theirs message;
    static_cast<void>(codec::encode(value, message));
    return message;
}

// A valid message with each enum field in turn put to zero is refused by the name of that field.
template <class Ours, class Theirs>
void expect_unspecified_refused() {
    const auto* descriptor = Theirs::descriptor();
    int enums = 0;
    for (int index = 0; index < descriptor->field_count(); ++index) {
        const auto* field = descriptor->field(index);
        if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_ENUM) continue;
        ++enums;
        Theirs message = valid_message<Ours, Theirs>();
        message.GetReflection()->SetEnumValue(&message, field, 0);
        Ours value;
        const auto status = codec::decode(message, value);
        ASSERT_FALSE(status) << field->full_name();
        EXPECT_THAT(status.error().detail, HasSubstr(field->name()));
    }
    EXPECT_GT(enums, 0) << descriptor->name();
}

TEST(Codec, refuses_each_unspecified_field_by_name) {
    expect_unspecified_refused<domain::Instrument, v1::Instrument>();
    expect_unspecified_refused<domain::Trade, v1::Trade>();
    expect_unspecified_refused<domain::FeedStatus, v1::FeedStatus>();
    expect_unspecified_refused<domain::Order, v1::Order>();
    expect_unspecified_refused<domain::OrderEvent, v1::OrderEvent>();
    expect_unspecified_refused<domain::Fill, v1::Fill>();
    expect_unspecified_refused<domain::RiskState, v1::RiskState>();
    expect_unspecified_refused<domain::OrderIntent, v1::OrderIntent>();
    expect_unspecified_refused<domain::IntentReply, v1::IntentReply>();
    expect_unspecified_refused<domain::Decision, v1::Decision>();
}

// A message in which nothing is set is refused, whatever it is.
template <class Ours, class Theirs>
void expect_empty_refused() {
    Ours value;
    EXPECT_FALSE(codec::decode(Theirs{}, value)) << Theirs::descriptor()->name();
}

TEST(Codec, refuses_empty_messages) {
    expect_empty_refused<domain::InstrumentUpdate, v1::InstrumentUpdate>();
    expect_empty_refused<domain::BookUpdate, v1::BookUpdate>();
    expect_empty_refused<domain::Trade, v1::Trade>();
    expect_empty_refused<domain::Ticker, v1::Ticker>();
    expect_empty_refused<domain::Candle, v1::Candle>();
    expect_empty_refused<domain::MarkPrice, v1::MarkPrice>();
    expect_empty_refused<domain::FundingRate, v1::FundingRate>();
    expect_empty_refused<domain::PriceLimit, v1::PriceLimit>();
    expect_empty_refused<domain::FeedStatus, v1::FeedStatus>();
    expect_empty_refused<domain::VenueStatus, v1::VenueStatus>();
    expect_empty_refused<domain::OrderEvent, v1::OrderEvent>();
    expect_empty_refused<domain::Fill, v1::Fill>();
    expect_empty_refused<domain::Position, v1::Position>();
    expect_empty_refused<domain::Balance, v1::Balance>();
    expect_empty_refused<domain::RiskState, v1::RiskState>();
    expect_empty_refused<domain::OrderIntent, v1::OrderIntent>();
    expect_empty_refused<domain::IntentReply, v1::IntentReply>();
    expect_empty_refused<domain::Decision, v1::Decision>();
}

std::string refusal_of(const v1::Fill& message) {
    domain::Fill fill;
    const auto status = codec::decode(message, fill);
    return status ? "accepted" : status.error().detail;
}

TEST(Fill, names_the_number_that_does_not_parse) {
    for (const char* bad : {"", "1e5", "nan", " 1", "1,5", "99999999999999999999999"}) {
        auto message = valid_message<domain::Fill, v1::Fill>();
        message.set_fee(bad);
        EXPECT_THAT(refusal_of(message), HasSubstr("fill.fee")) << bad;
    }
}

TEST(Order, tells_an_absent_price_from_an_empty_one) {
    auto message = valid_message<domain::Order, v1::Order>();
    domain::Order order;
    message.clear_limit_price();
    ASSERT_TRUE(codec::decode(message, order));
    EXPECT_FALSE(order.limit_price.has_value());
    message.set_limit_price("");
    EXPECT_FALSE(codec::decode(message, order));
}

TEST(BookUpdate, refuses_arrays_of_unequal_length_and_impossible_exponents) {
    domain::BookUpdate update;
    auto message = valid_message<domain::BookUpdate, v1::BookUpdate>();
    ASSERT_TRUE(codec::decode(message, update));
    message.add_bid_prices(1);
    EXPECT_THAT(codec::decode(message, update).error().detail, HasSubstr("bid_quantities"));
    message = valid_message<domain::BookUpdate, v1::BookUpdate>();
    message.add_ask_quantities(1);
    EXPECT_THAT(codec::decode(message, update).error().detail, HasSubstr("ask_quantities"));
    message = valid_message<domain::BookUpdate, v1::BookUpdate>();
    message.set_price_exponent(19);
    EXPECT_THAT(codec::decode(message, update).error().detail, HasSubstr("price_exponent"));
    message = valid_message<domain::BookUpdate, v1::BookUpdate>();
    message.clear_times();
    EXPECT_THAT(codec::decode(message, update).error().detail, HasSubstr("times"));
}

TEST(Ticker, refuses_half_a_quote) {
    auto message = valid_message<domain::Ticker, v1::Ticker>();
    message.set_best_bid_price(5);
    message.clear_best_bid_quantity();
    domain::Ticker ticker;
    EXPECT_THAT(codec::decode(message, ticker).error().detail, HasSubstr("best_bid_quantity"));
}

TEST(Instrument, refuses_a_tick_or_lot_that_nothing_can_be_rounded_to) {
    domain::Instrument instrument;
    auto message = valid_message<domain::Instrument, v1::Instrument>();
    message.set_tick_size("0");
    EXPECT_THAT(codec::decode(message, instrument).error().detail, HasSubstr("tick_size"));
    message = valid_message<domain::Instrument, v1::Instrument>();
    message.set_lot_size("-1");
    EXPECT_THAT(codec::decode(message, instrument).error().detail, HasSubstr("lot_size"));
}

TEST(IntentReply, wants_a_reason_exactly_for_a_denial) {
    domain::IntentReply reply;
    v1::IntentReply message;
    message.set_intent_id("i1");
    message.set_verdict(v1::INTENT_VERDICT_DENIED);
    EXPECT_THAT(codec::decode(message, reply).error().detail, HasSubstr("deny_reason"));
    message.set_deny_reason(v1::DENY_REASON_DATA_STALE);
    EXPECT_TRUE(codec::decode(message, reply));
    message.set_verdict(v1::INTENT_VERDICT_ACCEPTED);
    EXPECT_THAT(codec::decode(message, reply).error().detail, HasSubstr("deny_reason"));
}

TEST(Envelope, refuses_nothing_and_the_wrong_family) {
    v1::Envelope envelope;
    EXPECT_THAT(codec::decode_market_fact(envelope).error().detail, HasSubstr("payload"));
    EXPECT_THAT(codec::decode_execution_fact(envelope).error().detail, HasSubstr("payload"));
    EXPECT_THAT(codec::decode_decision(envelope).error().detail, HasSubstr("payload"));
    envelope.mutable_heartbeat()->set_last_sequence(3);
    EXPECT_THAT(codec::decode_market_fact(envelope).error().detail, HasSubstr("heartbeat"));
    envelope.mutable_fill();
    EXPECT_THAT(codec::decode_market_fact(envelope).error().detail, HasSubstr("fill"));
}

}  // namespace
}  // namespace trading::test
