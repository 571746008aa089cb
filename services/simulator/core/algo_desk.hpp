#pragma once

#include "services/simulator/core/order_desk.hpp"

namespace trading::simulator {

// Keeps the algo orders: conditional, one-cancels-other, trigger and trailing. They freeze nothing and stand outside
// the book; when the watched price reaches them they place an ordinary order and are done (effective, or failed when
// the venue refuses that order).
class AlgoDesk {
public:
    static constexpr std::size_t kProtectionsMax = 100;  // Per instrument: conditional and oco.
    static constexpr std::size_t kTriggersMax = 500;
    static constexpr std::size_t kTrailingMax = 50;
    static constexpr int kTriggerRoundsMax =
        20;  // One trigger's trades may fire the next; the rest waits for the next input.

    AlgoDesk(VenueState& state, OrderDesk& desk, OrderKeeper& keeper) : state_(state), desk_(desk), keeper_(keeper) {}

    [[nodiscard]] Reply place(const PlaceAlgo& request);
    [[nodiscard]] Reply amend(const AmendAlgo& request);
    [[nodiscard]] Reply cancel(const CancelAlgo& request);

    // After every input: protection of finished parents comes to life, algo orders of closed positions end, and those
    // whose price was reached fire.
    void settle();

private:
    [[nodiscard]] Refusal check(const PlaceAlgo& request, const Account& account, const Market& market) const;
    [[nodiscard]] Refusal check_legs(const PlaceAlgo& request, const Market& market) const;
    [[nodiscard]] Refusal check_trailing(const PlaceAlgo& request, const Market& market) const;
    [[nodiscard]] Refusal check_amount(const PlaceAlgo& request, const Account& account, const Market& market) const;
    [[nodiscard]] Refusal check_capacity(const PlaceAlgo& request, const Account& account, const Market& market) const;
    Algo& open(const PlaceAlgo& request, Account& account, const Market& market);
    void publish(Algo& algo);
    void end(Account& account, Algo& algo, AlgoState state);

    void open_attached(Account& account, std::int64_t parent);
    void end_for_closed_positions(Account& account);
    [[nodiscard]] bool fire_due(Account& account);
    [[nodiscard]] bool is_reached(const Market& market, TriggerBy by, const base::Decimal& price, bool upwards) const;
    [[nodiscard]] std::optional<TriggeredLeg> due_leg(const Algo& algo) const;
    [[nodiscard]] bool is_trigger_due(const Algo& algo) const;
    [[nodiscard]] bool advance_trailing(Algo& algo) const;
    void fire(Account& account, Algo& algo, TriggeredLeg leg);
    [[nodiscard]] base::Decimal size_to_place(const Account& account, const Algo& algo) const;
    [[nodiscard]] Algo* find(Account& account, const std::optional<std::int64_t>& id, const std::string& client_id);

    VenueState& state_;
    OrderDesk& desk_;
    OrderKeeper& keeper_;
};

// The price that `by` names, in ticks of the market.
[[nodiscard]] std::int64_t watched_ticks(const VenueState& state, const Market& market, TriggerBy by);

}  // namespace trading::simulator
