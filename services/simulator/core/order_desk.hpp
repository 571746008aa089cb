#pragma once

#include "services/simulator/core/order_checks.hpp"

namespace trading::simulator {

// An order that an algo order creates.
struct AlgoOrigin {
    std::int64_t algo_id = 0;
    std::string client_id;
    OrderSource source = OrderSource::None;
};

// Takes requests about ordinary orders and carries them through checks, matching and rest.
class OrderDesk {
public:
    static constexpr std::size_t kCancelTimersMax = 20;

    OrderDesk(VenueState& state, OrderKeeper& keeper, Matcher& matcher)
        : state_(state), keeper_(keeper), matcher_(matcher), checks_(state, keeper) {}

    [[nodiscard]] Reply place(const PlaceOrder& request, const AlgoOrigin& origin = {});
    [[nodiscard]] Reply cancel(const CancelOrder& request);
    [[nodiscard]] Reply amend(const AmendOrder& request);
    [[nodiscard]] Reply close_position(const ClosePosition& request);
    [[nodiscard]] Reply set_cancel_timer(const CancelAllAfter& request);

    // Cancels what the fired dead man's switches cover.
    void fire_cancel_timers();
    void cancel_pending(Account& account, std::size_t market, MarginMode mode, CancelSource source);

    [[nodiscard]] const OrderChecks& checks() const noexcept { return checks_; }

private:
    [[nodiscard]] Order make_order(const PlaceOrder& request, const AlgoOrigin& origin, const Market& market) const;
    [[nodiscard]] Refusal check(const PlaceOrder& request, Order& order) const;
    void execute(Order& order);
    void end_remainder(Order& order, CancelSource stopped);
    [[nodiscard]] Refusal check_amend(const AmendOrder& request, const Order* order) const;
    [[nodiscard]] Refusal prepare_amend(const AmendOrder& request, Order& changed) const;
    static void amend_attached(const AmendOrder& request, Order& changed);
    void fail_amend(const AmendOrder& request, Order& order, const Refusal& refusal);
    void apply_amend(const AmendOrder& request, Order& order, const Order& changed);

    VenueState& state_;
    OrderKeeper& keeper_;
    Matcher& matcher_;
    OrderChecks checks_;
};

// A reply that refuses.
[[nodiscard]] Reply refuse(const Refusal& refusal);

}  // namespace trading::simulator
