#pragma once

#include "services/simulator/core/venue_core.hpp"
#include "tests/simulation/scene.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace trading::simulation {

inline constexpr std::string_view kAccount = "main";
inline constexpr std::string_view kMakerAccount = "maker";
inline constexpr std::string_view kTakerAccount = "taker";
inline constexpr std::string_view kSpot = "BTC-USDT";
inline constexpr std::string_view kSwap = "BTC-USDT-SWAP";

[[nodiscard]] domain::AccountId our_account();

// The venue's two contracts with coarse lots, so that quantities are easy to read.
[[nodiscard]] std::vector<simulator::InstrumentSpec> venue_instruments();
[[nodiscard]] std::vector<domain::Instrument> domain_instruments();

// The simulated venue's own core, driven by the schedule: time advances in steps of 200 ms, and everything that an
// input causes is handed to the listeners at once.
class Venue {
public:
    using Listener = std::function<void(const simulator::Event&)>;

    static constexpr base::Duration kStep = std::chrono::milliseconds{200};

    explicit Venue(Scene& scene);

    // Starts the venue's time.
    void start();
    void listen(Listener listener) { listeners_.push_back(std::move(listener)); }

    simulator::Reply apply(const simulator::Input& input);

    [[nodiscard]] const simulator::VenueCore& core() const noexcept { return core_; }

private:
    void advance();

    Scene& scene_;
    simulator::VenueCore core_;
    std::vector<Listener> listeners_;
    std::vector<simulator::Outputs> spare_;  // Emptied ones that keep their memory; inputs may nest.
};

}  // namespace trading::simulation
