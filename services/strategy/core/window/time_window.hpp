#pragma once

#include "common/base/time.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"

#include <cstdint>
#include <vector>

namespace trading::strategy {

// Sums of two numbers over what happened in the last `span` of time. At most `capacity` events are kept: when more
// happen, the oldest leave early, the window is shorter than its span, and `dropped()` counts it. Amortised O(1).
class TimeWindow {
public:
    struct Options {
        base::Duration span = std::chrono::seconds{10};
        std::size_t capacity = 8192;  // Events.
    };

    explicit TimeWindow(Options options);

    // Times never go back; an earlier one is taken for the last one seen.
    void add(base::Timestamp now, double first, double second);
    // Lets go of what is `span` old or older.
    void advance(base::Timestamp now);

    [[nodiscard]] double first_sum() const noexcept { return count_ == 0 ? 0.0 : first_sum_; }
    [[nodiscard]] double second_sum() const noexcept { return count_ == 0 ? 0.0 : second_sum_; }
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.span, self.options_.capacity);
        for (auto& event : self.events_) visit(event.time, event.first, event.second);
        visit(self.next_, self.count_, self.first_sum_, self.second_sum_, self.updates_, self.dropped_, self.latest_);
    }

private:
    struct Event {
        base::Timestamp time{};
        double first = 0;
        double second = 0;
    };

    [[nodiscard]] const Event& oldest() const;
    void drop_oldest();
    void resync();

    Options options_;
    std::vector<Event> events_;
    std::size_t next_ = 0;
    std::size_t count_ = 0;
    double first_sum_ = 0;
    double second_sum_ = 0;
    int updates_ = 0;
    std::uint64_t dropped_ = 0;
    base::Timestamp latest_{};
};

}  // namespace trading::strategy
