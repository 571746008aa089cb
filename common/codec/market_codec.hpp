#pragma once

#include "common/base/result.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/instrument.pb.h"
#include "trading/v1/market_data.pb.h"

namespace trading::codec {

// Market facts to and from their messages. Numbers travel as integers beside the exponents of their message, which are
// chosen so that every value is exact; instruments are rare and travel as decimal text.
//
// `encode` fills a message that the caller reuses: nothing is allocated once it has grown. `OutOfRange` when the values
// of one message have no common exponent that keeps them all exact in 64 bits; the message is then worthless.
// `decode` fills a value that the caller reuses and refuses (`Malformed` or `OutOfRange`, naming the field) unspecified
// and unknown enum values, absent times, empty ids, exponents above 18, arrays of unequal length, half quotes, and
// instruments without a tick or lot size; the value is then worthless.
[[nodiscard]] base::Status encode(const domain::Instrument& instrument, v1::Instrument& message);
[[nodiscard]] base::Status encode(const domain::InstrumentUpdate& update, v1::InstrumentUpdate& message);
[[nodiscard]] base::Status encode(const domain::BookUpdate& update, v1::BookUpdate& message);
[[nodiscard]] base::Status encode(const domain::Trade& trade, v1::Trade& message);
[[nodiscard]] base::Status encode(const domain::Ticker& ticker, v1::Ticker& message);
[[nodiscard]] base::Status encode(const domain::Candle& candle, v1::Candle& message);
[[nodiscard]] base::Status encode(const domain::MarkPrice& mark, v1::MarkPrice& message);
[[nodiscard]] base::Status encode(const domain::FundingRate& funding, v1::FundingRate& message);
[[nodiscard]] base::Status encode(const domain::PriceLimit& limit, v1::PriceLimit& message);
[[nodiscard]] base::Status encode(const domain::FeedStatus& status, v1::FeedStatus& message);
[[nodiscard]] base::Status encode(const domain::VenueStatus& status, v1::VenueStatus& message);

[[nodiscard]] base::Status decode(const v1::Instrument& message, domain::Instrument& instrument);
[[nodiscard]] base::Status decode(const v1::InstrumentUpdate& message, domain::InstrumentUpdate& update);
[[nodiscard]] base::Status decode(const v1::BookUpdate& message, domain::BookUpdate& update);
[[nodiscard]] base::Status decode(const v1::Trade& message, domain::Trade& trade);
[[nodiscard]] base::Status decode(const v1::Ticker& message, domain::Ticker& ticker);
[[nodiscard]] base::Status decode(const v1::Candle& message, domain::Candle& candle);
[[nodiscard]] base::Status decode(const v1::MarkPrice& message, domain::MarkPrice& mark);
[[nodiscard]] base::Status decode(const v1::FundingRate& message, domain::FundingRate& funding);
[[nodiscard]] base::Status decode(const v1::PriceLimit& message, domain::PriceLimit& limit);
[[nodiscard]] base::Status decode(const v1::FeedStatus& message, domain::FeedStatus& status);
[[nodiscard]] base::Status decode(const v1::VenueStatus& message, domain::VenueStatus& status);

}  // namespace trading::codec
