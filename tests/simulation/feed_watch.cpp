#include "tests/simulation/feed_watch.hpp"

#include <string>
#include <utility>

namespace trading::simulation {
namespace {

template <class Levels, class Side>
bool is_equal(const Levels& ours, const Side& there) {
    if (ours.size() != there.size()) return false;
    for (std::size_t level = 0; level < ours.size(); ++level) {
        if (ours[level].price.value() != there[level].first) return false;
        if (ours[level].quantity.value() != there[level].second) return false;
    }
    return true;
}

}  // namespace

void FeedWatch::on_venue_book(const domain::InstrumentId& id, const simulator::BookView& book) {
    std::deque<Book>& known = books_[id];
    if (!known.empty() && known.back().sequence == book.sequence) return;
    // The oldest one is over; its memory is used again.
    Book added;
    if (known.size() >= kRememberedMax) {
        added = std::move(known.front());
        known.pop_front();
        added.bids.clear();
        added.asks.clear();
    }
    added.sequence = book.sequence;
    for (const auto& level : book.bids) added.bids.emplace_back(level.price, level.size);
    for (const auto& level : book.asks) added.asks.emplace_back(level.price, level.size);
    known.push_back(std::move(added));
}

void FeedWatch::on_published(const domain::InstrumentId& id, std::int64_t sequence, const domain::OrderBook& book) {
    // Mostly it is the newest.
    const std::deque<Book>& all = books_[id];
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
        const Book& known = *each;
        if (known.sequence != sequence) continue;
        const bool is_same = is_equal(book.bids(known.bids.size() + 1), known.bids) &&
                             is_equal(book.asks(known.asks.size() + 1), known.asks);
        if (!is_same)
            verdict_.fail("I18", "another book than the venue's: " + id.value() + " " + std::to_string(sequence));
        return;
    }
}

}  // namespace trading::simulation
