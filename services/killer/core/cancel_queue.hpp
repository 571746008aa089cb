#pragma once

#include "common/base/time.hpp"
#include "common/domain/venue_kill.hpp"
#include "services/killer/core/options.hpp"
#include "services/killer/core/send_budget.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace trading::killer {

// The orders that were seen open and are still to be cancelled. Makes requests of them as large as the venue takes and
// never more of them than its rate limit lets through. Orders of the book go before stops: an entry can make a position
// larger, a stop only smaller.
class CancelQueue {
public:
    static constexpr std::size_t kWaitingMax =
        20'000;  // More than OKX lets an account have open; the next look sees the rest.
    static constexpr std::size_t kBudgetsMax = 8'192;  // Instruments, twice.

    explicit CancelQueue(const KillerOptions& options) : options_(options) {}

    // Passes over an order that was sent less than `cancel_retry` ago or is waiting already.
    void add(const domain::OpenOrderName& order, base::MonotonicTime now);

    // What may be sent now. What it returns counts as sent.
    [[nodiscard]] std::vector<domain::CancelOrders> take(base::MonotonicTime now);

    // The venue says that the rate limit is used up.
    void exhaust(const domain::InstrumentId& instrument_id, bool is_stop, base::MonotonicTime now);

    // Forgets what waits; the budgets stay.
    void clear() { waiting_.clear(), waiting_count_ = 0; }

    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_count_; }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

private:
    using Group = std::pair<bool, domain::InstrumentId>;  // Whether they are stops first: false sorts before true.
    using Name = std::pair<Group, domain::VenueOrderId>;

    // Null when there are too many.
    [[nodiscard]] SendBudget* budget_of(const Group& group);
    void forget_old(base::MonotonicTime now);

    KillerOptions options_;
    std::map<Group, std::set<domain::VenueOrderId>> waiting_;
    std::size_t waiting_count_ = 0;
    std::map<Name, base::MonotonicTime> sent_;  // Within the last `cancel_retry`.
    std::map<Group, SendBudget> budgets_;
    std::uint64_t dropped_ = 0;
};

}  // namespace trading::killer
