#pragma once

#include "services/simulator/core/account_views.hpp"
#include "services/simulator/core/matching_book.hpp"
#include "services/simulator/core/money.hpp"
#include "services/simulator/core/order_views.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trading::simulator {

// A user's order: the published view, kept up to date by OrderKeeper, and the whole numbers behind it.
struct Order {
    OrderView view;
    std::size_t account = 0;
    std::size_t market = 0;
    std::int64_t lots = 0;         // Total; zero for spot market orders by quote amount.
    Money quote;                   // Total of a spot market order by quote amount.
    std::int64_t limit_ticks = 0;  // The worst price it may trade at.
    std::int64_t filled_lots = 0;
    Wide filled_value = 0;          // Sum of ticks x lots.
    std::int64_t opening_lots = 0;  // Of the remaining lots: what cannot be said to reduce a position.
    Money fee;
    Money pnl;
    Money frozen;
    domain::Currency frozen_currency;
    BookSlot slot = kNoSlot;

    [[nodiscard]] std::int64_t remaining() const noexcept { return lots - filled_lots; }
    [[nodiscard]] bool is_open() const noexcept { return !is_terminal(view.state); }
};

// The kind that an order, or an algo order, opens and closes.
template <class View>
[[nodiscard]] PositionKind kind_of(const View& view) {
    return PositionKind{view.margin_mode, view.position_side};
}

struct Position {
    std::int64_t id = 0;
    std::int64_t lots = 0;  // Signed.
    Money margin;           // Isolated only: taken out of the cash, to answer for this position alone.
    Money cost;             // Signed: what the open lots were traded for, sum of price x size x multiplier.
    Money pnl;              // Since it opened.
    Money fee;
    Money funding;
    std::string trade_id;
    base::Timestamp created{};
    base::Timestamp updated{};
};

// An algo order: the view holds everything; trailing stops also remember how far the price has run.
struct Algo {
    AlgoView view;
    std::size_t market = 0;
    bool is_active = true;           // Trailing with an active price: false until that price was reached.
    std::int64_t extreme_ticks = 0;  // Best price since it became active; zero: none yet.
};

struct CashLine {
    Money cash;
    Money order_frozen;  // The sum of `frozen` of the pending orders in this currency.
    Money funding;       // The other pocket.
    base::Timestamp updated{};
};

// One account of the venue. Orders and algo orders stay where they are in memory until they are forgotten.
struct Account {
    static constexpr std::size_t kClosedOrdersMax = 20'000;
    static constexpr std::size_t kFillsMax = 50'000;
    static constexpr std::size_t kBillsMax = 100'000;
    static constexpr std::size_t kClosedAlgosMax = 5'000;
    static constexpr std::int64_t kLeverageDefault = 10;

    domain::AccountId id;
    std::string uid;
    PositionMode position_mode = PositionMode::Net;
    std::map<domain::Currency, CashLine> cash;
    std::map<std::pair<std::size_t, PositionKind>, Position> positions;  // Closed ones stay, with zero lots.
    std::map<std::int64_t, Order> orders;
    std::map<std::string, std::int64_t> newest_by_client_id;
    std::vector<std::set<std::int64_t>> pending;  // By market.
    std::deque<std::int64_t> closed_orders;       // Oldest first.
    std::deque<FillView> fills;
    std::deque<BillView> bills;
    std::map<std::int64_t, Algo> algos;
    std::map<std::string, std::int64_t> newest_algo_by_client_id;
    std::set<std::int64_t> pending_algos;
    std::deque<std::int64_t> closed_algos;
    std::vector<std::int64_t> cross_leverage;  // By market, whole numbers; 1 for spot.
    std::map<std::pair<std::size_t, PositionSide>, std::int64_t> isolated_leverage;  // Absent: kLeverageDefault.
    std::map<std::string, base::Timestamp> cancel_timers;  // Cancel-all-after by tag; "" is the whole account.
    std::set<std::size_t> just_closed;                     // Markets whose position reached zero in this input.
    std::vector<std::int64_t> just_finished_parents;       // Orders with attached protection that ended in this input.
    bool is_warned = false;

    [[nodiscard]] std::size_t pending_count() const noexcept;
    [[nodiscard]] Order* find_order(std::int64_t order_id);
    // The newest order of a client order id; null when unknown.
    [[nodiscard]] Order* find_order(const std::string& client_order_id);
    [[nodiscard]] Position* find_position(std::size_t market, PositionKind kind);
    [[nodiscard]] std::int64_t position_lots(std::size_t market, PositionKind kind) const;
    // Whole numbers; 1 for spot.
    [[nodiscard]] std::int64_t leverage(std::size_t market, PositionKind kind) const;
};

}  // namespace trading::simulator
