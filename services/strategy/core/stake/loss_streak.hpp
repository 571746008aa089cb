#pragma once

#include "services/strategy/core/window/snapshot.hpp"

#include <algorithm>

namespace trading::strategy {

// Halves the stake after so many losses in a row, until a win.
class LossStreak {
public:
    struct Options {
        int losses = 4;
        double factor = 0.5;
    };

    explicit LossStreak(Options options) : options_(options) {}

    // The net profit of a closed trade; zero is a loss.
    void add(double outcome) { losses_ = outcome > 0 ? 0 : std::min(losses_ + 1, options_.losses); }
    void reset() { losses_ = 0; }

    [[nodiscard]] double factor() const noexcept { return losses_ >= options_.losses ? options_.factor : 1.0; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.losses);
        visit(self.losses_);
    }

private:
    Options options_;
    int losses_ = 0;
};

}  // namespace trading::strategy
