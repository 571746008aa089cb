#pragma once

#include "services/simulator/io/subscriber_registry.hpp"
#include "services/simulator/io/venue_host.hpp"

#include <map>
#include <set>

namespace trading::simulator {

// The channels account, positions, balance_and_position and liquidation-warning (okx-v5 8.3 to 8.6). Account and
// positions start with a snapshot, repeat it every 5 s unless updateInterval is "0", and sum up events for 50 ms;
// balance_and_position goes out at once, with what one request or one moment of the market changed. One thread.
class MoneyFeeds {
public:
    static constexpr base::Duration kAggregation = std::chrono::milliseconds{50};
    static constexpr base::Duration kSnapshotInterval = std::chrono::seconds{5};

    MoneyFeeds(VenueHost& host, SubscriberRegistry& registry, const base::Clock& clock);

    void on_balance(const BalanceChanged& change);
    void on_fill(const domain::AccountId& account, const FillView& fill);
    void on_position(const PositionChanged& change);
    void on_warning(const LiquidationWarned& warning);
    void on_flushed();
    void on_slot();

    // False when the channel is none of these.
    [[nodiscard]] bool on_subscribed(Subscriber& subscriber, const Subscription& subscription);

private:
    // What changed on one account and has not been told yet.
    struct Changes {
        std::set<domain::Currency> balances;
        std::map<std::int64_t, PositionView> positions;                    // By id.
        std::vector<std::pair<domain::InstrumentId, std::string>> trades;  // Instrument and trade id of each fill.
        ChangeReason reason = ChangeReason::Filled;
        base::MonotonicTime first{};

        [[nodiscard]] bool is_empty() const noexcept { return balances.empty() && positions.empty(); }
    };

    void note(Changes& changes, ChangeReason reason) const;
    void send_account_changes(const domain::AccountId& account, const Changes& changes);
    void send_position_changes(const domain::AccountId& account, const Changes& changes);
    void send_balance_and_position(const domain::AccountId& account, const Changes& changes);
    void send_snapshot(Subscriber& subscriber, const Subscription& subscription);
    [[nodiscard]] base::Decimal index_of(const domain::InstrumentId& instrument) const;
    [[nodiscard]] std::string positions_data(const Subscription& subscription, const std::vector<PositionView>& list);
    [[nodiscard]] std::vector<BalanceView> balances_of(
        const domain::AccountId& account, const std::set<domain::Currency>* only
    ) const;

    VenueHost& host_;
    SubscriberRegistry& registry_;
    const base::Clock& clock_;
    std::map<domain::AccountId, Changes> aggregated_;  // For account and positions.
    std::map<domain::AccountId, Changes> immediate_;   // For balance_and_position.
    std::set<domain::AccountId> accounts_;
    base::MonotonicTime next_snapshot_{};
};

}  // namespace trading::simulator
