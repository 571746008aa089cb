#include "common/codec/decision_codec.hpp"
#include "common/codec/envelope_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/market_codec.hpp"
#include "tests/property/codec/random_values.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace trading::test {
namespace {

constexpr int kCases = 3'000;

template <class Ours, class Theirs>
struct Pair {
    using Domain = Ours;
    using Message = Theirs;
};

using Pairs = ::testing::Types<
    Pair<domain::Instrument, v1::Instrument>,
    Pair<domain::InstrumentUpdate, v1::InstrumentUpdate>,
    Pair<domain::BookUpdate, v1::BookUpdate>,
    Pair<domain::Trade, v1::Trade>,
    Pair<domain::Ticker, v1::Ticker>,
    Pair<domain::Candle, v1::Candle>,
    Pair<domain::MarkPrice, v1::MarkPrice>,
    Pair<domain::FundingRate, v1::FundingRate>,
    Pair<domain::PriceLimit, v1::PriceLimit>,
    Pair<domain::FeedStatus, v1::FeedStatus>,
    Pair<domain::VenueStatus, v1::VenueStatus>,
    Pair<domain::Order, v1::Order>,
    Pair<domain::OrderEvent, v1::OrderEvent>,
    Pair<domain::Fill, v1::Fill>,
    Pair<domain::Position, v1::Position>,
    Pair<domain::Balance, v1::Balance>,
    Pair<domain::RiskState, v1::RiskState>,
    Pair<domain::OrderIntent, v1::OrderIntent>,
    Pair<domain::IntentReply, v1::IntentReply>,
    Pair<domain::ReconciliationReport, v1::ReconciliationReport>,
    Pair<domain::Decision, v1::Decision>>;

template <class Ours, class Theirs>
base::Status encode(const Ours& ours, Theirs& theirs) {
    if constexpr (std::is_void_v<decltype(codec::encode(ours, theirs))>) {
        codec::encode(ours, theirs);
        return {};
    } else {
        return codec::encode(ours, theirs);
    }
}

template <class Pair>
class RoundTrip : public ::testing::Test {};

TYPED_TEST_SUITE(RoundTrip, Pairs);

// Messages and values are reused on purpose: what an earlier case left behind must not shine through.
TYPED_TEST(RoundTrip, gives_back_every_value_through_reused_messages) {
    RandomValues random{20261124};
    typename TypeParam::Domain value;
    typename TypeParam::Domain decoded;
    typename TypeParam::Message message;
    typename TypeParam::Message received;
    for (int index = 0; index < kCases; ++index) {
        random.draw(value);
        const auto encoded = encode(value, message);
        ASSERT_TRUE(encoded) << encoded.error().detail;
        ASSERT_TRUE(received.ParseFromString(message.SerializeAsString()));
        const auto status = codec::decode(received, decoded);
        ASSERT_TRUE(status) << status.error().detail;
        ASSERT_EQ(value, decoded) << message.DebugString();
    }
}

template <class Variant, class Decode>
void expect_envelopes_round_trip(Decode decode) {
    RandomValues random{7};
    v1::Envelope envelope;
    for (int index = 0; index < kCases; ++index) {
        // Every kind in turn, through one envelope.
        const auto check = [&]<std::size_t kind>(std::integral_constant<std::size_t, kind>) {
            if (static_cast<std::size_t>(index) % std::variant_size_v<Variant> != kind) return;
            Variant fact{std::in_place_index<kind>};
            random.draw(std::get<kind>(fact));
            ASSERT_TRUE(encode(fact, envelope));
            const auto decoded = decode(envelope);
            ASSERT_TRUE(decoded) << decoded.error().detail;
            ASSERT_EQ(fact, *decoded);
        };
        [&]<std::size_t... kinds>(std::index_sequence<kinds...>) {
            (check(std::integral_constant<std::size_t, kinds>{}), ...);
        }
        (std::make_index_sequence<std::variant_size_v<Variant>>{});
        if (::testing::Test::HasFatalFailure()) return;
    }
}

TEST(Envelope, gives_back_every_market_fact) {
    expect_envelopes_round_trip<domain::MarketFact>([](const v1::Envelope& envelope) {
        EXPECT_TRUE(codec::is_market_fact(envelope));
        EXPECT_FALSE(codec::is_execution_fact(envelope));
        return codec::decode_market_fact(envelope);
    });
}

TEST(Envelope, gives_back_every_execution_fact) {
    expect_envelopes_round_trip<domain::ExecutionFact>([](const v1::Envelope& envelope) {
        EXPECT_TRUE(codec::is_execution_fact(envelope));
        EXPECT_FALSE(codec::is_market_fact(envelope));
        return codec::decode_execution_fact(envelope);
    });
}

TEST(Envelope, gives_back_decisions) {
    RandomValues random{11};
    domain::Decision decision;
    random.draw(decision);
    v1::Envelope envelope;
    codec::encode(decision, envelope);
    EXPECT_EQ(codec::decode_decision(envelope), decision);
}

// Any two decimals, however far apart: either both arrive exactly, or encoding says that they cannot.
TEST(BookUpdate, is_exact_or_refused_for_extreme_numbers) {
    RandomValues random{99};
    int refused = 0;
    int exact = 0;
    for (int index = 0; index < 20'000; ++index) {
        domain::BookUpdate update{.instrument_id = domain::InstrumentId{"X"}};
        update.bids.push_back({domain::Price{random.decimal()}, domain::Quantity{random.decimal()}});
        update.asks.push_back({domain::Price{random.decimal()}, domain::Quantity{random.decimal()}});
        v1::BookUpdate message;
        const auto status = codec::encode(update, message);
        if (!status) {
            ASSERT_EQ(status.error().code, base::ErrorCode::OutOfRange);
            ++refused;
            continue;
        }
        domain::BookUpdate decoded;
        ASSERT_TRUE(codec::decode(message, decoded));
        ASSERT_EQ(update, decoded);
        ++exact;
    }
    EXPECT_GT(refused, 100);
    EXPECT_GT(exact, 100);
}

}  // namespace
}  // namespace trading::test
