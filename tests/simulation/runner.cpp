#include "tests/simulation/runner.hpp"

#include <csetjmp>
#include <csignal>
#include <memory>
#include <mutex>
#include <utility>

namespace trading::simulation {
namespace {

// A failed assertion aborts, in the thread of the world where it failed. That world is left as it is (its memory is
// not given back) and the next seed begins.
thread_local sigjmp_buf t_way_out;
thread_local volatile std::sig_atomic_t t_is_inside = 0;

void leave_world(int /*signal*/) {
    if (t_is_inside == 0) return;
    t_is_inside = 0;
    siglongjmp(t_way_out, 1);
}

void install() {
    static std::once_flag once;
    std::call_once(once, [] { std::signal(SIGABRT, leave_world); });
}

}  // namespace

Outcome run_seed(std::uint64_t seed, bool is_tracing, std::set<FaultKey> suppressed) {
    install();
    if (sigsetjmp(t_way_out, 1) != 0) {
        Outcome outcome;
        outcome.seed = seed;
        outcome.invariant = "ASSERT";
        outcome.detail = "an assertion failed";
        return outcome;
    }
    t_is_inside = 1;
    auto world = std::make_unique<World>(seed, is_tracing, std::move(suppressed));
    Outcome outcome = world->run();
    world.reset();
    t_is_inside = 0;
    return outcome;
}

}  // namespace trading::simulation
