#include "tests/simulation/mutants.hpp"

#include "common/base/planted_defect.hpp"
#include "tests/simulation/runner.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <optional>
#include <set>
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
    std::string_view{"spot_exit_beside_its_stop"},
    std::string_view{"unprotected_stays_open"},
    std::string_view{"stop_not_resized"},
    std::string_view{"take_profit_beyond_position"},
    std::string_view{"fees_not_booked"},
    std::string_view{"funding_not_booked"},
    std::string_view{"book_gap_ignored"},
    std::string_view{"fetched_book_joined_blindly"},
};

// Runs the seeds `first` to `last` and answers the first one, in their order, that breaks an invariant; each thread
// takes the next one.
std::optional<Outcome> first_broken(std::uint64_t first, std::uint64_t last, unsigned threads) {
    std::atomic<std::uint64_t> next{first};
    std::atomic<std::uint64_t> broken{last + 1};
    std::vector<std::optional<Outcome>> found(threads);
    std::vector<std::thread> workers;
    for (unsigned worker = 0; worker < threads; ++worker) {
        workers.emplace_back([&, worker] {
            for (std::uint64_t seed = next++; seed < broken.load(); seed = next++) {
                Outcome outcome = run_seed(seed);
                if (!outcome.is_broken()) continue;
                found[worker] = std::move(outcome);
                std::uint64_t best = broken.load();
                while (seed < best && !broken.compare_exchange_weak(best, seed)) {
                }
                return;
            }
        });
    }
    for (std::thread& worker : workers) worker.join();
    std::optional<Outcome> earliest;
    for (std::optional<Outcome>& outcome : found) {
        if (outcome && (!earliest || outcome->seed < earliest->seed)) earliest = std::move(outcome);
    }
    return earliest;
}

void print(std::string_view name, const Outcome& outcome) {
    std::printf(
        "%-32s seed %6llu  %s: %s\n",
        std::string{name}.c_str(),
        static_cast<unsigned long long>(outcome.seed),
        outcome.invariant.c_str(),
        outcome.detail.c_str()
    );
}

// Searches seeds for planted defects. What a seed breaks without the defect, too, is no catch but a fault of its own.
class Hunt {
public:
    Hunt(std::uint64_t seeds_max, unsigned threads) : seeds_max_(seeds_max), threads_(threads) {}

    // False: the defect survived every seed.
    bool catches(std::string_view defect) {
        for (std::uint64_t first = 1; first <= seeds_max_;) {
            base::planted_defect = defect;
            const std::optional<Outcome> outcome = first_broken(first, seeds_max_, threads_);
            base::planted_defect = {};
            if (!outcome) break;
            if (!breaks_by_itself(outcome->seed)) {
                print(defect, *outcome);
                return true;
            }
            first = outcome->seed + 1;
        }
        std::printf(
            "%-32s SURVIVED %llu seeds\n", std::string{defect}.c_str(), static_cast<unsigned long long>(seeds_max_)
        );
        return false;
    }

    // Seeds that broke an invariant with no defect at all.
    [[nodiscard]] std::size_t violations() const noexcept { return violations_.size(); }

private:
    bool breaks_by_itself(std::uint64_t seed) {
        if (violations_.contains(seed)) return true;
        const Outcome outcome = run_seed(seed);
        if (!outcome.is_broken()) return false;
        violations_.insert(seed);
        print("BROKEN without any defect", outcome);
        return true;
    }

    std::uint64_t seeds_max_;
    unsigned threads_;
    std::set<std::uint64_t> violations_;
};

}  // namespace

int run_mutants(std::uint64_t seeds_max, unsigned threads, std::string_view only) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    Hunt hunt{seeds_max, threads};
    int survivors = 0;
    int planted = 0;
    for (const std::string_view defect : kDefects) {
        if (!only.empty() && defect != only) continue;
        ++planted;
        survivors += hunt.catches(defect) ? 0 : 1;
        std::fflush(stdout);
    }
    std::printf(
        "planted defects %d, caught %d, survived %d; violations without a defect %zu\n",
        planted,
        planted - survivors,
        survivors,
        hunt.violations()
    );
    return planted > 0 && survivors == 0 && hunt.violations() == 0 ? 0 : 1;
}

#else

int run_mutants(std::uint64_t /*seeds_max*/, unsigned /*threads*/, std::string_view /*only*/) {
    std::fprintf(stderr, "this build carries no planted defects; configure it with -DTRADING_PLANTED_DEFECTS=ON\n");
    return 2;
}

#endif

}  // namespace trading::simulation
