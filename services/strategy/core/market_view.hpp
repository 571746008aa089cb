#pragma once

#include "common/domain/market_data.hpp"
#include "services/strategy/core/input.hpp"

#include <map>
#include <optional>

namespace trading::strategy {

// What is known about one instrument's market now. Ages count from our receipt of the fact.
struct InstrumentMarket {
    std::optional<domain::Instrument> instrument;
    std::optional<domain::BookLevel> best_bid;
    std::optional<domain::BookLevel> best_ask;
    std::optional<domain::Price> last_price;
    std::optional<domain::Price> mark_price;
    base::Timestamp ts_quote{};
    base::Timestamp ts_mark{};
    domain::FeedState book_state = domain::FeedState::Waiting;
};

// The newest market facts of each instrument that a strategy trades; facts of other instruments are ignored. O(1) per
// fact beside the look-up; one thread.
class MarketView {
public:
    // Only these instruments are followed.
    void follow(const domain::InstrumentId& instrument_id);

    void apply(const domain::MarketFact& fact);

    // Facts went missing: what the part tells of the instrument is unknown until it comes anew.
    void forget(const domain::InstrumentId& instrument_id, MarketPart part);

    // Null when the instrument is not followed.
    [[nodiscard]] const InstrumentMarket* find(const domain::InstrumentId& instrument_id) const;

private:
    [[nodiscard]] InstrumentMarket* find_mutable(const domain::InstrumentId& instrument_id);

    std::map<domain::InstrumentId, InstrumentMarket> markets_;
};

}  // namespace trading::strategy
