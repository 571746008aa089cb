#include "services/backtest/venue/bar_venue.hpp"

#include "common/base/assert.hpp"
#include "common/domain/rounding.hpp"
#include "services/backtest/venue/funding.hpp"
#include "services/backtest/venue/liquidation.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::backtest {

using namespace domain;
using execution::exact;

namespace {

constexpr int kCashScale = 12;

bool is_alive(const OrderReport& order) { return order.status == OrderStatus::Live; }

// Whether the market at `price` makes a stop fire.
bool is_triggered(const OrderReport& stop, Price price) {
    return stop.side == Side::Sell ? price <= *stop.trigger_price : price >= *stop.trigger_price;
}

// Whether the market at `price` trades through a resting limit; touching it is not enough.
bool is_through(const OrderReport& order, Price price) {
    return order.side == Side::Sell ? price > *order.limit_price : price < *order.limit_price;
}

Price level_of(const OrderReport& order) { return order.is_stop ? *order.trigger_price : *order.limit_price; }

Price distance(Price left, Price right) { return execution::magnitude(execution::difference(left, right)); }

}  // namespace

BarVenue::BarVenue(VenueRules rules)
    : rules_(std::move(rules)), position_(rules_.instrument.contract_multiplier), cash_(rules_.opening_cash) {
    TRADING_ASSERT(rules_.instrument.contract_kind == ContractKind::Linear);
}

void BarVenue::jump_to(Price price, base::Timestamp now, Reports& reports) {
    forget_old(now);
    const Price before = last_;
    last_ = price;
    liquidate(now, reports);
    last_ = before;
    while (OrderReport* met = next_met(price)) {
        if (met->is_stop) {
            fire(*met, price, now, reports);
        } else {
            fill(*met, *met->limit_price, LiquiditySide::Maker, now, reports);
        }
    }
    last_ = price;
}

void BarVenue::go_to(Price price, base::Timestamp now, Reports& reports) {
    while (OrderReport* met = next_met(price)) {
        const Price level = level_of(*met);
        last_ = level;
        if (liquidate(now, reports)) continue;
        if (met->is_stop) {
            fire(*met, level, now, reports);
        } else {
            fill(*met, level, LiquiditySide::Maker, now, reports);
        }
    }
    last_ = price;
    liquidate(now, reports);
}

bool BarVenue::liquidate(base::Timestamp now, Reports& reports) {
    if (!is_liquidated(position_, cash_, rules_.maintenance_margin, last_)) return false;
    OrderReport taken;
    taken.instrument_id = rules_.instrument.id;
    taken.venue_order_id = next_order_id();
    taken.side = position_.quantity().is_positive() ? Side::Sell : Side::Buy;
    taken.type = OrderType::Market;
    taken.is_reduce_only = true;
    taken.quantity = execution::magnitude(position_.quantity());
    taken.reason = "liquidation";
    OrderReport& order = orders_.emplace(orders_seen_, std::move(taken)).first->second;
    fill(order, bankruptcy_price(position_, cash_), LiquiditySide::Taker, now, reports);
    return true;
}

OrderReport* BarVenue::next_met(Price price) {
    OrderReport* nearest = nullptr;
    for (auto& [number, order] : orders_) {
        if (!is_alive(order)) continue;
        const bool is_met = order.is_stop ? is_triggered(order, price) : is_through(order, price);
        if (!is_met) continue;
        if (nearest == nullptr || distance(level_of(order), last_) < distance(level_of(*nearest), last_)) {
            nearest = &order;
        }
    }
    return nearest;
}

void BarVenue::on_request(const VenueRequest& request, base::Timestamp now, Reports& reports) {
    std::visit([&](const auto& known) { on(known, now, reports); }, request);
}

std::string_view BarVenue::refusal(const Order& order, base::Timestamp now) const {
    const Instrument& instrument = rules_.instrument;
    const bool can_expire = order.type != OrderType::Stop && order.ts_expires != base::Timestamp{};
    if (order.instrument_id != instrument.id) return "unknown instrument";
    if (can_expire && now > order.ts_expires) return "expired";
    if (!is_on_lot(instrument, order.quantity) || order.quantity < instrument.minimum_quantity) return "quantity";
    if (order.limit_price && !is_on_tick(instrument, *order.limit_price)) return "price";
    if (order.trigger_price && !is_on_tick(instrument, *order.trigger_price)) return "trigger price";
    if (order.is_reduce_only && !would_shrink(order.side)) return "nothing to reduce";
    return {};
}

