#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace trading::simulation {

// The one clock and the one queue of a simulated world: what is due first happens first, and what is due at the same
// moment happens in the order in which it was asked for. Time jumps from one event to the next. One thread.
class Schedule {
public:
    explicit Schedule(base::Timestamp start) : now_(start) {}
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;

    [[nodiscard]] base::Timestamp now() const noexcept { return now_; }
    [[nodiscard]] std::uint64_t events() const noexcept { return events_; }

    // Calls `act` once, at `when` or now when that is past.
    template <class Act>
    void at(base::Timestamp when, Act act) {
        insert(when, std::make_unique<Holder<Act>>(std::move(act)));
    }

    template <class Act>
    void after(base::Duration delay, Act act) {
        at(now_ + delay, std::move(act));
    }

    // Does what is due next; false when nothing is due until `end`.
    bool step(base::Timestamp end);

private:
    struct Act {
        Act() = default;
        virtual ~Act() = default;
        Act(const Act&) = delete;
        Act& operator=(const Act&) = delete;
        virtual void run() = 0;
    };

    template <class Function>
    struct Holder final : Act {
        explicit Holder(Function held) : function(std::move(held)) {}
        void run() override { function(); }
        Function function;
    };

    struct Entry {
        base::Timestamp when;
        std::uint64_t number = 0;
        std::unique_ptr<Act> act;
    };

    static bool is_later(const Entry& left, const Entry& right) noexcept;
    void insert(base::Timestamp when, std::unique_ptr<Act> act);

    base::Timestamp now_;
    std::uint64_t events_ = 0;
    std::uint64_t next_number_ = 0;
    std::vector<Entry> heap_;
};

}  // namespace trading::simulation
