#pragma once

#include "common/domain/external_activity.hpp"
#include "services/execution/core/entry_pauses.hpp"
#include "services/execution/core/order_table.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace trading::execution {

// Remembers what others did with the account, stops entries where it touched ours, and lets an operator decide. All of
// it is durable: neither a restart nor time makes a decision.
class ExternalDesk {
public:
    // Undecided activities beyond this are counted and raise an alert, but are not kept.
    static constexpr std::size_t kActivitiesMax = 10'000;

    struct Seen {
        std::string activity_id;  // Names the cause: what has this id already is not news.
        domain::ExternalKind kind = domain::ExternalKind::Order;
        domain::InstrumentId instrument_id;
        std::string detail;
        bool pauses_entries = true;  // On its instrument, when it has one.
    };

    // What an operator decided, about one activity or about all open ones of an instrument.
    struct Decision {
        std::string activity_id;
        domain::InstrumentId instrument_id;
        domain::StrategyId strategy_id;  // Who gets it, when it is adopted.
        domain::ExternalVerdict verdict = domain::ExternalVerdict::Ignored;
        std::string actor;
        std::string reason;
    };

    ExternalDesk(OrderTable& orders, PositionKeeper& positions, EntryPauses& pauses)
        : orders_(orders), positions_(positions), pauses_(pauses) {}

    void recover(const domain::RecoveredState& state);

    void note(Seen seen, Step& step);

    // How many activities the decision settled; none when nothing that it names is open.
    [[nodiscard]] int decide(const Decision& decision, Step& step);

    [[nodiscard]] std::vector<domain::ExternalActivity> open() const;
    // Activities since the start, and those of them that were not kept.
    [[nodiscard]] std::int64_t seen() const noexcept { return seen_; }
    [[nodiscard]] std::int64_t not_kept() const noexcept { return not_kept_; }

    // Forgets decided activities that are older than `before`.
    void forget(base::Timestamp before);

private:
    void settle(domain::ExternalActivity& activity, const Decision& decision, Step& step);
    void adopt(const domain::ExternalActivity& activity, const Decision& decision, Step& step);
    void conclude_order(const domain::ExternalActivity& activity, const Decision& decision, Step& step);
    void lift_pauses(const Decision& decision, Step& step);
    [[nodiscard]] bool has_open(const domain::InstrumentId& instrument_id) const;

    OrderTable& orders_;
    PositionKeeper& positions_;
    EntryPauses& pauses_;
    std::map<std::string, domain::ExternalActivity> activities_;
    std::int64_t seen_ = 0;
    std::int64_t not_kept_ = 0;
};

// The ids under which activities are kept. All fills of one order are one activity.
[[nodiscard]] std::string activity_of_order(const domain::VenueOrderId& venue_order_id);
[[nodiscard]] std::string activity_of_fill(const domain::Fill& fill);
[[nodiscard]] std::string activity_of_cancel(const domain::ClientOrderId& client_order_id);
[[nodiscard]] std::string activity_of_unresolved(const domain::ClientOrderId& client_order_id);
[[nodiscard]] std::string activity_of_bill(const std::string& bill_id);

}  // namespace trading::execution
