#include "common/codec/envelope_codec.hpp"

#include "common/codec/decision_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/market_codec.hpp"

#include <fmt/format.h>

namespace trading::codec {
namespace {

std::string_view payload_name(const v1::Envelope& envelope) {
    const auto* field = v1::Envelope::descriptor()->FindFieldByNumber(static_cast<int>(envelope.payload_case()));
    return field == nullptr ? std::string_view{"nothing that we know"} : std::string_view{field->name()};
}

base::Status wrong_payload(const v1::Envelope& envelope, std::string_view expected) {
    return base::failure(
        base::ErrorCode::Malformed, fmt::format("envelope.payload: {} is not {}", payload_name(envelope), expected)
    );
}

// Keeps the memory of the value that the variant holds already, when it is of the same kind.
template <class Kind, class Message, class Fact>
base::Status decode_as(const Message& message, Fact& fact) {
    Kind* kind = std::get_if<Kind>(&fact);
    return decode(message, kind != nullptr ? *kind : fact.template emplace<Kind>());
}

}  // namespace

base::Status encode(const domain::InstrumentUpdate& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_instrument_update());
}

base::Status encode(const domain::BookUpdate& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_book_update());
}

base::Status encode(const domain::Trade& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_trade());
}

base::Status encode(const domain::Ticker& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_ticker());
}

base::Status encode(const domain::Candle& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_candle());
}

base::Status encode(const domain::MarkPrice& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_mark_price());
}

base::Status encode(const domain::FundingRate& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_funding_rate());
}

base::Status encode(const domain::PriceLimit& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_price_limit());
}

base::Status encode(const domain::FeedStatus& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_feed_status());
}

base::Status encode(const domain::VenueStatus& fact, v1::Envelope& envelope) {
    return encode(fact, *envelope.mutable_venue_status());
}

base::Status encode(const domain::MarketFact& fact, v1::Envelope& envelope) {
    return std::visit([&](const auto& kind) { return encode(kind, envelope); }, fact);
}

void encode(const domain::OrderEvent& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_order_event()); }
void encode(const domain::Fill& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_fill()); }
void encode(const domain::Position& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_position()); }
void encode(const domain::Balance& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_balance()); }
void encode(const domain::RiskState& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_risk_state()); }

void encode(const domain::IntentReply& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_intent_reply()); }

void encode(const domain::ReconciliationReport& fact, v1::Envelope& envelope) {
    encode(fact, *envelope.mutable_reconciliation_report());
}

void encode(const domain::ExecutionFact& fact, v1::Envelope& envelope) {
    std::visit([&](const auto& kind) { encode(kind, envelope); }, fact);
}

void encode(const domain::Decision& fact, v1::Envelope& envelope) { encode(fact, *envelope.mutable_decision()); }

base::Status decode_market_fact(const v1::Envelope& envelope, domain::MarketFact& fact) {
    // -Wswitch-enum wants every case; those that are no market facts share the last one.
    switch (envelope.payload_case()) {
        case v1::Envelope::kInstrumentUpdate:
            return decode_as<domain::InstrumentUpdate>(envelope.instrument_update(), fact);
        case v1::Envelope::kBookUpdate: return decode_as<domain::BookUpdate>(envelope.book_update(), fact);
        case v1::Envelope::kTrade: return decode_as<domain::Trade>(envelope.trade(), fact);
        case v1::Envelope::kTicker: return decode_as<domain::Ticker>(envelope.ticker(), fact);
        case v1::Envelope::kCandle: return decode_as<domain::Candle>(envelope.candle(), fact);
        case v1::Envelope::kMarkPrice: return decode_as<domain::MarkPrice>(envelope.mark_price(), fact);
        case v1::Envelope::kFundingRate: return decode_as<domain::FundingRate>(envelope.funding_rate(), fact);
        case v1::Envelope::kPriceLimit: return decode_as<domain::PriceLimit>(envelope.price_limit(), fact);
        case v1::Envelope::kFeedStatus: return decode_as<domain::FeedStatus>(envelope.feed_status(), fact);
        case v1::Envelope::kVenueStatus: return decode_as<domain::VenueStatus>(envelope.venue_status(), fact);
        case v1::Envelope::kHeartbeat:
        case v1::Envelope::kOrderEvent:
        case v1::Envelope::kFill:
        case v1::Envelope::kPosition:
        case v1::Envelope::kBalance:
        case v1::Envelope::kRiskState:
        case v1::Envelope::kIntentReply:
        case v1::Envelope::kReconciliationReport:
        case v1::Envelope::kDecision:
        case v1::Envelope::PAYLOAD_NOT_SET: break;
    }
    return wrong_payload(envelope, "a market fact");
}

base::Result<domain::MarketFact> decode_market_fact(const v1::Envelope& envelope) {
    domain::MarketFact fact;
    if (auto status = decode_market_fact(envelope, fact); !status) return base::failure(std::move(status.error()));
    return fact;
}

base::Result<domain::ExecutionFact> decode_execution_fact(const v1::Envelope& envelope) {
    domain::ExecutionFact fact;
    base::Status status;
    if (envelope.has_order_event()) {
        status = decode_as<domain::OrderEvent>(envelope.order_event(), fact);
    } else if (envelope.has_fill()) {
        status = decode_as<domain::Fill>(envelope.fill(), fact);
    } else if (envelope.has_position()) {
        status = decode_as<domain::Position>(envelope.position(), fact);
    } else if (envelope.has_balance()) {
        status = decode_as<domain::Balance>(envelope.balance(), fact);
    } else if (envelope.has_risk_state()) {
        status = decode_as<domain::RiskState>(envelope.risk_state(), fact);
    } else if (envelope.has_intent_reply()) {
        status = decode_as<domain::IntentReply>(envelope.intent_reply(), fact);
    } else if (envelope.has_reconciliation_report()) {
        status = decode_as<domain::ReconciliationReport>(envelope.reconciliation_report(), fact);
    } else {
        status = wrong_payload(envelope, "an execution fact");
    }
    if (!status) return base::failure(std::move(status.error()));
    return fact;
}

base::Result<domain::Decision> decode_decision(const v1::Envelope& envelope) {
    domain::Decision decision;
    auto status =
        envelope.has_decision() ? decode(envelope.decision(), decision) : wrong_payload(envelope, "a decision");
    if (!status) return base::failure(std::move(status.error()));
    return decision;
}

bool is_market_fact(const v1::Envelope& envelope) {
    return envelope.has_instrument_update() || envelope.has_book_update() || envelope.has_trade() ||
           envelope.has_ticker() || envelope.has_candle() || envelope.has_mark_price() || envelope.has_funding_rate() ||
           envelope.has_price_limit() || envelope.has_feed_status() || envelope.has_venue_status();
}

bool is_execution_fact(const v1::Envelope& envelope) {
    return envelope.has_order_event() || envelope.has_fill() || envelope.has_position() || envelope.has_balance() ||
           envelope.has_risk_state() || envelope.has_intent_reply() || envelope.has_reconciliation_report();
}

}  // namespace trading::codec
