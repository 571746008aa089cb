#include "services/gateway/core/book_builder.hpp"

#include "common/base/planted_defect.hpp"

#include <algorithm>
#include <utility>

namespace trading::gateway {

std::string_view to_string(BookState state) noexcept {
    switch (state) {
        case BookState::Disconnected: return "disconnected";
        case BookState::Waiting: return "waiting";
        case BookState::Fetching: return "fetching";
        case BookState::Recovering: return "recovering";
        case BookState::Running: return "running";
    }
    return "unknown";
}

BookBuilder::BookBuilder(domain::InstrumentId instrument_id, const BookOptions& options, Shared shared)
    : key_{domain::Channel::Book, std::move(instrument_id), {}},
      options_(options),
      shared_(shared),
      buffer_(options.buffered_frames_max) {}

void BookBuilder::change(BookState state, base::Timestamp deadline) noexcept {
    state_ = state;
    deadline_ = deadline;
}

void BookBuilder::on_connected(Step& step) {
    // It runs already: the whole book was faster than this news, or sockets changed without an interruption.
    if (state_ != BookState::Disconnected) return;
    recoveries_in_row_ = 0;
    refetches_in_row_ = 0;
    // Updates without a whole book before them: it was another socket that was down, so none will come by itself.
    const bool is_already_flowing = buffer_.size() > 0;
    if (options_.starts_with_fetch || is_already_flowing) {
        fetch(step);
    } else {
        change(BookState::Waiting, step.now + options_.snapshot_wait);
    }
}

void BookBuilder::on_disconnected() {
    book_.clear();
    buffer_.clear();
    change(BookState::Disconnected, {});
}

void BookBuilder::on_frame(const domain::BookFrame& frame, Step& step) {
    ++step.counters.book_frames;
    if (says_nothing_new(frame)) {
        ++step.counters.book_duplicates;
        shared_.watch.on_data(key_, step);
        return;
    }
    if (frame.is_snapshot) {
        start(frame, false, step);
        return;
    }
    if (state_ != BookState::Running) {
        keep(frame, step);
        return;
    }
    switch (fit(frame)) {
        case Fit::Continues: apply(frame, step); return;
        case Fit::Ignored: ++step.counters.book_duplicates; return;
        case Fit::Gap:
            ++step.counters.book_gaps;
            give_up("sequence_gap", step);
            keep(frame, step);
            return;
    }
}

void BookBuilder::keep(const domain::BookFrame& frame, Step& step) {
    if (frame.has_sequence) step.counters.buffered_frames_dropped += buffer_.add(frame);
}

bool BookBuilder::says_nothing_new(const domain::BookFrame& frame) const {
    return frame.is_snapshot && is_running() && frame.sequence == sequence_ &&
           frame.times.ts_event == times_.ts_event && book_.bids(options_.levels_max) == frame.bids &&
           book_.asks(options_.levels_max) == frame.asks;
}

BookBuilder::Fit BookBuilder::fit(const domain::BookFrame& frame) const noexcept {
    if (!frame.has_sequence) return options_.accepts_missing_sequence ? Fit::Continues : Fit::Gap;
    if (is_joining_) return fit_after_fetch(frame);
    if (frame.previous_sequence == sequence_) return Fit::Continues;
    const bool is_repetition = frame.sequence == sequence_ && frame.previous_sequence == previous_sequence_;
    if (TRADING_PLANTED_DEFECT("book_gap_ignored")) return Fit::Continues;
    return is_repetition ? Fit::Ignored : Fit::Gap;
}

BookBuilder::Fit BookBuilder::fit_after_fetch(const domain::BookFrame& frame) const noexcept {
    if (frame.previous_sequence == sequence_) return Fit::Continues;
    if (TRADING_PLANTED_DEFECT("fetched_book_joined_blindly")) return Fit::Continues;
    if (frame.sequence < frame.previous_sequence) return Fit::Gap;
    if (frame.sequence <= sequence_) {
        // Older than the fetched book, unless its time says that the venue has started its numbers again.
        const bool is_later = frame.sequence < sequence_ && frame.times.ts_event > times_.ts_event;
        return is_later ? Fit::Gap : Fit::Ignored;
    }
    return frame.previous_sequence < sequence_ ? Fit::Continues : Fit::Gap;
}

void BookBuilder::start(const domain::BookFrame& whole, bool is_joining, Step& step) {
    domain::BookUpdate update{key_.instrument_id, true, whole.bids, whole.asks, whole.sequence, whole.times};
    book_.apply(update);
    if (state_ != BookState::Running) ts_running_ = step.now;
    change(BookState::Running, {});
    sequence_ = whole.sequence;
    previous_sequence_ = whole.previous_sequence;
    is_joining_ = is_joining;
    refetches_in_row_ = 0;
    fetches_next_ = false;
    if (!is_joining) buffer_.clear();
    if (!give_up_if_impossible(step)) publish(std::move(update), step);
}

void BookBuilder::apply(const domain::BookFrame& frame, Step& step) {
    if (frame.has_sequence && frame.sequence < frame.previous_sequence) ++step.counters.book_resets;
    domain::BookUpdate update{key_.instrument_id, false, frame.bids, frame.asks, frame.sequence, frame.times};
    book_.apply(update);
    is_joining_ = false;
    sequence_ = frame.sequence;
    previous_sequence_ = frame.previous_sequence;
    if (!give_up_if_impossible(step)) publish(std::move(update), step);
}

void BookBuilder::publish(domain::BookUpdate update, Step& step) {
    times_ = update.times;
    step.publish(std::move(update));
    shared_.watch.on_data(key_, step);
}

bool BookBuilder::give_up_if_impossible(Step& step) {
    if (book_.is_crossed() && !is_crossing_allowed_) {
        ++step.counters.book_crossings;
        give_up("crossed", step);
        return true;
    }
    if (std::max(book_.bid_count(), book_.ask_count()) > options_.levels_max) {
        ++step.counters.book_overflows;
        give_up("too_many_levels", step);
        return true;
    }
    return false;
}

void BookBuilder::give_up(std::string_view reason, Step& step) {
    book_.clear();
    buffer_.clear();
    shared_.watch.mark_stale(key_, reason, step);
    if (step.now - ts_running_ >= options_.recovery_longest) recoveries_in_row_ = 0;
    schedule_recovery(step);
}

void BookBuilder::schedule_recovery(Step& step) {
    base::Duration delay{};
    if (recoveries_in_row_ > 0) {
        delay = options_.recovery_first;
        for (int doubled = 1; doubled < recoveries_in_row_ && delay < options_.recovery_longest; ++doubled) delay *= 2;
        delay = std::min(delay, options_.recovery_longest);
    }
    ++recoveries_in_row_;
    fetches_next_ = options_.starts_with_fetch;
    refetches_in_row_ = 0;
    change(BookState::Recovering, step.now + delay);
    if (delay == base::Duration::zero()) recover(step);
}

void BookBuilder::recover(Step& step) {
    ++step.counters.book_recoveries;
    if (!fetches_next_ && shared_.resubscriber.try_resubscribe(key_, step)) {
        buffer_.clear();
        change(BookState::Waiting, step.now + options_.snapshot_wait);
    } else {
        fetch(step);
    }
}

void BookBuilder::fetch(Step& step) {
    ++step.counters.book_fetches;
    step.command(domain::FetchBook{key_.instrument_id});
    change(BookState::Fetching, step.now + options_.fetch_wait);
}

void BookBuilder::on_fetched(const domain::BookFrame& whole, Step& step) {
    if (state_ != BookState::Fetching) return;  // A whole book came on the socket first.
    const auto position = buffer_.position_after(whole);
    if (!position) {
        ++step.counters.book_fetches_outdated;
        fetch_again_soon(step);
        return;
    }
    UpdateBuffer waiting{options_.buffered_frames_max};
    std::swap(waiting, buffer_);
    start(whole, true, step);
    base::Timestamp ts_useful = whole.times.ts_received;
    for (std::size_t next = *position; next < waiting.size() && is_running(); ++next) {
        // It came before the whole book and is of use only after it: who sorts facts by their receipt must find it there.
        domain::BookFrame joined = waiting.at(next);
        joined.times.ts_received = ts_useful += std::chrono::nanoseconds{1};
        apply(joined, step);
    }
}

void BookBuilder::fetch_again_soon(Step& step) {
    if (++refetches_in_row_ > options_.refetches_max) {
        schedule_recovery(step);
        return;
    }
    fetches_next_ = true;
    change(BookState::Recovering, step.now + options_.refetch_delay);
}

void BookBuilder::on_fetch_failed(Step& step) {
    if (state_ != BookState::Fetching) return;
    ++step.counters.book_fetches_failed;
    schedule_recovery(step);
}

void BookBuilder::on_tick(Step& step) {
    if (state_ == BookState::Running || state_ == BookState::Disconnected || step.now < deadline_) return;
    switch (state_) {
        case BookState::Waiting:
            ++step.counters.book_snapshots_missing;
            fetch(step);
            return;
        case BookState::Fetching: on_fetch_failed(step); return;
        case BookState::Recovering: recover(step); return;
        case BookState::Disconnected:
        case BookState::Running: return;
    }
}

std::optional<domain::BookUpdate> BookBuilder::whole() const {
    if (!is_running()) return std::nullopt;
    return domain::BookUpdate{
        key_.instrument_id,
        true,
        book_.bids(options_.levels_max),
        book_.asks(options_.levels_max),
        sequence_,
        times_,
    };
}

}  // namespace trading::gateway
