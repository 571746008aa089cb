#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <concepts>
#include <cstddef>

namespace trading::strategy {

// What every statistic of this room offers. All of them are O(1) for each update (amortised, where an extreme or a
// recomputation is involved), take their memory at construction, and give no value during the warm-up and never a NaN.
//   value()      the present output, empty while there is none
//   ready()      the warm-up is over; a value may still be empty where its definition says so (no volume, say)
//   warmup()     how many updates ready() takes
//   reset()      as new
//   snapshot()   the state, bit for bit; restore() takes it back, and refuses (false, unchanged) one that does not fit
template <typename Statistic>
concept Restorable = requires(Statistic& statistic, const Statistic& constant, const Snapshot& snapshot) {
    { constant.ready() } -> std::same_as<bool>;
    { constant.warmup() } -> std::same_as<int>;
    { statistic.reset() } -> std::same_as<void>;
    { constant.snapshot() } -> std::same_as<Snapshot>;
    { statistic.restore(snapshot) } -> std::same_as<bool>;
    constant.value();
};

// A statistic of closed bars.
template <typename Statistic>
concept Indicator = Restorable<Statistic> && requires(Statistic& statistic, const Bar& bar) {
    statistic.update(bar);
};

// Whose rule holds where the definition divides by nothing (a flat window): `Native` gives the neutral value, `TaLib`
// what that library gives. MACD also aligns its averages differently.
enum class Compatibility { Native, TaLib };

// What a statistic of returns does with a bar without a trade: a return of zero that nobody made says nothing about
// volatility.
enum class EmptyBars { Skip, Take };

}  // namespace trading::strategy
