#include "services/simulator/io/venue_host.hpp"

#include <algorithm>
#include <iterator>

namespace trading::simulator {

namespace {

[[nodiscard]] VenueOptions starting_at(VenueOptions options, base::Timestamp start) {
    options.start = start;
    return options;
}

}  // namespace

VenueHost::VenueHost(VenueOptions options, const base::Clock& clock)
    : clock_(clock), latest_(clock.now()), core_(starting_at(std::move(options), latest_)) {}

base::Timestamp VenueHost::now() {
    latest_ = std::max(latest_, clock_.now());
    return latest_;
}

Reply VenueHost::execute(const Input& input) {
    outputs_.clear();
    core_.on_input(input, now(), outputs_);
    std::move(outputs_.events.begin(), outputs_.events.end(), std::back_inserter(pending_));
    return std::move(outputs_.reply);
}

void VenueHost::advance() {
    flush();
    static_cast<void>(execute(AdvanceTime{}));
    flush();
}

void VenueHost::flush() {
    if (pending_.empty()) return;
    // Listeners only read the core, so nothing is added meanwhile.
    for (const Event& event : pending_) {
        if (listener_) listener_(event);
    }
    pending_.clear();
    if (flush_listener_) flush_listener_();
}

}  // namespace trading::simulator
