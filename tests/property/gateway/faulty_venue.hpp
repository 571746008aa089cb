#pragma once

#include "common/base/random.hpp"
#include "common/domain/order_book.hpp"
#include "tests/support/gateway/samples.hpp"

#include <deque>
#include <map>
#include <vector>

namespace trading::test {

// A venue whose true book is known at every sequence number, and a connection to it that loses, repeats, reorders and
// delays messages, leaves the initial whole book out, starts its numbers again and breaks, each by chance. Numbers are
// never used twice.
class FaultyVenue {
public:
    struct Chances {
        double loss = 0;
        double repetition = 0;
        double reordering = 0;
        double new_start = 0;
        double missing_snapshot = 0;
        double failed_fetch = 0;
        double outdated_fetch = 0;
        double disconnect = 0;
    };

    explicit FaultyVenue(std::uint64_t seed) : random_(seed) { change_book(); }

    // The book changes once and is told to subscribers.
    void step(const Chances& chances, base::Timestamp now);

    void execute(const domain::VenueFeedCommand& command, const Chances& chances);

    // What arrives at the gateway now, in this order.
    [[nodiscard]] std::vector<domain::VenueFeedEvent> take_arrivals();

    // Null for a number that never was.
    [[nodiscard]] const domain::OrderBook* book_at(std::int64_t sequence) const;

private:
    domain::BookFrame change_book();
    [[nodiscard]] domain::BookFrame whole_at(std::int64_t sequence) const;
    void deliver(domain::VenueFeedEvent event, const Chances& chances);

    base::Random random_;
    domain::OrderBook book_;
    std::map<std::int64_t, domain::OrderBook> history_;
    std::map<std::int64_t, base::Timestamp> times_;
    std::vector<std::int64_t> order_;  // Of the numbers, oldest first.
    std::int64_t sequence_ = 1'000'000'000;
    std::int64_t next_floor_ = 999'000'000;
    base::Timestamp now_ = kStart;
    bool is_subscribed_ = true;
    bool is_up_ = true;
    std::deque<domain::VenueFeedEvent> arrivals_;
};

}  // namespace trading::test
