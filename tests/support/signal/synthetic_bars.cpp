#include "tests/support/signal/synthetic_bars.hpp"

#include <algorithm>
#include <cmath>

#include "common/base/random.hpp"

namespace trading::test {
namespace {

double on_grid(double price) { return std::round(price * 8) / 8; }

}  // namespace

std::vector<strategy::Bar> troubled_bars(int count, std::uint64_t seed) {
    base::Random random{seed};
    std::vector<strategy::Bar> bars;
    double close = 50'000;
    for (int index = 0; index < count; ++index) {
        const int place = index % 400;
        const bool is_burst = place >= 120 && place < 160;
        const bool is_run = place >= 200 && place < 240;
        const bool is_empty = place >= 300 && place < 330;
        const double scale = is_burst ? 150 : 25;
        strategy::Bar bar;
        bar.ts_open = base::Timestamp{std::chrono::minutes{index}};
        bar.open = place == 180 ? on_grid(close * 1.02) : close;
        const double step = scale * random.normal();
        bar.close = is_empty ? bar.open : on_grid(bar.open + (is_run ? std::fabs(step) : step));
        bar.high = is_empty ? bar.open : on_grid(std::max(bar.open, bar.close) + scale * random.uniform());
        bar.low = is_empty ? bar.open : on_grid(std::min(bar.open, bar.close) - scale * random.uniform());
        bar.volume = is_empty ? 0 : 10 + 90 * random.uniform() * (is_burst ? 4 : 1);
        close = bar.close;
        bars.push_back(bar);
    }
    return bars;
}

std::vector<strategy::Bar> noise_bars(int count, std::uint64_t seed) {
    base::Random random{seed};
    std::vector<strategy::Bar> bars;
    double price = 100;
    for (int index = 0; index < count; ++index) {
        price *= std::exp(0.001 * random.normal());
        bars.push_back(strategy::Bar{base::Timestamp{std::chrono::minutes{index}}, price, price, price, price, 1});
    }
    return bars;
}

}  // namespace trading::test
