// Whatever the venue's answers go through, while the latch is closed the killer keeps looking and cancelling, claims
// that nothing is open only after two whole empty looks in a row, stays within the rate limit, and gets to nothing once
// the venue answers again.
#include "services/killer/core/killer_core.hpp"
#include "tests/property/killer/model_account.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace trading::test {
namespace {

using namespace killer;
using namespace std::chrono_literals;

constexpr base::MonotonicTime kStart{1'000'000'000};
constexpr base::Duration kStep = 20ms;
constexpr base::Duration kTrouble = 40s;
constexpr base::Duration kHealing = 40s;

class Chaos {
public:
    explicit Chaos(std::uint64_t seed) : random_(seed), account_(base::mix(seed)), core_(KillerOptions{}) {}

    void run() {
        ModelAccount::Faults faults;
        if (random_.chance(0.5)) faults.lost_request = 0.2;
        if (random_.chance(0.5)) faults.lost_answer = 0.3;
        if (random_.chance(0.3)) faults.failed_look = 0.3;
        if (random_.chance(0.3)) faults.lazy_cancel = 0.3;
        if (random_.chance(0.7)) faults.delay_max = random_.chance(0.2) ? 3s : 300ms;
        account_.set_faults(faults);
        const bool is_released_between = random_.chance(0.3);
        for (int count = 0; count < 60; ++count) account_.add_order(now_);
        feed(Tick{});
        feed(KillLatched{});
        while (now_ < kStart + kTrouble) {
            if (random_.chance(0.02)) account_.add_order(now_);
            if (is_released_between && random_.chance(0.002)) feed(KillReleased{});
            if (random_.chance(0.01)) feed(KillLatched{});
            step();
        }
        // Answers of before may still say things that are no longer true.
        account_.set_faults({});
        feed(KillLatched{});
        while (now_ < kStart + kTrouble + kHealing) step();
        EXPECT_EQ(account_.open(), 0U);
        EXPECT_TRUE(core_.view().is_empty);
        check_rate();
    }

private:
    void step() {
        now_ = now_ + kStep;
        for (const domain::KillReport& report : account_.reports(now_)) feed(report);
        feed(Tick{});
        const base::Duration silence = now_ - ts_last_look_;
        ASSERT_LE(silence, KillerOptions{}.answer_timeout + KillerOptions{}.watch_interval) << "it stopped looking";
    }

    void feed(const Input& input) {
        note(input);
        Outputs outputs;
        core_.on_input(input, now_, outputs);
        for (const domain::KillRequest& request : outputs.requests) {
            if (const auto* look = std::get_if<domain::LookForOrders>(&request)) begin(*look);
            if (const auto* cancels = std::get_if<domain::CancelOrders>(&request)) {
                ASSERT_TRUE(is_latched_) << "cancelled without a kill";
                ASSERT_LE(cancels->venue_order_ids.size(), cancels->is_stop ? 10U : 20U);
            }
            account_.take(request, now_);
        }
        ASSERT_EQ(core_.view().is_latched, is_latched_);
        if (core_.view().is_empty && !was_empty_) {
            ASSERT_FALSE(account_.is_open_since(ts_last_look_)) << "claims that nothing is open";
        }
        was_empty_ = core_.view().is_empty;
        if (was_empty_) {
            ASSERT_GE(empty_in_a_row_, 2) << "claims that nothing is open";
        }
    }

    // What the test itself makes of the looks, apart from the core.
    void note(const Input& input) {
        if (std::holds_alternative<KillReleased>(input)) is_latched_ = false;
        if (std::holds_alternative<KillLatched>(input) && !is_latched_) {
            is_latched_ = true;
            empty_in_a_row_ = 0;
        }
        const auto* report = std::get_if<domain::KillReport>(&input);
        if (report == nullptr) return;
        if (const auto* seen = std::get_if<domain::OrdersSeen>(report)) {
            if (seen->look == look_) seen_in_look_ += seen->orders.size();
        }
        const auto* ended = std::get_if<domain::LookEnded>(report);
        if (ended == nullptr || ended->look != look_ || has_ended_) return;
        has_ended_ = true;
        empty_in_a_row_ = ended->is_whole && seen_in_look_ == 0 ? empty_in_a_row_ + 1 : 0;
    }

    void begin(const domain::LookForOrders& request) {
        // One that was given up proves nothing, and breaks the row.
        if (!has_ended_ && is_latched_ && look_ != 0) empty_in_a_row_ = 0;
        look_ = request.look;
        seen_in_look_ = 0;
        has_ended_ = false;
        ts_last_look_ = now_;
    }

    void check_rate() const {
        const auto& sent = account_.sent();
        for (std::size_t first = 0; first < sent.size(); ++first) {
            std::size_t count = 0;
            for (std::size_t each = first; each < sent.size() && sent[each].time < sent[first].time + 2s; ++each) {
                const bool is_same =
                    sent[each].instrument_id == sent[first].instrument_id && sent[each].is_stop == sent[first].is_stop;
                if (is_same) count += sent[each].count;
            }
            ASSERT_LE(count, sent[first].is_stop ? 16U : 240U) << "over the rate limit";
        }
    }

    base::Random random_;
    ModelAccount account_;
    KillerCore core_;
    base::MonotonicTime now_ = kStart;
    base::MonotonicTime ts_last_look_ = kStart;
    bool is_latched_ = false;
    bool was_empty_ = false;
    std::uint64_t look_ = 0;
    std::size_t seen_in_look_ = 0;
    bool has_ended_ = true;
    int empty_in_a_row_ = 0;
};

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(KillerCore, kills_whatever_happens_to_its_questions_and_answers) {
    const std::uint64_t one = number_of("TRADING_SEED", 0);
    const std::uint64_t first = one == 0 ? 1 : one;
    const std::uint64_t last = one == 0 ? number_of("TRADING_SEEDS", 300) : one;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        SCOPED_TRACE("TRADING_SEED=" + std::to_string(seed));
        Chaos{seed}.run();
        if (::testing::Test::HasFailure()) return;
    }
}

}  // namespace
}  // namespace trading::test
