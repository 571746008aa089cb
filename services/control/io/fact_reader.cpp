#include "services/control/io/fact_reader.hpp"

#include "common/codec/envelope_codec.hpp"

namespace trading::control {

void FactReader::on_fact(std::string_view topic, const v1::Envelope& fact) {
    const std::int64_t now = base::to_unix_nanoseconds(clock_.now());
    ++meter_.facts;
    meter_.lag_ns = now - fact.ts_sent_ns();
    meter_.ts_last_heard_ns = now;
    meter_.is_silent = false;
    apply(topic, fact, Origin::Live);
}

void FactReader::on_topic_recovered(const v1::TopicSnapshot& snapshot) {
    meter_.is_silent = false;
    meter_.ts_last_heard_ns = base::to_unix_nanoseconds(clock_.now());
    for (const v1::Envelope& fact : snapshot.facts()) apply(snapshot.topic(), fact, Origin::Snapshot);
}

void FactReader::on_topic_lost(std::string_view /*topic*/, bus::TopicLoss /*loss*/) {}

void FactReader::on_publisher_silent() { meter_.is_silent = true; }

void FactReader::on_publisher_heard() { meter_.is_silent = false; }

void FactReader::apply(std::string_view topic, const v1::Envelope& envelope, Origin origin) {
    if (codec::is_market_fact(envelope)) {
        if (!codec::decode_market_fact(envelope, market_fact_)) {
            ++meter_.malformed;
            return;
        }
        board_.apply(market_fact_);
    } else if (codec::is_execution_fact(envelope)) {
        const auto fact = codec::decode_execution_fact(envelope);
        if (!fact) {
            ++meter_.malformed;
            return;
        }
        board_.apply(*fact);
    }
    // What a snapshot says is not new.
    if (origin == Origin::Live) pass_on(topic, envelope);
}

void FactReader::pass_on(std::string_view topic, const v1::Envelope& envelope) {
    v1::StreamEventsResponse event;
    std::string instrument_id;
    switch (envelope.payload_case()) {
        case v1::Envelope::kOrderEvent:
            *event.mutable_order_event() = envelope.order_event();
            instrument_id = envelope.order_event().order().instrument_id();
            break;
        case v1::Envelope::kFill:
            *event.mutable_fill() = envelope.fill();
            instrument_id = envelope.fill().instrument_id();
            break;
        case v1::Envelope::kPosition:
            *event.mutable_position() = envelope.position();
            instrument_id = envelope.position().instrument_id();
            break;
        case v1::Envelope::kBalance: *event.mutable_balance() = envelope.balance(); break;
        case v1::Envelope::kRiskState: *event.mutable_risk_state() = envelope.risk_state(); break;
        case v1::Envelope::kIntentReply: *event.mutable_intent_reply() = envelope.intent_reply(); break;
        case v1::Envelope::kReconciliationReport:
            *event.mutable_reconciliation_report() = envelope.reconciliation_report();
            break;
        case v1::Envelope::kDecision:
            *event.mutable_decision() = envelope.decision();
            instrument_id = envelope.decision().instrument_id();
            break;
        case v1::Envelope::kInstrumentUpdate:
            *event.mutable_instrument_update() = envelope.instrument_update();
            instrument_id = envelope.instrument_update().instrument().instrument_id();
            break;
        case v1::Envelope::kFeedStatus:
            *event.mutable_feed_status() = envelope.feed_status();
            instrument_id = envelope.feed_status().instrument_id();
            break;
        case v1::Envelope::kVenueStatus: *event.mutable_venue_status() = envelope.venue_status(); break;
        // The market itself is summed up once a second for those who want it.
        case v1::Envelope::kBookUpdate:
        case v1::Envelope::kTrade:
        case v1::Envelope::kTicker:
        case v1::Envelope::kCandle:
        case v1::Envelope::kMarkPrice:
        case v1::Envelope::kFundingRate:
        case v1::Envelope::kPriceLimit:
        case v1::Envelope::kHeartbeat:
        case v1::Envelope::PAYLOAD_NOT_SET: return;
    }
    event.set_topic(std::string{topic});
    event.set_sequence(envelope.sequence());
    event.set_ts_sent_ns(envelope.ts_sent_ns());
    hub_.publish(event, instrument_id);
}

}  // namespace trading::control
