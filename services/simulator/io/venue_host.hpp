#pragma once

#include "common/base/clock.hpp"
#include "services/simulator/core/venue_core.hpp"

#include <functional>

namespace trading::simulator {

// Runs the core: gives it the time, and keeps what happened until `flush` hands it to the feeds. That way the answer to
// a request is on its way before the pushes that the request caused, as at the venue. One thread.
class VenueHost {
public:
    using Listener = std::function<void(const Event&)>;
    using FlushListener = std::function<void()>;

    // Starts the market now; `options.start` is overwritten. Takes a moment: history is generated.
    VenueHost(VenueOptions options, const base::Clock& clock);

    void on_event(Listener listener) { listener_ = std::move(listener); }

    // Called after the last event of a flush that had any.
    void on_flushed(FlushListener listener) { flush_listener_ = std::move(listener); }

    [[nodiscard]] Reply execute(const Input& input);

    // Lets the market move up to now, then flushes.
    void advance();

    void flush();

    // The venue's time; never goes back, even when the machine's clock does.
    [[nodiscard]] base::Timestamp now();

    [[nodiscard]] const VenueCore& core() const noexcept { return core_; }

private:
    const base::Clock& clock_;
    base::Timestamp latest_{};
    VenueCore core_;
    Outputs outputs_;
    std::vector<Event> pending_;
    Listener listener_;
    FlushListener flush_listener_;
};

}  // namespace trading::simulator
