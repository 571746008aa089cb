#include "tests/simulation/faults.hpp"

#include "common/base/hash.hpp"
#include "tests/simulation/draws.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulation {
namespace {

struct Kind {
    std::string_view name;
    double rate;  // Of one chance, in a seed that has this kind at its usual strength.
};

constexpr std::array<Kind, kFaultKinds> kKinds{{
    {"request_lost", 0.06},
    {"request_slow", 0.06},
    {"request_not_sent", 0.04},
    {"answer_lost", 0.08},
    {"answer_proves_nothing", 0.06},
    {"rate_limited", 0.04},
    {"read_fails", 0.10},
    {"read_lags", 0.25},
    {"venue_away", 0.04},
    {"push_lost", 0.06},
    {"push_doubled", 0.15},
    {"push_late", 0.20},
    {"fill_push_empty", 0.10},
    {"private_socket_lost", 0.05},
    {"frame_lost", 0.010},
    {"frame_doubled", 0.03},
    {"feed_socket_lost", 0.02},
    {"fact_lost", 0.02},
    {"fact_doubled", 0.04},
    {"fact_late", 0.04},
    {"partition", 0.02},
    {"intent_lost", 0.15},
    {"intent_doubled", 0.15},
    {"intent_late", 0.10},
    {"reply_lost", 0.15},
    {"commit_slow", 0.02},
    {"commit_unclear", 0.004},
    {"database_away", 0.02},
    {"crash", 0.004},
    {"pause", 0.004},
    {"takeover", 0.003},
    {"strategy_crash", 0.02},
    {"gateway_crash", 0.02},
    {"clock_step", 0.03},
    {"person_trades", 0.04},
    {"person_cancels", 0.05},
    {"person_moves_money", 0.02},
    {"venue_suspends", 0.02},
    {"operator_halts", 0.03},
    {"operator_reduces", 0.02},
    {"operator_flattens", 0.015},
    {"operator_kills", 0.008},
}};

}  // namespace

std::string_view to_string(Fault fault) noexcept { return kKinds[static_cast<std::size_t>(fault)].name; }

Faults::Faults(std::uint64_t seed, Journal& journal, std::set<FaultKey> suppressed)
    : seed_(base::mix(seed ^ 0xFA017ULL)), journal_(journal), suppressed_(std::move(suppressed)) {
    // A quarter of the worlds have nearly every kind, a few have none, the others a handful.
    const double style = unit_interval(base::mix(seed_));
    const double presence = style < 0.05 ? 0.0 : style < 0.60 ? 0.15 : style < 0.85 ? 0.40 : 0.85;
    for (std::size_t kind = 0; kind < kFaultKinds; ++kind) {
        const std::uint64_t bits = base::mix(seed_ ^ base::mix(kind + 1));
        if (unit_interval(bits) >= presence) continue;
        const double strength = unit_interval(base::mix(bits));
        rates_[kind] = kKinds[kind].rate * (strength < 0.33 ? 0.3 : strength < 0.8 ? 1.0 : 2.5);
    }
}

bool Faults::strikes(Fault fault, std::uint64_t entity, double factor) {
    const double rate = rates_[static_cast<std::size_t>(fault)];
    if (is_healed_ || rate <= 0) return false;
    const std::uint64_t site = base::mix(entity ^ (static_cast<std::uint64_t>(fault) << 56U));
    const FaultKey key = base::mix(seed_ ^ base::mix(site + tries_[site]++));
    if (unit_interval(key) >= rate * factor) return false;
    if (suppressed_.contains(key)) return false;
    strength_ = unit_interval(base::mix(key));
    ++counts_[static_cast<std::size_t>(fault)];
    struck_.push_back(key);
    journal_.note("fault", to_string(fault), key, [&] { return std::to_string(strength_); });
    return true;
}

base::Duration Faults::between(base::Duration shortest, base::Duration longest) const {
    return shortest +
           base::Duration{static_cast<std::int64_t>(strength_ * static_cast<double>((longest - shortest).count()))};
}

}  // namespace trading::simulation
