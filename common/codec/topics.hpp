#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"

#include <string>
#include <string_view>

namespace trading::codec {

// The names of the streams of facts, in one place. Subscriptions match by prefix, so every topic ends in the
// separator: without it "BTC-USDT" would also catch "BTC-USDT-SWAP".
//
//   md.<venue>.<instrument>.<kind>.    book trade ticker candle mark funding limit instrument feed status
//   ex.<account>.<kind>.               order fill position balance risk reply reconciliation

// Stands where the instrument does when a fact concerns the whole venue.
inline constexpr std::string_view kWholeVenue = "all";

[[nodiscard]] std::string market_topic(std::string_view venue, std::string_view instrument, std::string_view kind);
[[nodiscard]] std::string execution_topic(std::string_view account, std::string_view kind);

// Subscribing to these gives every fact of a venue, of one instrument at a venue, of an account.
[[nodiscard]] std::string market_prefix(std::string_view venue);
[[nodiscard]] std::string instrument_prefix(std::string_view venue, const domain::InstrumentId& instrument);
[[nodiscard]] std::string execution_prefix(std::string_view account);

// The kind's name in the topic.
[[nodiscard]] std::string_view kind_of(const domain::MarketFact& fact);
[[nodiscard]] std::string_view kind_of(const domain::ExecutionFact& fact);

// The instrument that a fact is about, or `kWholeVenue`.
[[nodiscard]] std::string_view instrument_of(const domain::MarketFact& fact);

// Where a fact is published.
[[nodiscard]] std::string topic_of(const domain::MarketFact& fact, std::string_view venue);
[[nodiscard]] std::string topic_of(const domain::ExecutionFact& fact, const domain::AccountId& account);

}  // namespace trading::codec
