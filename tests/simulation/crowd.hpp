#pragma once

#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace trading::simulation {

// Everybody else at the venue, in two accounts: one keeps a few quotes around a wandering price, the other takes, and
// so fills our resting orders and moves the last price, which stops and marks follow.
class Crowd {
public:
    static constexpr base::Duration kPause = std::chrono::milliseconds{800};

    Crowd(Scene& scene, Venue& venue);

    void start();
    // From now on the price stands still and nobody else trades; who must close a position still can.
    void stop() { is_stopped_ = true; }

private:
    static constexpr std::size_t kQuotes = 2;  // On each side.

    struct Market {
        std::string_view id;
        double lot = 0;
        double size = 0;  // A usual quote.
        std::array<std::int64_t, 2 * kQuotes> orders{};
    };

    void step();
    void quote(Market& market);
    void take(Market& market);
    [[nodiscard]] base::Decimal price_at(double factor) const;
    [[nodiscard]] static base::Decimal size_of(const Market& market, double units);

    Scene& scene_;
    Venue& venue_;
    std::array<Market, 2> markets_;
    double price_ = 64'000;
    double volatility_ = 0;
    double drift_ = 0;
    bool is_stopped_ = false;
};

}  // namespace trading::simulation
