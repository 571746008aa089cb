#include "services/simulator/core/book_difference.hpp"

#include "common/base/assert.hpp"

#include <utility>

namespace trading::simulator {
namespace {

// Both sides are sorted best first; `comes_first(a, b)` says whether price a is better than price b.
template <class ComesFirst>
std::vector<BookLevelView> difference(
    const std::vector<BookLevelView>& before, const std::vector<BookLevelView>& after, ComesFirst comes_first
) {
    std::vector<BookLevelView> changes;
    auto old_level = before.begin();
    auto new_level = after.begin();
    while (old_level != before.end() || new_level != after.end()) {
        const bool only_old =
            new_level == after.end() || (old_level != before.end() && comes_first(old_level->price, new_level->price));
        if (only_old) {
            changes.push_back(BookLevelView{old_level->price, base::Decimal{}, 0});
            ++old_level;
            continue;
        }
        if (old_level != before.end() && old_level->price == new_level->price) {
            if (*old_level != *new_level) changes.push_back(*new_level);
            ++old_level;
        } else {
            changes.push_back(*new_level);
        }
        ++new_level;
    }
    return changes;
}

}  // namespace

BookFrame BookDifference::take(const BookView& now_visible) {
    if (!has_last_) {
        has_last_ = true;
        last_ = now_visible;
        return snapshot();
    }
    BookFrame frame;
    frame.bids = difference(last_.bids, now_visible.bids, [](const auto& a, const auto& b) { return a > b; });
    frame.asks = difference(last_.asks, now_visible.asks, [](const auto& a, const auto& b) { return a < b; });
    if (frame.is_empty()) return frame;
    frame.previous_sequence = last_.sequence;
    if (pending_reset_ >= 0) offset_ = now_visible.sequence - std::exchange(pending_reset_, -1);
    last_ = now_visible;
    last_.sequence = renumbered(now_visible.sequence);
    frame.sequence = last_.sequence;
    frame.time = last_.time;
    return frame;
}

BookFrame BookDifference::snapshot() const {
    TRADING_ASSERT(has_last_);
    BookFrame frame;
    frame.is_snapshot = true;
    frame.bids = last_.bids;
    frame.asks = last_.asks;
    frame.sequence = last_.sequence;
    frame.time = last_.time;
    return frame;
}

BookFrame BookDifference::heartbeat(base::Timestamp now) const {
    BookFrame frame;
    frame.sequence = last_.sequence;
    frame.previous_sequence = last_.sequence;
    frame.time = now;
    return frame;
}

void BookDifference::reset_sequence(std::int64_t sequence) noexcept { pending_reset_ = sequence; }

std::int64_t BookDifference::renumbered(std::int64_t core_sequence) const noexcept { return core_sequence - offset_; }

}  // namespace trading::simulator
