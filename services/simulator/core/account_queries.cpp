#include "services/simulator/core/paging.hpp"
#include "services/simulator/core/position_views.hpp"
#include "services/simulator/core/venue_core.hpp"
#include "services/simulator/core/venue_parts.hpp"

#include <algorithm>

// Accounts, orders and statements as REST and the channels ask for them.
namespace trading::simulator {
namespace {

using std::chrono::hours;

constexpr base::Duration kHistoryKept = hours{24 * 7};
constexpr base::Duration kUnfilledCancelKept = hours{2};

bool matches(const OrderFilter& filter, const OrderView& order) {
    if (filter.is_spot && *filter.is_spot != order.is_spot) return false;
    if (!filter.instrument.empty() && filter.instrument != order.instrument) return false;
    if (filter.state && *filter.state != order.state) return false;
    if (filter.category && *filter.category != order.category) return false;
    const auto& kinds = filter.kinds;
    return kinds.empty() || std::find(kinds.begin(), kinds.end(), order.kind) != kinds.end();
}

bool matches(const AlgoFilter& filter, const AlgoView& algo) {
    if (filter.is_spot && *filter.is_spot != algo.is_spot) return false;
    if (!filter.instrument.empty() && filter.instrument != algo.instrument) return false;
    if (filter.state && *filter.state != algo.state) return false;
    if (filter.algo_id && *filter.algo_id != algo.algo_id) return false;
    const auto& kinds = filter.kinds;
    return kinds.empty() || std::find(kinds.begin(), kinds.end(), algo.kind) != kinds.end();
}

// Orders end in another order than they began, so they are sorted before they are paged.
std::vector<OrderView> page_of_orders(std::vector<const OrderView*> orders, const PageQuery& query) {
    std::sort(orders.begin(), orders.end(), [](const OrderView* a, const OrderView* b) {
        return a->order_id > b->order_id;
    });
    Page<OrderView> rows{query};
    for (const OrderView* order : orders) {
        if (rows.is_complete()) break;
        rows.offer(*order, order->order_id, order->created);
    }
    return rows.take();
}

std::vector<AlgoView> page_of_algos(std::vector<const AlgoView*> algos, const PageQuery& query) {
    std::sort(algos.begin(), algos.end(), [](const AlgoView* a, const AlgoView* b) { return a->algo_id > b->algo_id; });
    Page<AlgoView> rows{query};
    for (const AlgoView* algo : algos) {
        if (rows.is_complete()) break;
        rows.offer(*algo, algo->algo_id, algo->created);
    }
    return rows.take();
}

}  // namespace

AccountConfigView VenueCore::account_config(const domain::AccountId& id) const {
    const Account& account = state_->venue.account(id);
    return {account.id, account.uid, account.position_mode};
}

std::vector<BalanceView> VenueCore::balances(const domain::AccountId& id) const {
    const Account& account = state_->venue.account(id);
    std::vector<BalanceView> views;
    for (const auto& [currency, line] : account.cash) views.push_back(balance_view(state_->venue, account, currency));
    return views;
}

std::vector<FundingBalanceView> VenueCore::funding_balances(const domain::AccountId& id) const {
    std::vector<FundingBalanceView> views;
    for (const auto& [currency, line] : state_->venue.account(id).cash) {
        views.push_back({currency, line.funding.to_decimal()});
    }
    return views;
}

std::vector<PositionView> VenueCore::positions(const domain::AccountId& id) const {
    const Account& account = state_->venue.account(id);
    std::vector<PositionView> views;
    for (const auto& [key, position] : account.positions) {
        if (position.lots != 0) views.push_back(position_view(state_->venue, account, key.first, key.second));
    }
    return views;
}

std::optional<OrderView> VenueCore::find_order(
    const domain::AccountId& id,
    std::string_view instrument,
    std::optional<std::int64_t> order_id,
    std::string_view client_order_id
) const {
    Account& account = state_->venue.account(id);
    const Order* order = order_id ? account.find_order(*order_id) : account.find_order(std::string{client_order_id});
    if (order == nullptr || order->view.instrument.value() != instrument) return std::nullopt;
    return order->view;
}

std::vector<OrderView> VenueCore::pending_orders(const domain::AccountId& id, const OrderFilter& filter) const {
    const Account& account = state_->venue.account(id);
    std::vector<const OrderView*> orders;
    for (const auto& of_market : account.pending) {
        for (const std::int64_t order_id : of_market) {
            const OrderView& order = account.orders.at(order_id).view;
            if (matches(filter, order)) orders.push_back(&order);
        }
    }
    return page_of_orders(std::move(orders), filter.page);
}

std::vector<OrderView> VenueCore::order_history(
    const domain::AccountId& id, const OrderFilter& filter, base::Timestamp now
) const {
    const Account& account = state_->venue.account(id);
    std::vector<const OrderView*> orders;
    for (const std::int64_t order_id : account.closed_orders) {
        const OrderView& order = account.orders.at(order_id).view;
        const bool is_unfilled_cancel = order.state == OrderState::Canceled && order.filled_size.is_zero();
        if (now - order.updated > (is_unfilled_cancel ? kUnfilledCancelKept : kHistoryKept)) continue;
        if (matches(filter, order)) orders.push_back(&order);
    }
    return page_of_orders(std::move(orders), filter.page);
}

std::vector<FillView> VenueCore::fills(const domain::AccountId& id, const OrderFilter& filter) const {
    Page<FillView> rows{filter.page};
    const auto& kept = state_->venue.account(id).fills;
    for (auto fill = kept.rbegin(); fill != kept.rend() && !rows.is_complete(); ++fill) {
        const Market* market = state_->venue.find_market(fill->instrument.value());
        if (filter.is_spot && *filter.is_spot != market->is_spot()) continue;
        if (!filter.instrument.empty() && filter.instrument != fill->instrument) continue;
        if (filter.order_id && *filter.order_id != fill->order_id) continue;
        rows.offer(*fill, fill->bill_id, fill->time);
    }
    return rows.take();
}

std::optional<AlgoView> VenueCore::find_algo(
    const domain::AccountId& id, std::optional<std::int64_t> algo_id, std::string_view client_id
) const {
    const Account& account = state_->venue.account(id);
    std::int64_t wanted = algo_id.value_or(0);
    if (!algo_id) {
        const auto named = account.newest_algo_by_client_id.find(std::string{client_id});
        if (named != account.newest_algo_by_client_id.end()) wanted = named->second;
    }
    const auto found = account.algos.find(wanted);
    if (found == account.algos.end()) return std::nullopt;
    return found->second.view;
}

std::vector<AlgoView> VenueCore::pending_algos(const domain::AccountId& id, const AlgoFilter& filter) const {
    const Account& account = state_->venue.account(id);
    std::vector<const AlgoView*> algos;
    for (const std::int64_t algo_id : account.pending_algos) {
        const AlgoView& algo = account.algos.at(algo_id).view;
        if (matches(filter, algo)) algos.push_back(&algo);
    }
    return page_of_algos(std::move(algos), filter.page);
}

std::vector<AlgoView> VenueCore::algo_history(const domain::AccountId& id, const AlgoFilter& filter) const {
    const Account& account = state_->venue.account(id);
    std::vector<const AlgoView*> algos;
    for (const std::int64_t algo_id : account.closed_algos) {
        const AlgoView& algo = account.algos.at(algo_id).view;
        if (matches(filter, algo)) algos.push_back(&algo);
    }
    return page_of_algos(std::move(algos), filter.page);
}

std::vector<BillView> VenueCore::bills(const domain::AccountId& id, const BillFilter& filter) const {
    Page<BillView> rows{filter.page};
    const auto& kept = state_->venue.account(id).bills;
    for (auto bill = kept.rbegin(); bill != kept.rend() && !rows.is_complete(); ++bill) {
        if (!filter.currency.empty() && filter.currency != bill->currency) continue;
        if (!filter.instrument.empty() && filter.instrument != bill->instrument) continue;
        if (filter.type && *filter.type != bill->type) continue;
        if (filter.sub_type && *filter.sub_type != bill->sub_type) continue;
        if (filter.is_spot) {
            const Market* market = state_->venue.find_market(bill->instrument.value());
            if (market == nullptr || market->is_spot() != *filter.is_spot) continue;
        }
        rows.offer(*bill, bill->bill_id, bill->time);
    }
    return rows.take();
}

std::optional<SizeLimitView> VenueCore::size_limit(
    const domain::AccountId& id, std::string_view instrument, std::optional<base::Decimal> price, PositionKind kind
) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return std::nullopt;
    const Account& account = state_->venue.account(id);
    const domain::Instrument& published = market->spec.published;
    const std::int64_t wanted = price ? market->grid.to_ticks(*price).value_or(0) : 0;
    const std::int64_t ticks = wanted > 0 ? wanted : market->last_ticks;
    SizeLimitView view;
    if (market->is_spot()) {
        const Money quote = state_->venue.margin(account, published.quote_currency).available();
        const Money base = state_->venue.margin(account, published.base_currency).available();
        view.available_buy = quote.to_decimal();
        view.available_sell = base.to_decimal();
        view.maximum_buy = market->grid.to_size(market->grid.lots_for(quote, ticks));
        view.maximum_sell = view.available_sell;
        return view;
    }
    const std::size_t where = state_->venue.index_of(*market);
    const Money available = state_->venue.margin(account, published.settle_currency).available_equity();
    view.available_buy = available.to_decimal();
    view.available_sell = view.available_buy;
    // Margin and the taker fee of one contract's lot, times how many fit.
    const Money lot = market->grid.notional(ticks, 1);
    const Wide needed = scaled_up(lot.units(), 1, account.leverage(where, kind)) -
                        fee_of(lot, state_->venue.fee_rate(false, ExecutionRole::Taker)).units();
    const auto opening = static_cast<std::int64_t>(available.units() / std::max<Wide>(1, needed));
    const std::int64_t held = account.position_lots(where, kind);
    view.maximum_buy = market->grid.to_size(opening + std::max<std::int64_t>(0, -held));
    view.maximum_sell = market->grid.to_size(opening + std::max<std::int64_t>(0, held));
    return view;
}

