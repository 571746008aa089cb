#pragma once

#include "common/domain/order_book.hpp"
#include "services/gateway/core/feed_watch.hpp"
#include "services/gateway/core/resubscriber.hpp"
#include "services/gateway/core/update_buffer.hpp"

#include <optional>
#include <string_view>

namespace trading::gateway {

enum class BookState {
    Disconnected = 1,  // Sockets are down; one of them may already bring the whole book.
    Waiting = 2,       // Subscribed; the whole book should come on the socket.
    Fetching = 3,      // The whole book was asked for; updates are kept meanwhile.
    Recovering = 4,    // Given up; the next attempt waits for its time.
    Running = 5,       // Whole, and every update since then continued the sequence.
};

[[nodiscard]] std::string_view to_string(BookState state) noexcept;

// Rebuilds one instrument's book from the venue's messages and publishes only what is proven by the chain of sequence
// numbers (OKX ws books, sequencing rules): a whole book starts it, each update must name the number before it, equal
// numbers are heartbeats, a lower number that continues the chain is a legal new start, anything else is a gap. A book
// that is broken, crossed or too deep is declared stale, forgotten and recovered: by subscribing again while the shared
// limit allows it, else by fetching the whole book and joining the updates to it; for ever, but ever more slowly.
class BookBuilder {
public:
    // What it shares with the other books; both outlive it.
    struct Shared {
        FeedWatch& watch;
        Resubscriber& resubscriber;
    };

    BookBuilder(domain::InstrumentId instrument_id, const BookOptions& options, Shared shared);

    void on_connected(Step& step);
    void on_disconnected();
    void on_frame(const domain::BookFrame& frame, Step& step);
    void on_fetched(const domain::BookFrame& whole, Step& step);
    void on_fetch_failed(Step& step);
    void on_tick(Step& step);

    // During a call auction, before an instrument trades, crossed books are legal.
    void allow_crossing(bool is_allowed) noexcept { is_crossing_allowed_ = is_allowed; }

    [[nodiscard]] BookState state() const noexcept { return state_; }
    [[nodiscard]] bool is_running() const noexcept { return state_ == BookState::Running; }
    [[nodiscard]] const domain::OrderBook& book() const noexcept { return book_; }

    // Of the last message that is in the book.
    [[nodiscard]] std::int64_t sequence() const noexcept { return sequence_; }
    [[nodiscard]] const domain::FactTimes& times() const noexcept { return times_; }

    // The whole book, for those who join late; nothing unless it is running.
    [[nodiscard]] std::optional<domain::BookUpdate> whole() const;

private:
    enum class Fit { Continues, Ignored, Gap };

    void change(BookState state, base::Timestamp deadline) noexcept;
    void start(const domain::BookFrame& whole, bool is_joining, Step& step);
    void apply(const domain::BookFrame& frame, Step& step);
    void publish(domain::BookUpdate update, Step& step);
    void keep(const domain::BookFrame& frame, Step& step);

    // A silent feed that is subscribed again brings the book that we hold: true, but no news.
    [[nodiscard]] bool says_nothing_new(const domain::BookFrame& frame) const;

    [[nodiscard]] Fit fit(const domain::BookFrame& frame) const noexcept;
    [[nodiscard]] Fit fit_after_fetch(const domain::BookFrame& frame) const noexcept;

    // True when the book cannot be believed any more; it is then given up already.
    [[nodiscard]] bool give_up_if_impossible(Step& step);
    void give_up(std::string_view reason, Step& step);
    void schedule_recovery(Step& step);
    void recover(Step& step);
    void fetch(Step& step);
    void fetch_again_soon(Step& step);

    const domain::FeedKey key_;
    const BookOptions options_;
    Shared shared_;
    BookState state_ = BookState::Disconnected;
    base::Timestamp deadline_{};    // When the present state has lasted too long.
    base::Timestamp ts_running_{};  // Since when it runs.
    domain::OrderBook book_;
    UpdateBuffer buffer_;
    std::int64_t sequence_ = 0;
    std::int64_t previous_sequence_ = 0;  // Of the last message, to know a repetition of it.
    domain::FactTimes times_;
    bool is_joining_ = false;  // Started by a fetch, and no update has continued it yet.
    bool is_crossing_allowed_ = false;
    bool fetches_next_ = false;  // The next recovery fetches, since the subscription itself is well.
    int recoveries_in_row_ = 0;
    int refetches_in_row_ = 0;
};

}  // namespace trading::gateway
