#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_moments.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// How unusual the volume of the last bar is: z = (v - mean)/population deviation over the last n bars, 0 without
// deviation. `Logarithm` scores ln(1+v), which is closer to normal. The first output is at bar n-1 (0-based).
class VolumeScore {
public:
    enum class Scale { Plain, Logarithm };

    struct Value {
        double mean = 0;  // Of what is scored.
        double z = 0;

        bool operator==(const Value&) const = default;
    };

    explicit VolumeScore(int period, Scale scale = Scale::Logarithm) : scale_(scale), moments_(period) {}

    void update(const Bar& bar);
    void reset() { *this = VolumeScore{warmup(), scale_}; }

    [[nodiscard]] std::optional<Value> value() const;
    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(moments_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.scale_);
        visit(self.moments_);
    }

private:
    Scale scale_;
    SlidingMoments moments_;
};

}  // namespace trading::strategy