base::Decimal VenueCore::leverage(const domain::AccountId& id, std::string_view instrument, PositionKind kind) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return base::Decimal{1};
    return base::Decimal{state_->venue.account(id).leverage(state_->venue.index_of(*market), kind)};
}

base::Decimal VenueCore::conserved_total(const domain::Currency& currency) const {
    const VenueState& venue = state_->venue;
    Wide total = 0;
    for (const Account& account : venue.accounts) {
        if (const auto line = account.cash.find(currency); line != account.cash.end()) {
            total += Wide{line->second.cash.units()} + line->second.funding.units();
        }
        for (const auto& [key, position] : account.positions) {
            if (venue.markets[key.first].spec.published.settle_currency == currency)
                total += Wide{position.margin.units()} - position.cost.units();
        }
    }
    for (const auto* pot : {&venue.house_cash, &venue.fee_cash}) {
        if (const auto cash = pot->find(currency); cash != pot->end()) total += cash->second.units();
    }
    for (std::size_t market = 0; market < venue.markets.size(); ++market) {
        const bool is_settled_in = venue.markets[market].spec.published.settle_currency == currency;
        if (is_settled_in && !venue.markets[market].is_spot()) total -= venue.house_cost[market].units();
    }
    return decimal_of(total, Money::kScale);
}

}  // namespace trading::simulator
