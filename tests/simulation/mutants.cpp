#include "tests/simulation/mutants.hpp"

#include "common/base/planted_defect.hpp"
#include "tests/simulation/runner.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace trading::simulation {

#ifdef TRADING_PLANTED_DEFECTS

namespace {

constexpr std::array kDefects{
    std::string_view{"blind_resend"},
    std::string_view{"timeout_is_rejection"},
    std::string_view{"fill_known_by_trade_alone"},
    std::string_view{"fill_booked_again"},
    std::string_view{"fills_forgotten_at_restart"},
    std::string_view{"cursor_without_overlap"},
    std::string_view{"cursor_before_fills"},
    std::string_view{"no_backfill"},
    std::string_view{"sent_before_durable"},
    std::string_view{"answered_before_durable"},
    std::string_view{"unclear_commit_taken_for_done"},
    std::string_view{"inbox_forgets"},
    std::string_view{"expired_intent_taken"},
    std::string_view{"absence_by_our_clock"},
    std::string_view{"absence_before_expiry"},
    std::string_view{"absence_without_margin"},
    std::string_view{"one_absence_is_proof"},
    std::string_view{"unknown_not_queried"},
    std::string_view{"recovered_taken_for_not_sent"},
    std::string_view{"closed_order_reopens"},
    std::string_view{"last_report_wins"},
    std::string_view{"row_version_stands_still"},
    std::string_view{"external_orders_ignored"},
    std::string_view{"halt_only_in_memory"},
    std::string_view{"halt_forgotten_at_restart"},
    std::string_view{"halt_checked_at_receipt_only"},
    std::string_view{"equality_resumes"},
    std::string_view{"reduce_lets_entries"},
    std::string_view{"halt_leaves_entries"},
    std::string_view{"risk_ignores_in_flight"},
    std::string_view{"closed_order_releases_exposure"},
    std::string_view{"position_limit_ignored"},
    std::string_view{"order_limit_ignored"},
    std::string_view{"message_rate_ignored"},
    std::string_view{"lots_ignored"},
    std::string_view{"stale_book_trades"},
    std::string_view{"old_quotes_trade"},
    std::string_view{"wrong_clock_trades"},
    std::string_view{"blind_to_private_side"},
    std::string_view{"halt_stops_protection"},
    std::string_view{"unprotected_stays_open"},
    std::string_view{"stop_not_resized"},
    std::string_view{"take_profit_beyond_position"},
    std::string_view{"fees_not_booked"},
    std::string_view{"funding_not_booked"},
    std::string_view{"book_gap_ignored"},
    std::string_view{"fetched_book_joined_blindly"},
};

// The first seed, in the order of seeds, that breaks an invariant; each thread takes the next one.
std::optional<Outcome> first_catch(std::uint64_t seeds_max, unsigned threads) {
    std::atomic<std::uint64_t> next{1};
    std::atomic<std::uint64_t> caught{seeds_max + 1};
    std::vector<std::optional<Outcome>> found(threads);
    std::vector<std::thread> workers;
    for (unsigned worker = 0; worker < threads; ++worker) {
        workers.emplace_back([&, worker] {
            for (std::uint64_t seed = next++; seed < caught.load(); seed = next++) {
                Outcome outcome = run_seed(seed);
                if (!outcome.is_broken()) continue;
                found[worker] = std::move(outcome);
                std::uint64_t best = caught.load();
                while (seed < best && !caught.compare_exchange_weak(best, seed)) {
                }
                return;
            }
        });
    }
    for (std::thread& worker : workers) worker.join();
    std::optional<Outcome> first;
    for (std::optional<Outcome>& outcome : found) {
        if (outcome && (!first || outcome->seed < first->seed)) first = std::move(outcome);
    }
    return first;
}

}  // namespace

int run_mutants(std::uint64_t seeds_max, unsigned threads, std::string_view only) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    int survivors = 0;
    int planted = 0;
    for (const std::string_view defect : kDefects) {
        if (!only.empty() && defect != only) continue;
        ++planted;
        base::planted_defect = defect;
        const std::optional<Outcome> caught = first_catch(seeds_max, threads);
        const std::string name{defect};
        if (caught) {
            const auto seed = static_cast<unsigned long long>(caught->seed);
            std::printf(
                "%-32s seed %6llu  %s: %s\n", name.c_str(), seed, caught->invariant.c_str(), caught->detail.c_str()
            );
        } else {
            ++survivors;
            std::printf("%-32s SURVIVED %llu seeds\n", name.c_str(), static_cast<unsigned long long>(seeds_max));
        }
        std::fflush(stdout);
    }
    base::planted_defect = {};
    std::printf("planted defects %d, caught %d, survived %d\n", planted, planted - survivors, survivors);
    return survivors == 0 ? 0 : 1;
}

#else

int run_mutants(std::uint64_t /*seeds_max*/, unsigned /*threads*/, std::string_view /*only*/) {
    std::fprintf(stderr, "this build carries no planted defects; configure it with -DTRADING_PLANTED_DEFECTS=ON\n");
    return 2;
}

#endif

}  // namespace trading::simulation
