#include "services/gateway/core/update_buffer.hpp"

namespace trading::gateway {

std::size_t UpdateBuffer::add(const domain::BookFrame& frame) {
    if (frame.sequence == frame.previous_sequence) return 0;  // A heartbeat brings nothing.
    if (!frames_.empty() && frame.previous_sequence != frames_.back().sequence) {
        const bool is_duplicate =
            frame.sequence == frames_.back().sequence && frame.previous_sequence == frames_.back().previous_sequence;
        if (is_duplicate) return 0;
        frames_.clear();
    }
    if (frame.sequence < frame.previous_sequence) {
        frames_.clear();
        ts_reset_ = frame.times.ts_event;
        return 0;
    }
    std::size_t dropped = 0;
    if (frames_.size() >= frames_max_) {
        frames_.pop_front();
        dropped = 1;
    }
    frames_.push_back(frame);
    return dropped;
}

void UpdateBuffer::clear() {
    frames_.clear();
    ts_reset_ = {};
}

std::optional<std::size_t> UpdateBuffer::position_after(const domain::BookFrame& whole) const {
    if (whole.times.ts_event < ts_reset_) return std::nullopt;
    std::size_t position = 0;
    while (position < frames_.size() && frames_[position].sequence <= whole.sequence) {
        // A lower number at a later time: the venue has started its numbers again, and `whole` is from before that.
        const domain::BookFrame& frame = frames_[position];
        const bool contradicts = frame.sequence < whole.sequence && frame.times.ts_event > whole.times.ts_event;
        if (contradicts) return std::nullopt;
        ++position;
    }
    if (position < frames_.size() && frames_[position].previous_sequence > whole.sequence) return std::nullopt;
    return position;
}

}  // namespace trading::gateway