bool BarVenue::would_shrink(Side side) const {
    return !position_.is_flat() && position_.quantity().is_negative() == (side == Side::Buy);
}

void BarVenue::on(const PlaceOrder& place, base::Timestamp now, Reports& reports) {
    const Order& order = place.order;
    RequestAnswered answer{RequestKind::Place, RequestOutcome::Accepted, order.instrument_id, order.client_order_id};
    answer.is_stop = order.type == OrderType::Stop;
    answer.ts_received = now;
    if (const std::string_view why = refusal(order, now); !why.empty()) {
        answer.outcome = RequestOutcome::Refused;
        answer.detail = why;
        reports.emplace_back(std::move(answer));
        return;
    }
    OrderReport report;
    report.instrument_id = order.instrument_id;
    report.client_order_id = order.client_order_id;
    report.venue_order_id = answer.venue_order_id = next_order_id();
    report.is_stop = answer.is_stop;
    report.side = order.side;
    report.type = order.type;
    report.is_reduce_only = order.is_reduce_only;
    report.limit_price = order.limit_price;
    report.trigger_price = order.trigger_price;
    report.quantity = order.quantity;
    report.times = {now, now};
    reports.emplace_back(std::move(answer));
    reports.emplace_back(report);
    enter_book(std::move(report), order.time_in_force, now, reports);
}

void BarVenue::enter_book(OrderReport report, TimeInForce time_in_force, base::Timestamp now, Reports& reports) {
    OrderReport& order = orders_.emplace(orders_seen_, std::move(report)).first->second;
    if (order.is_stop) {
        if (is_triggered(order, last_)) fire(order, last_, now, reports);
        return;
    }
    const Price price = slipped(order.side, last_);
    if (order.type == OrderType::Market) return fill(order, price, LiquiditySide::Taker, now, reports);
    const bool is_buy = order.side == Side::Buy;
    const bool is_reached = is_buy ? last_ <= *order.limit_price : last_ >= *order.limit_price;
    if (order.type == OrderType::PostOnly) {
        if (is_reached) cancel_order(order, CancelCause::Terms, now, reports);
        return;
    }
    if (is_reached) {
        const Price got = is_buy ? std::min(price, *order.limit_price) : std::max(price, *order.limit_price);
        return fill(order, got, LiquiditySide::Taker, now, reports);
    }
    if (time_in_force != TimeInForce::GoodTillCancelled) cancel_order(order, CancelCause::Terms, now, reports);
}

void BarVenue::fire(OrderReport& stop, Price at, base::Timestamp now, Reports& reports) {
    stop.status = OrderStatus::Triggered;
    stop.times = {now, now};
    reports.emplace_back(stop);
    OrderReport child = stop;
    child.client_order_id = {};
    child.parent_client_order_id = stop.client_order_id;
    child.venue_order_id = next_order_id();
    child.is_stop = false;
    child.type = OrderType::Market;
    child.trigger_price.reset();
    child.status = OrderStatus::Live;
    OrderReport& order = orders_.emplace(orders_seen_, std::move(child)).first->second;
    // The position went before its stop did: there is nothing left to close.
    if (order.is_reduce_only && !would_shrink(order.side)) {
        return cancel_order(order, CancelCause::Terms, now, reports);
    }
    fill(order, slipped(order.side, at), LiquiditySide::Taker, now, reports);
}

