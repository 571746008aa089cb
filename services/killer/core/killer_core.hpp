#pragma once

#include "common/base/time.hpp"
#include "services/killer/core/cancel_queue.hpp"
#include "services/killer/core/input.hpp"
#include "services/killer/core/options.hpp"
#include "services/killer/core/output.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace trading::killer {

struct KillerCounters {
    std::uint64_t looks = 0;
    std::uint64_t looks_failed = 0;
    std::uint64_t cancels_sent = 0;  // Orders, not requests.
    std::uint64_t cancels_accepted = 0;
    std::uint64_t cancels_refused = 0;
    std::uint64_t cancels_unknown = 0;   // Without an answer that says anything.
    std::uint64_t cancels_not_sent = 0;  // Never left us.
    std::uint64_t orders_after_empty = 0;
    std::uint64_t dead_man_armed = 0;
    std::uint64_t dead_man_failed = 0;
    std::uint64_t closes_sent = 0;
};

// What is true now, for people.
struct KillerView {
    bool is_latched = false;
    bool is_empty = false;    // Latched, and two whole looks in a row saw nothing.
    bool has_looked = false;  // A look that began after the latch, or the start, was whole.
    bool is_last_look_whole = false;
    std::size_t open_orders = 0;     // In the last whole look.
    std::size_t open_positions = 0;  // The same; counted only when positions are to be closed.
    std::size_t cancels_waiting = 0;
    base::Duration time_to_empty{};  // From the latch to the first proof; zero before.

    bool operator==(const KillerView&) const = default;
};

// Decides what to look for and what to cancel. While latched it never rests: it believes only whole looks at the venue,
// two empty ones in a row, and goes on watching after them. Answers to cancels are only counted, so it makes no
// difference whether they are late, lost or wrong. Time is monotonic: a jump of the calendar must not pause it.
class KillerCore {
public:
    static constexpr int kEmptyLooksNeeded = 2;

    explicit KillerCore(const KillerOptions& options) : options_(options), queue_(options) {}

    // Adds to `outputs`.
    void on_input(const Input& input, base::MonotonicTime now, Outputs& outputs);

    [[nodiscard]] KillerView view() const;
    [[nodiscard]] const KillerCounters& counters() const noexcept { return counters_; }
    [[nodiscard]] std::uint64_t cancels_dropped() const noexcept { return queue_.dropped(); }

private:
    void on(const KillLatched& input, base::MonotonicTime now, Outputs& outputs);
    void on(const KillReleased& input, base::MonotonicTime now, Outputs& outputs);
    void on(const Tick& input, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::KillReport& report, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::OrdersSeen& seen, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::PositionsSeen& seen, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::LookEnded& ended, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::CancelsAnswered& answered, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::CloseAnswered& answered, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::RequestAnswered& answered, base::MonotonicTime now, Outputs& outputs);
    void on(const domain::KeyChecked& checked, base::MonotonicTime now, Outputs& outputs);

    void begin_look(base::MonotonicTime now, Outputs& outputs);
    void end_look(bool is_whole, const std::string& detail, base::MonotonicTime now, Outputs& outputs);
    void note_emptiness(base::MonotonicTime now, Outputs& outputs);
    void send_cancels(base::MonotonicTime now, Outputs& outputs);
    void arm_dead_man(base::MonotonicTime now, Outputs& outputs);
    [[nodiscard]] base::Duration pause_after(bool is_whole) const;
    [[nodiscard]] bool is_empty() const noexcept { return empty_looks_ >= kEmptyLooksNeeded; }

    KillerOptions options_;
    CancelQueue queue_;
    KillerCounters counters_;
    bool is_latched_ = false;
    base::MonotonicTime ts_latched_{};
    base::Duration time_to_empty_{};

    std::uint64_t look_ = 0;
    bool is_looking_ = false;
    base::MonotonicTime ts_look_began_{};
    base::MonotonicTime ts_next_look_{};
    std::size_t orders_in_look_ = 0;
    std::size_t positions_in_look_ = 0;
    int empty_looks_ = 0;  // In a row, since the latch.
    bool has_looked_ = false;
    bool is_last_look_whole_ = false;
    std::size_t open_orders_ = 0;
    std::size_t open_positions_ = 0;

    base::MonotonicTime ts_next_arm_{};
    using PositionKey = std::pair<domain::InstrumentId, std::pair<domain::PositionSide, bool>>;
    std::map<PositionKey, base::MonotonicTime> closed_;  // Within the last `close_retry`.
};

}  // namespace trading::killer
