#pragma once

#include "services/simulator/core/book_difference.hpp"
#include "services/simulator/io/capture_reader.hpp"
#include "services/simulator/io/subscriber_registry.hpp"

#include <deque>
#include <map>
#include <optional>

namespace trading::simulator {

// Plays a recording to whoever subscribes to its channels, byte for byte. It starts when no new recorded channel has
// been subscribed to for a moment, so that the first subscriber misses nothing; frames of a channel without subscriber
// wait for one; and it slows down rather than overrun a slow reader. Each frame goes out once: later subscribers, and
// those who subscribe again, get the book as it is then, and what is left of the recording. One thread.
class ReplayMarket {
public:
    static constexpr base::Duration kQuietBeforeStart = std::chrono::milliseconds{500};
    static constexpr std::size_t kBacklogMax = 256;  // Frames waiting at one subscriber.
    static constexpr std::size_t kFramesPerPumpMax = 512;

    // `speed`: recorded seconds per second; absent: as fast as the readers read. Reserves its topics.
    ReplayMarket(Capture capture, std::optional<double> speed, SubscriberRegistry& registry);

    [[nodiscard]] bool has_topic(const std::string& topic) const { return waiting_.contains(topic); }
    [[nodiscard]] const std::vector<InstrumentSpec>& instruments() const noexcept { return capture_.instruments; }
    [[nodiscard]] const InstrumentSpec* find(std::string_view instrument) const;

    void on_subscribed(Subscriber& subscriber, const Subscription& subscription, base::MonotonicTime now);

    // Call it every few milliseconds.
    void pump(base::MonotonicTime now);

    [[nodiscard]] std::size_t frames_played() const noexcept { return frames_played_; }
    [[nodiscard]] bool is_finished() const noexcept { return frames_played_ == capture_.frames.size(); }

    // The recorded book so far; absent for instruments without one.
    [[nodiscard]] std::optional<BookFrame> book(std::string_view instrument) const;

    // The newest recorded ticker's element; empty before it was played.
    [[nodiscard]] std::string ticker_row(std::string_view instrument) const;

private:
    using Side = std::map<base::Decimal, BookLevelView>;

    struct Book {
        Side bids, asks;
        std::int64_t frames = 0;
        std::size_t last_frame = 0;
        base::Timestamp time{};
    };

    [[nodiscard]] bool can_take(const std::string& topic) const;
    void play(const std::string& topic, std::size_t index);
    void apply_to_book(std::size_t index);
    [[nodiscard]] Frame snapshot_of(const std::string& instrument) const;
    static void apply_side(Side& side, const JsonValue* levels);

    Capture capture_;
    std::optional<double> speed_;
    SubscriberRegistry& registry_;
    std::map<std::string, std::deque<std::size_t>> waiting_;  // By topic: due, but nobody listens yet.
    std::map<std::string, Book, std::less<>> books_;
    std::map<std::string, std::size_t, std::less<>> last_tickers_;
    std::optional<base::MonotonicTime> starts_at_;
    std::size_t next_ = 0;
    std::size_t frames_played_ = 0;
};

}  // namespace trading::simulator
