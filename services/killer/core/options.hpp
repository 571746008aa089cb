#pragma once

#include "common/base/time.hpp"

#include <cstddef>

namespace trading::killer {

// How fast the killer looks and cancels. Every duration is above zero, every count at least one.
struct KillerOptions {
    base::Duration look_pause = std::chrono::milliseconds{250};    // Between looks while something may be open.
    base::Duration watch_interval = std::chrono::seconds{1};       // The same once the venue is proven empty.
    base::Duration idle_interval = std::chrono::seconds{10};       // The same while not latched: is the rope whole?
    base::Duration answer_timeout = std::chrono::seconds{20};      // A look without an end counts as failed.
    base::Duration cancel_retry = std::chrono::milliseconds{500};  // The same order is not cancelled again sooner.
    base::Duration dead_man_timeout = std::chrono::seconds{10};    // The venue cancels its book by itself then.
    base::Duration dead_man_retry = std::chrono::seconds{1};       // After a refusal.
    bool close_positions = false;                                  // At market, while latched.
    base::Duration close_retry = std::chrono::seconds{2};          // The same position is not closed again sooner.

    // The venue's rate limit, for one instrument and one kind of order; the window is `rate_window`.
    std::size_t cancels_max = 240;
    std::size_t stop_cancels_max = 16;
    base::Duration rate_window = std::chrono::seconds{2};
    // What one request may hold.
    std::size_t cancels_per_request = 20;
    std::size_t stop_cancels_per_request = 10;
};

}  // namespace trading::killer
