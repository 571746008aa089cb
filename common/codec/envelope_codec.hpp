#pragma once

#include "common/base/result.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/envelope.pb.h"

namespace trading::codec {

// Facts into and out of the envelope of the bus. Only the payload is touched: producer, epoch, sequence and time of
// sending are the publisher's.
//
// On the hot path keep one envelope for each kind of fact: a payload of the same kind is filled again without
// allocating, one of another kind replaces it.
[[nodiscard]] base::Status encode(const domain::InstrumentUpdate& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::BookUpdate& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::Trade& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::Ticker& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::Candle& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::MarkPrice& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::FundingRate& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::PriceLimit& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::FeedStatus& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::VenueStatus& fact, v1::Envelope& envelope);
[[nodiscard]] base::Status encode(const domain::MarketFact& fact, v1::Envelope& envelope);

void encode(const domain::OrderEvent& fact, v1::Envelope& envelope);
void encode(const domain::Fill& fact, v1::Envelope& envelope);
void encode(const domain::Position& fact, v1::Envelope& envelope);
void encode(const domain::Balance& fact, v1::Envelope& envelope);
void encode(const domain::RiskState& fact, v1::Envelope& envelope);
void encode(const domain::IntentReply& fact, v1::Envelope& envelope);
void encode(const domain::ReconciliationReport& fact, v1::Envelope& envelope);
void encode(const domain::ExecutionFact& fact, v1::Envelope& envelope);
void encode(const domain::Decision& fact, v1::Envelope& envelope);

// `Malformed`, with the name of what was there, when the payload is missing or of another family. The overloads that
// fill a caller's value keep its memory when the kind is the same as last time.
[[nodiscard]] base::Result<domain::MarketFact> decode_market_fact(const v1::Envelope& envelope);
[[nodiscard]] base::Status decode_market_fact(const v1::Envelope& envelope, domain::MarketFact& fact);
[[nodiscard]] base::Result<domain::ExecutionFact> decode_execution_fact(const v1::Envelope& envelope);
[[nodiscard]] base::Result<domain::Decision> decode_decision(const v1::Envelope& envelope);

// Which family a payload belongs to, for those who receive both.
[[nodiscard]] bool is_market_fact(const v1::Envelope& envelope);
[[nodiscard]] bool is_execution_fact(const v1::Envelope& envelope);

}  // namespace trading::codec