void BarVenue::fill(OrderReport& order, Price price, LiquiditySide side, base::Timestamp now, Reports& reports) {
    Quantity quantity = order.quantity;
    if (order.is_reduce_only) quantity = std::min(quantity, execution::magnitude(position_.quantity()));
    TRADING_ASSERT(quantity.is_positive());
    const Ratio rate = side == LiquiditySide::Maker ? rules_.maker_fee : rules_.taker_fee;
    const Notional notional = exact(notional_of(rules_.instrument, price, quantity));
    const auto charged = base::multiply(notional.value(), rate.value(), kCashScale, base::Rounding::HalfEven);

    Fill fill;
    fill.instrument_id = order.instrument_id;
    fill.trade_id = TradeId{std::to_string(++trades_)};
    fill.client_order_id = order.client_order_id;
    fill.venue_order_id = order.venue_order_id;
    fill.side = order.side;
    fill.price = price;
    fill.quantity = quantity;
    fill.liquidity_side = side;
    fill.fee = execution::negative(Cash{exact(charged)});
    fill.fee_currency = rules_.instrument.settle_currency;
    fill.realised_pnl = position_.apply(order.side, price, quantity);
    fill.times = {now, now};
    cash_ = execution::sum(execution::sum(cash_, fill.realised_pnl), fill.fee);
    fills_.push_back(fill);

    order.quantity = quantity;
    order.filled_quantity = quantity;
    order.average_fill_price = price;
    order.status = OrderStatus::Filled;
    order.times = {now, now};
    OrderReport report = order;
    report.fill = std::move(fill);
    reports.emplace_back(std::move(report));
    tell_account(now, reports);
    if (position_.is_flat()) end_reduce_only(now, reports);
}

// The position is gone: the venue ends what could only have shrunk it, but for stops, which their owner ends.
void BarVenue::end_reduce_only(base::Timestamp now, Reports& reports) {
    for (auto& [number, order] : orders_) {
        const bool can_only_shrink = order.is_reduce_only && !order.is_stop;
        if (is_alive(order) && can_only_shrink) cancel_order(order, CancelCause::Terms, now, reports);
    }
}

void BarVenue::cancel_order(OrderReport& order, CancelCause cause, base::Timestamp now, Reports& reports) {
    order.status = OrderStatus::Cancelled;
    order.cancel_cause = cause;
    order.times = {now, now};
    reports.emplace_back(order);
}

void BarVenue::on(const CancelOrder& cancel, base::Timestamp now, Reports& reports) {
    OrderReport* order = find(cancel.client_order_id, cancel.venue_order_id);
    const bool is_possible = order != nullptr && is_alive(*order);
    RequestAnswered answer{RequestKind::Cancel, RequestOutcome::Accepted, cancel.instrument_id, cancel.client_order_id};
    answer.venue_order_id = cancel.venue_order_id;
    answer.is_stop = cancel.is_stop;
    answer.ts_received = now;
    if (!is_possible) answer.outcome = RequestOutcome::Refused;
    reports.emplace_back(std::move(answer));
    if (is_possible) cancel_order(*order, CancelCause::Requested, now, reports);
}

void BarVenue::on(const AmendOrder& amend, base::Timestamp now, Reports& reports) {
    OrderReport* order = find(amend.client_order_id, amend.venue_order_id);
    const bool is_possible = order != nullptr && is_alive(*order);
    RequestAnswered answer{RequestKind::Amend, RequestOutcome::Accepted, amend.instrument_id, amend.client_order_id};
    answer.venue_order_id = amend.venue_order_id;
    answer.is_stop = amend.is_stop;
    answer.ts_received = now;
    if (!is_possible) answer.outcome = RequestOutcome::Refused;
    reports.emplace_back(std::move(answer));
    if (!is_possible) return;
    if (amend.quantity) order->quantity = *amend.quantity;
    if (amend.limit_price) order->limit_price = amend.limit_price;
    if (amend.trigger_price) order->trigger_price = amend.trigger_price;
    order->times = {now, now};
    reports.emplace_back(*order);
    if (order->is_stop && is_triggered(*order, last_)) fire(*order, last_, now, reports);
}

void BarVenue::on(const QueryOrder& query, base::Timestamp now, Reports& reports) {
    OrderQueried answer{query.client_order_id, query.instrument_id, query.is_stop, true, {}, now};
    if (const OrderReport* order = find(query.client_order_id, query.venue_order_id)) answer.report = *order;
    reports.emplace_back(std::move(answer));
}

void BarVenue::on(const FetchOpenOrders& fetch, base::Timestamp now, Reports& reports) const {
    OpenOrdersFetched answer{true, {}, now, fetch.look};
    for (const auto& [number, order] : orders_) {
        if (is_alive(order)) answer.reports.push_back(order);
    }
    reports.emplace_back(std::move(answer));
}

