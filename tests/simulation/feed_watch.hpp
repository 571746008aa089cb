#pragma once

#include "common/domain/order_book.hpp"
#include "services/simulator/core/market_views.hpp"
#include "tests/simulation/verdict.hpp"

#include <deque>
#include <map>
#include <utility>

namespace trading::simulation {

// I18: every book that the gateway publishes is the venue's book of that sequence number, level by level.
class FeedWatch {
public:
    explicit FeedWatch(Verdict& verdict) : verdict_(verdict) {}

    // The venue's book, as visible on the channel, when it had this sequence.
    void on_venue_book(const domain::InstrumentId& id, const simulator::BookView& book);

    // The gateway has published the book up to this sequence.
    void on_published(const domain::InstrumentId& id, std::int64_t sequence, const domain::OrderBook& book);

private:
    static constexpr std::size_t kRememberedMax = 400;

    using Side = std::vector<std::pair<base::Decimal, base::Decimal>>;
    struct Book {
        std::int64_t sequence = 0;
        Side bids;
        Side asks;
    };

    Verdict& verdict_;
    std::map<domain::InstrumentId, std::deque<Book>> books_;
};

}  // namespace trading::simulation
