#pragma once

#include "common/domain/venue_feed.hpp"

#include <cstddef>
#include <deque>
#include <optional>

namespace trading::gateway {

// The updates that arrive while the whole book is still missing: one unbroken chain, which a whole book fetched
// elsewhere can be joined to (OKX announcement of 2026-02-12, the bootstrap by REST). Where the chain breaks or starts
// again from a lower number, what was before is worthless and forgotten.
class UpdateBuffer {
public:
    explicit UpdateBuffer(std::size_t frames_max) : frames_max_(frames_max) {}

    // Answers how many old frames had to go because of the limit: 0 or 1.
    std::size_t add(const domain::BookFrame& frame);
    void clear();

    // The position of the first frame that continues `whole`; `size()` when it is newer than all of them. Nothing when
    // the whole book is too old to be continued: it must be fetched again.
    [[nodiscard]] std::optional<std::size_t> position_after(const domain::BookFrame& whole) const;

    [[nodiscard]] std::size_t size() const noexcept { return frames_.size(); }
    [[nodiscard]] const domain::BookFrame& at(std::size_t position) const { return frames_[position]; }

private:
    std::size_t frames_max_;
    std::deque<domain::BookFrame> frames_;
    base::Timestamp ts_reset_{};  // The venue's time of the last new start of its numbers.
};

}  // namespace trading::gateway
