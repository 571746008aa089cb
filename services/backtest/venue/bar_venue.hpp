#pragma once

#include "common/domain/venue_trading.hpp"
#include "services/backtest/venue/net_position.hpp"
#include "services/backtest/venue/venue_rules.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

namespace trading::backtest {

using Reports = std::vector<domain::VenueReport>;

// A venue that knows one price at a time, as bars tell it: market orders fill at it, worse by the slippage; stops fire
// when it reaches them and fill there, or where it jumped to; resting limits fill only when it goes through them, at
// their own price. Where the margin balance does not cover maintenance the venue closes the position at its bankruptcy
// price, before any stop beyond. Fills are whole. Times are the venue's own. Pure; the same calls give the same reports; one thread.
class BarVenue {
public:
    explicit BarVenue(VenueRules rules);

    // The market trades at this price next, with nothing in between: over a gap.
    void jump_to(domain::Price price, base::Timestamp now, Reports& reports);

    // The market goes there through every price in between.
    void go_to(domain::Price price, base::Timestamp now, Reports& reports);

    void on_request(const domain::VenueRequest& request, base::Timestamp now, Reports& reports);

    // What funding at this rate does to the cash now.
    void pay_funding(domain::Ratio rate, base::Timestamp now);

    [[nodiscard]] const NetPosition& position() const noexcept { return position_; }
    [[nodiscard]] const domain::Cash& cash() const noexcept { return cash_; }
    // Cash and what the position would realise at the last price.
    [[nodiscard]] domain::Cash equity() const;
    [[nodiscard]] const domain::Price& last_price() const noexcept { return last_; }

private:
    // Ended orders, fills and bills are remembered for so long: what the account asks for again is younger.
    static constexpr base::Duration kMemory = std::chrono::hours{4};

    void on(const domain::PlaceOrder& place, base::Timestamp now, Reports& reports);
    void on(const domain::CancelOrder& cancel, base::Timestamp now, Reports& reports);
    void on(const domain::AmendOrder& amend, base::Timestamp now, Reports& reports);
    void on(const domain::QueryOrder& query, base::Timestamp now, Reports& reports);
    void on(const domain::FetchOpenOrders& fetch, base::Timestamp now, Reports& reports) const;
    void on(const domain::FetchFills& fetch, base::Timestamp now, Reports& reports) const;
    void on(const domain::FetchPositions& fetch, base::Timestamp now, Reports& reports) const;
    void on(const domain::FetchBalances& fetch, base::Timestamp now, Reports& reports) const;
    void on(const domain::FetchBills& fetch, base::Timestamp now, Reports& reports) const;
    void on(const domain::RefreshDeadMan& refresh, base::Timestamp now, Reports& reports) const;

    // Why the venue refuses it; empty when it does not.
    [[nodiscard]] std::string_view refusal(const domain::Order& order, base::Timestamp now) const;
    [[nodiscard]] bool would_shrink(domain::Side side) const;
    // The next resting order that a way from the last price to `price` meets; null: none.
    [[nodiscard]] domain::OrderReport* next_met(domain::Price price);
    void enter_book(
        domain::OrderReport report, domain::TimeInForce time_in_force, base::Timestamp now, Reports& reports
    );
    void fire(domain::OrderReport& stop, domain::Price at, base::Timestamp now, Reports& reports);
    void fill(
        domain::OrderReport& order,
        domain::Price price,
        domain::LiquiditySide side,
        base::Timestamp now,
        Reports& reports
    );
    void cancel_order(domain::OrderReport& order, domain::CancelCause cause, base::Timestamp now, Reports& reports);
    void tell_account(base::Timestamp now, Reports& reports) const;
    // Takes the position over if its margin is used up at the last price; true when it did.
    bool liquidate(base::Timestamp now, Reports& reports);
    void end_reduce_only(base::Timestamp now, Reports& reports);
    void forget_old(base::Timestamp now);
    [[nodiscard]] domain::OrderReport* find(const domain::ClientOrderId& id, const domain::VenueOrderId& venue_id);
    [[nodiscard]] domain::Price slipped(domain::Side side, domain::Price price) const;
    [[nodiscard]] domain::Balance balance(base::Timestamp now) const;
    [[nodiscard]] domain::PositionReport position_report(base::Timestamp now) const;
    [[nodiscard]] domain::VenueOrderId next_order_id();

    VenueRules rules_;
    NetPosition position_;
    domain::Cash cash_;
    domain::Price last_;
    std::map<std::int64_t, domain::OrderReport> orders_;  // By the number in their venue order id; ended ones, too.
    std::deque<domain::Fill> fills_;                      // Oldest first.
    std::deque<domain::Bill> bills_;                      // Oldest first.
    std::int64_t orders_seen_ = 0;
    std::int64_t trades_ = 0;
    std::int64_t bills_seen_ = 0;
};

}  // namespace trading::backtest
