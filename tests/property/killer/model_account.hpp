#pragma once

#include "common/base/random.hpp"
#include "services/killer/core/killer_core.hpp"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trading::test {

// A venue with the open orders of one account that somebody keeps adding to. It answers the killer late, in another
// order, not at all or with an error, and counts cancels against its rate limit as OKX does.
class ModelAccount {
public:
    struct Faults {
        double lost_request = 0;  // It never arrives, and nobody says so.
        double lost_answer = 0;
        double failed_look = 0;
        double lazy_cancel = 0;  // Accepted, but the order stays.
        base::Duration delay_max{};
        std::size_t stop_cancels_max = 20;  // In two seconds, for each instrument; beyond it is refused.
    };

    explicit ModelAccount(std::uint64_t seed) : random_(seed) {}

    void set_faults(const Faults& faults) { faults_ = faults; }
    void add_order(base::MonotonicTime now);
    void take(const domain::KillRequest& request, base::MonotonicTime now);

    // What has arrived at the killer by now.
    [[nodiscard]] std::vector<domain::KillReport> reports(base::MonotonicTime now);

    [[nodiscard]] std::size_t open() const noexcept { return open_.size(); }
    // Whether something is open that was so at that time already.
    [[nodiscard]] bool is_open_since(base::MonotonicTime time) const;

    // Every order that was ever sent to be cancelled: when, of which instrument and kind.
    struct Sent {
        base::MonotonicTime time;
        domain::InstrumentId instrument_id;
        bool is_stop = false;
        std::size_t count = 0;
    };
    [[nodiscard]] const std::vector<Sent>& sent() const noexcept { return sent_; }

private:
    void look(const domain::LookForOrders& request, base::MonotonicTime now);
    void cancel(const domain::CancelOrders& request, base::MonotonicTime now);
    void answer(domain::KillReport report, base::MonotonicTime now);
    [[nodiscard]] base::Duration delay();
    [[nodiscard]] bool is_over_limit(const domain::CancelOrders& request, base::MonotonicTime now) const;

    base::Random random_;
    Faults faults_;
    std::map<std::string, domain::OpenOrderName> open_;     // By the venue's id.
    std::map<std::string, base::MonotonicTime> placed_at_;  // The same; also of those that ended.
    std::uint64_t last_id_ = 0;
    std::multimap<base::MonotonicTime, domain::KillReport> on_the_way_;
    std::vector<Sent> sent_;
};

}  // namespace trading::test
