#pragma once

#include "services/simulator/core/market_views.hpp"

#include <cstdint>

namespace trading::simulator {

// One frame of a book channel. A snapshot has the previous sequence -1.
struct BookFrame {
    bool is_snapshot = false;
    std::vector<BookLevelView> bids;
    std::vector<BookLevelView> asks;
    std::int64_t sequence = 0;
    std::int64_t previous_sequence = -1;
    base::Timestamp time{};

    [[nodiscard]] bool is_empty() const noexcept { return bids.empty() && asks.empty(); }
};

// Turns a book, looked at now and then, into one channel's chain of frames: the coalesced difference since the last
// look. A price that went and came back in between is not mentioned; a price pushed out of the depth is deleted. Own
// one per instrument and channel and share it between all subscribers: a new subscriber gets `snapshot`, everybody then
// the same differences. Pure; one thread.
class BookDifference {
public:
    // Compares with what was taken last and remembers `now_visible` (the top of the book, already cut to the channel's
    // depth). The first call gives a snapshot. An empty frame means that nothing is to be sent; the chain then stays
    // where it was.
    [[nodiscard]] BookFrame take(const BookView& now_visible);

    // The book as of the last take, under its sequence: what a new subscriber starts from. Call `take` at least once.
    [[nodiscard]] BookFrame snapshot() const;

    // The keep-alive of a quiet book: empty, sequence = previous sequence.
    [[nodiscard]] BookFrame heartbeat(base::Timestamp now) const;

    // Starts the numbers again from `sequence` (a maintenance reset): the next frame carries the old number as its
    // previous one and continues small. For faults.
    void reset_sequence(std::int64_t sequence) noexcept;

    [[nodiscard]] std::int64_t sequence() const noexcept { return last_.sequence; }

private:
    [[nodiscard]] std::int64_t renumbered(std::int64_t core_sequence) const noexcept;

    BookView last_;
    bool has_last_ = false;
    std::int64_t offset_ = 0;          // What a reset took away from the core's numbers.
    std::int64_t pending_reset_ = -1;  // The number to continue from; -1: none.
};

}  // namespace trading::simulator
