#include "common/venue/okx/rate_budget.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <array>

namespace trading::venue::okx {
namespace {

using std::chrono::seconds;

struct Row {
    Endpoint endpoint;
    std::string_view name;
    EndpointLimit limit;
};

constexpr EndpointLimit per_instrument(std::size_t count, bool counts_towards_account_cap) {
    return {count, seconds{2}, true, counts_towards_account_cap};
}

constexpr EndpointLimit in_two_seconds(std::size_t count) { return {count, seconds{2}, false, false}; }

// Section 3 of the protocol reference, in the order of the enum.
constexpr std::array<Row, 27> kRows{{
    {Endpoint::PlaceOrder, "place_order", per_instrument(60, true)},
    {Endpoint::CancelOrder, "cancel_order", per_instrument(60, false)},
    {Endpoint::AmendOrder, "amend_order", per_instrument(60, true)},
    {Endpoint::PlaceStop, "place_stop", per_instrument(20, false)},
    {Endpoint::CancelStop, "cancel_stop", per_instrument(20, false)},
    {Endpoint::AmendStop, "amend_stop", per_instrument(20, false)},
    {Endpoint::CancelAllAfter, "cancel_all_after", {1, seconds{1}, false, false}},
    {Endpoint::QueryOrder, "query_order", per_instrument(60, false)},
    {Endpoint::QueryStop, "query_stop", in_two_seconds(20)},
    {Endpoint::OpenOrders, "open_orders", in_two_seconds(60)},
    {Endpoint::OpenStops, "open_stops", in_two_seconds(20)},
    {Endpoint::OrderHistory, "order_history", in_two_seconds(40)},
    {Endpoint::StopHistory, "stop_history", in_two_seconds(20)},
    {Endpoint::Fills, "fills", in_two_seconds(60)},
    {Endpoint::FillsHistory, "fills_history", in_two_seconds(10)},
    {Endpoint::Balance, "balance", in_two_seconds(10)},
    {Endpoint::Positions, "positions", in_two_seconds(10)},
    {Endpoint::AccountConfig, "account_config", in_two_seconds(5)},
    {Endpoint::TradeFee, "trade_fee", in_two_seconds(5)},
    {Endpoint::Bills, "bills", {5, seconds{1}, false, false}},
    {Endpoint::Time, "time", in_two_seconds(10)},
    {Endpoint::Instruments, "instruments", in_two_seconds(20)},
    {Endpoint::Books, "books", in_two_seconds(40)},
    {Endpoint::Candles, "candles", in_two_seconds(40)},
    {Endpoint::HistoryCandles, "history_candles", in_two_seconds(20)},
    {Endpoint::Status, "status", {1, seconds{5}, false, false}},
    {Endpoint::FundingRate, "funding_rate", per_instrument(10, false)},
}};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < kRows.size(); ++index) {
        if (static_cast<std::size_t>(kRows[index].endpoint) != index + 1) return false;
    }
    return true;
}

static_assert(is_in_order());

const Row& row_of(Endpoint endpoint) noexcept { return kRows[static_cast<std::size_t>(endpoint) - 1]; }

// Four fifths of the venue's limit; where that is less than one, one in a longer stretch.
RateWindow::Options share_of(std::size_t count, base::Duration window) {
    const std::size_t share = count * 4 / 5;
    if (share > 0) return {.count = share, .window = window};
    return {.count = 1, .window = window * 5 / 4};
}

std::size_t reserve_of(const RateWindow& window, RateBudget::Urgency urgency) {
    return urgency == RateBudget::Urgency::Protective ? 0 : window.count() / 5;
}

}  // namespace

std::string_view to_string(Endpoint endpoint) noexcept { return row_of(endpoint).name; }

EndpointLimit limit_of(Endpoint endpoint) noexcept { return row_of(endpoint).limit; }

RateBudget::RateBudget(std::size_t account_cap) : account_cap_(share_of(account_cap, seconds{2})) {
    TRADING_ASSERT(account_cap > 0);
}

bool RateBudget::try_take(
    Endpoint endpoint, const domain::InstrumentId& instrument_id, Urgency urgency, base::MonotonicTime now
) {
    RateWindow* window = window_of(endpoint, instrument_id);
    const bool is_capped = limit_of(endpoint).counts_towards_account_cap;
    const bool is_free = window != nullptr &&
                         window->time_until_available(now, 1, reserve_of(*window, urgency)) == base::Duration::zero();
    if (!is_free || (is_capped && !account_cap_.try_take(now, 1, reserve_of(account_cap_, urgency)))) {
        ++refusals_;
        return false;
    }
    const bool is_taken = window->try_take(now, 1, reserve_of(*window, urgency));
    TRADING_ASSERT(is_taken);
    return true;
}

base::Duration RateBudget::time_until_available(
    Endpoint endpoint, const domain::InstrumentId& instrument_id, Urgency urgency, base::MonotonicTime now
) {
    const RateWindow* window = window_of(endpoint, instrument_id);
    if (window == nullptr) return limit_of(endpoint).window;
    base::Duration wait = window->time_until_available(now, 1, reserve_of(*window, urgency));
    if (limit_of(endpoint).counts_towards_account_cap) {
        wait = std::max(wait, account_cap_.time_until_available(now, 1, reserve_of(account_cap_, urgency)));
    }
    return wait;
}

void RateBudget::exhaust(Endpoint endpoint, const domain::InstrumentId& instrument_id, base::MonotonicTime now) {
    if (RateWindow* window = window_of(endpoint, instrument_id)) window->exhaust(now);
}

void RateBudget::exhaust_account_cap(base::MonotonicTime now) { account_cap_.exhaust(now); }

RateWindow* RateBudget::window_of(Endpoint endpoint, const domain::InstrumentId& instrument_id) {
    const EndpointLimit limit = limit_of(endpoint);
    Key key{endpoint, limit.is_per_instrument ? instrument_id : domain::InstrumentId{}};
    if (const auto found = windows_.find(key); found != windows_.end()) return &found->second;
    if (windows_.size() >= kBudgetsMax) return nullptr;
    return &windows_.try_emplace(std::move(key), share_of(limit.count, limit.window)).first->second;
}

}  // namespace trading::venue::okx