void BarVenue::on(const FetchFills& fetch, base::Timestamp now, Reports& reports) const {
    FillsFetched answer{true, {}, now, fetch.look};
    for (const Fill& fill : fills_) {
        if (fill.times.ts_event >= fetch.since) answer.fills.push_back(fill);
    }
    reports.emplace_back(std::move(answer));
}

void BarVenue::on(const FetchPositions& fetch, base::Timestamp now, Reports& reports) const {
    reports.emplace_back(PositionsFetched{true, {position_report(now)}, now, fetch.look});
}

void BarVenue::on(const FetchBalances& fetch, base::Timestamp now, Reports& reports) const {
    reports.emplace_back(BalancesFetched{true, {balance(now)}, now, {}, fetch.look});
}

void BarVenue::on(const FetchBills& fetch, base::Timestamp now, Reports& reports) const {
    BillsFetched answer{true, {}, now, fetch.look};
    for (const Bill& bill : bills_) {
        if (bill.ts_event >= fetch.since) answer.bills.push_back(bill);
    }
    reports.emplace_back(std::move(answer));
}

void BarVenue::on(const RefreshDeadMan&, base::Timestamp now, Reports& reports) const {
    RequestAnswered answer;
    answer.kind = RequestKind::DeadMan;
    answer.outcome = RequestOutcome::Accepted;
    answer.ts_received = now;
    reports.emplace_back(std::move(answer));
}

void BarVenue::pay_funding(Ratio rate, base::Timestamp now) {
    if (position_.is_flat()) return;
    Bill bill;
    bill.bill_id = std::to_string(++bills_seen_);
    bill.kind = BillKind::Funding;
    bill.instrument_id = rules_.instrument.id;
    bill.currency = rules_.instrument.settle_currency;
    bill.amount = exact(funding_payment(rules_.instrument, position_.quantity(), last_, rate));
    bill.detail = "funding";
    bill.ts_event = now;
    cash_ = execution::sum(cash_, bill.amount);
    bills_.push_back(std::move(bill));
}

Cash BarVenue::equity() const { return execution::sum(cash_, position_.unrealised_at(last_)); }

void BarVenue::tell_account(base::Timestamp now, Reports& reports) const {
    reports.emplace_back(position_report(now));
    reports.emplace_back(BalancesReported{{balance(now)}, {}});
}

// What the position binds at the account's leverage is not available.
Balance BarVenue::balance(base::Timestamp now) const {
    const Quantity size = execution::magnitude(position_.quantity());
    const Notional notional = exact(notional_of(rules_.instrument, position_.average_entry_price(), size));
    const auto margin = base::divide(notional.value(), rules_.leverage.value(), kCashScale, base::Rounding::Up);
    return Balance{rules_.instrument.settle_currency, cash_, execution::excess(cash_, Cash{exact(margin)}), now};
}

PositionReport BarVenue::position_report(base::Timestamp now) const {
    PositionReport report;
    report.instrument_id = rules_.instrument.id;
    report.quantity = position_.quantity();
    if (!position_.is_flat()) report.average_entry_price = position_.average_entry_price();
    if (last_.is_positive()) report.mark_price = last_;
    report.times = {now, now};
    report.leverage = rules_.leverage;
    return report;
}

void BarVenue::forget_old(base::Timestamp now) {
    const base::Timestamp before = now - kMemory;
    std::erase_if(orders_, [before](const auto& entry) {
        return !is_alive(entry.second) && entry.second.times.ts_event < before;
    });
    while (!fills_.empty() && fills_.front().times.ts_event < before) fills_.pop_front();
    while (bills_.size() > 1 && bills_.front().ts_event < before) bills_.pop_front();
}

OrderReport* BarVenue::find(const ClientOrderId& id, const VenueOrderId& venue_id) {
    for (auto& [number, order] : orders_) {
        const bool is_it = id.empty() ? order.venue_order_id == venue_id : order.client_order_id == id;
        if (is_it) return &order;
    }
    return nullptr;
}

Price BarVenue::slipped(Side side, Price price) const {
    const auto slip = base::multiply(rules_.instrument.tick_size.value(), base::Decimal{rules_.slippage_ticks});
    const Price step{exact(slip)};
    return side == Side::Buy ? execution::sum(price, step) : execution::difference(price, step);
}

VenueOrderId BarVenue::next_order_id() { return VenueOrderId{std::to_string(++orders_seen_)}; }

}  // namespace trading::backtest
