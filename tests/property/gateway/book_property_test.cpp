// The law of the gateway: whatever the connection does, each book that it publishes equals the venue's at that sequence
// number, and while it does not know the book it says so. And once the faults end, it knows it again.
#include "tests/property/gateway/faulty_venue.hpp"
#include "tests/support/gateway/core_driver.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace std::chrono_literals;

constexpr FaultyVenue::Chances kNoFaults{};

// What a subscriber of the bus believes.
struct Subscriber {
    domain::OrderBook book;
    std::int64_t sequence = 0;
    domain::FeedState state = domain::FeedState::Waiting;

    void take(const domain::MarketFact& fact) {
        if (const auto* const update = std::get_if<domain::BookUpdate>(&fact)) {
            book.apply(*update);
            sequence = update->venue_sequence;
        } else if (const auto* const status = std::get_if<domain::FeedStatus>(&fact)) {
            if (status->channel == domain::Channel::Book) state = status->state;
        }
    }
};

bool are_equal(const domain::OrderBook& left, const domain::OrderBook& right) {
    return left.bids(400) == right.bids(400) && left.asks(400) == right.asks(400);
}

class Session {
public:
    Session(std::uint64_t seed, gateway::GatewayOptions options) : venue_(seed), core_(std::move(options)) {
        input(gateway::InstrumentsLoaded{{spot(btc())}}, kNoFaults);
        input(domain::VenueFeedEvent{domain::FeedConnection{true, "connected"}}, kNoFaults);
    }

    // False, and a failure told, when the law was broken.
    bool steps(int count, const FaultyVenue::Chances& chances) {
        for (int step = 0; step < count; ++step) {
            now_ += 100ms;
            venue_.step(chances, now_);
            for (auto& event : venue_.take_arrivals()) {
                if (!input(domain::VenueFeedEvent{std::move(event)}, chances)) return false;
            }
            if (!input(gateway::Tick{}, chances)) return false;
        }
        return true;
    }

    [[nodiscard]] bool is_fresh() const { return subscriber_.state == domain::FeedState::Fresh; }
    [[nodiscard]] const gateway::Counters& counters() const { return core_.counters(); }

private:
    bool input(const gateway::Input& input, const FaultyVenue::Chances& chances) {
        gateway::Outputs out;
        core_.on_input(input, now_, out);
        for (const domain::MarketFact& fact : out.facts) {
            subscriber_.take(fact);
            if (std::holds_alternative<domain::BookUpdate>(fact) && !law_holds()) return false;
        }
        for (const domain::VenueFeedCommand& command : out.commands) venue_.execute(command, chances);
        const bool is_running = core_.find(btc()) != nullptr && core_.find(btc())->book.is_running();
        EXPECT_TRUE(is_running || !is_fresh()) << "an unknown book is called fresh";
        return is_running || !is_fresh();
    }

    bool law_holds() {
        const domain::OrderBook* const truth = venue_.book_at(subscriber_.sequence);
        const bool holds = truth != nullptr && are_equal(*truth, subscriber_.book);
        EXPECT_TRUE(holds) << "the book at " << subscriber_.sequence << " is not the venue's";
        return holds;
    }

    FaultyVenue venue_;
    gateway::GatewayCore core_;
    base::Timestamp now_ = kStart;
    Subscriber subscriber_;
};

struct Case {
    const char* name;
    FaultyVenue::Chances chances;
    bool starts_with_fetch = false;
};

void PrintTo(const Case& each, std::ostream* stream) { *stream << each.name; }

class BookProperty : public testing::TestWithParam<Case> {};

TEST_P(BookProperty, publishes_the_venues_book_or_says_that_it_does_not_know_it) {
    gateway::GatewayOptions options = gateway_options();
    options.book.starts_with_fetch = GetParam().starts_with_fetch;
    options.watch.heal_interval = 2s;
    std::uint64_t frames = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        Session run{seed, options};
        ASSERT_TRUE(run.steps(600, GetParam().chances)) << "seed " << seed;
        ASSERT_TRUE(run.steps(300, kNoFaults)) << "seed " << seed << " after the faults";
        EXPECT_TRUE(run.is_fresh()) << "seed " << seed << " has not healed";
        EXPECT_LE(run.counters().resubscribes, 100U);
        frames += run.counters().book_frames;
    }
    EXPECT_GT(frames, 5'000U);
}

INSTANTIATE_TEST_SUITE_P(
    all,
    BookProperty,
    testing::Values(
        Case{"no_faults", {}},
        Case{"loss", {.loss = 0.05}},
        Case{"repetition", {.repetition = 0.2}},
        Case{"reordering", {.reordering = 0.05}},
        Case{"new_starts", {.new_start = 0.05}},
        Case{"new_starts_and_loss", {.loss = 0.05, .new_start = 0.1}},
        Case{"missing_snapshots", {.loss = 0.02, .missing_snapshot = 1, .outdated_fetch = 0.5}},
        Case{"failed_fetches", {.loss = 0.02, .missing_snapshot = 1, .failed_fetch = 0.5}},
        Case{"disconnects", {.missing_snapshot = 0.3, .disconnect = 0.02}},
        Case{"fetch_first", {.loss = 0.03, .new_start = 0.02, .missing_snapshot = 1, .outdated_fetch = 0.3}, true},
        Case{
            "everything",
            {.loss = 0.05,
             .repetition = 0.1,
             .reordering = 0.05,
             .new_start = 0.03,
             .missing_snapshot = 0.3,
             .failed_fetch = 0.3,
             .outdated_fetch = 0.5,
             .disconnect = 0.01}}
    ),
    [](const testing::TestParamInfo<Case>& each) { return std::string{each.param.name}; }
);

}  // namespace
}  // namespace trading::test
