#include <cmath>

#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

using std::chrono::milliseconds;

// Ten minutes of the generated market, once, for all questions about it.
struct TenMinutes {
    std::map<domain::InstrumentId, int> trades;
    std::map<domain::InstrumentId, double> spread_sum;
    std::map<domain::InstrumentId, double> squared_returns;
    int samples = 0;
    int one_sided = 0;
    int mark_changes = 0;
    std::uint64_t slots = 0;
    double largest_basis = 0;
    std::size_t shallowest = 1000;

    static const TenMinutes& get() {
        static const TenMinutes minutes = run();
        return minutes;
    }

private:
    static TenMinutes run() {
        VenueOptions options = VenueFixture::quiet_options();
        options.has_participants = true;
        options.seed = 3;
        VenueCore core{options};
        TenMinutes seen;
        Outputs outputs;
        base::Timestamp now = options.start;
        for (int slot = 1; slot <= 60'000; ++slot) {
            now += milliseconds{10};
            outputs.clear();
            core.on_input(AdvanceTime{}, now, outputs);
            for (const Event& event : outputs.events) seen.count(event);
            if (slot % 100 == 0) seen.sample(core);
        }
        seen.slots = core.counters().slots;
        return seen;
    }

    void count(const Event& event) {
        if (const auto* trade = std::get_if<PublicTrade>(&event)) ++trades[trade->trade.instrument];
        if (std::holds_alternative<MarkChanged>(event)) ++mark_changes;
        const auto* closed = std::get_if<CandleClosed>(&event);
        if (closed == nullptr || closed->bar != Bar::S1) return;
        const double change = closed->candle.close.to_double() / closed->candle.open.to_double() - 1.0;
        squared_returns[closed->instrument] += change * change;
    }

    void sample(const VenueCore& core) {
        ++samples;
        for (const InstrumentSpec& spec : core.instruments()) {
            const std::string& id = spec.published.id.value();
            const auto ticker = core.ticker(id).value();
            if (!ticker.best_bid || !ticker.best_ask) {
                ++one_sided;
                continue;
            }
            const double bid = ticker.best_bid->price.to_double();
            spread_sum[spec.published.id] += ticker.best_ask->price.to_double() / bid - 1.0;
            shallowest = std::min({shallowest, core.book(id, 400).bids.size(), core.book(id, 400).asks.size()});
            const double mark = core.mark_price(id)->price.to_double();
            const double index = core.index_ticker(spec.index.value())->price.to_double();
            largest_basis = std::max(largest_basis, std::abs(mark / index - 1.0));
        }
    }
};

TEST(GeneratedMarket, trades_several_times_a_second_on_every_instrument) {
    const TenMinutes& seen = TenMinutes::get();
    EXPECT_EQ(seen.slots, 60'000U);
    ASSERT_EQ(seen.trades.size(), 5U);
    for (const auto& [instrument, count] : seen.trades) {
        EXPECT_GT(count, 600 * 2) << instrument.value();
        EXPECT_LT(count, 600 * 50) << instrument.value();
    }
}

TEST(GeneratedMarket, has_deep_two_sided_books_with_a_spread_of_one_to_three_basis_points) {
    const TenMinutes& seen = TenMinutes::get();
    EXPECT_EQ(seen.one_sided, 0);
    EXPECT_GT(seen.shallowest, 80U);
    for (const auto& [instrument, sum] : seen.spread_sum) {
        EXPECT_GT(sum / seen.samples, 0.5e-4) << instrument.value();
        EXPECT_LT(sum / seen.samples, 4e-4) << instrument.value();
    }
}

TEST(GeneratedMarket, moves_enough_for_one_second_bars_to_mean_something) {
    for (const auto& [instrument, squares] : TenMinutes::get().squared_returns) {
        const double deviation = std::sqrt(squares / 600);
        EXPECT_GT(deviation, 0.7e-4) << instrument.value();
        EXPECT_LT(deviation, 10e-4) << instrument.value();
    }
}

TEST(GeneratedMarket, keeps_mark_near_index_and_moves_both) {
    EXPECT_LT(TenMinutes::get().largest_basis, 0.005);
    EXPECT_GT(TenMinutes::get().mark_changes, 1000);
}

}  // namespace
}  // namespace trading::simulator
