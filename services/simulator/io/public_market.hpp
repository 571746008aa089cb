#pragma once

#include "services/simulator/core/book_difference.hpp"
#include "services/simulator/core/instrument_spec.hpp"
#include "services/simulator/io/venue_host.hpp"

#include <string>
#include <vector>

namespace trading::simulator {

class BookFeed;
class ReferenceFeeds;
class ReplayMarket;

// What the public endpoints show: the simulated market, and in its place, where a recording is replayed, the recorded
// one. One thread.
class PublicMarket {
public:
    // `replay` may be null.
    PublicMarket(const VenueHost& host, const BookFeed& books, const ReferenceFeeds& reference, ReplayMarket* replay)
        : host_(host), books_(books), reference_(reference), replay_(replay) {}

    [[nodiscard]] std::vector<InstrumentSpec> instruments() const;
    [[nodiscard]] const InstrumentSpec* find(std::string_view instrument) const;

    // "SPOT", "SWAP", "FUTURES"; empty for an unknown instrument.
    [[nodiscard]] std::string_view type_of(std::string_view instrument) const;

    // The book's top, as GET market/books caches it.
    [[nodiscard]] std::optional<BookFrame> book(std::string_view instrument, std::size_t depth) const;

    // A row of market/ticker; empty while nothing is known.
    [[nodiscard]] std::string ticker_row(std::string_view instrument) const;

    [[nodiscard]] const ReferenceFeeds& reference() const noexcept { return reference_; }

private:
    const VenueHost& host_;
    const BookFeed& books_;
    const ReferenceFeeds& reference_;
    ReplayMarket* replay_;
};

}  // namespace trading::simulator
