#include "tests/support/execution/model_venue.hpp"

#include "common/domain/rounding.hpp"
#include "tests/support/execution/samples.hpp"

#include <algorithm>
#include <stdexcept>

namespace trading::test {

using namespace domain;

namespace {

constexpr const char* kFeeRate = "-0.0005";

base::Decimal product(const base::Decimal& left, const base::Decimal& right) { return *base::multiply(left, right); }

bool is_open(const OrderReport& order) {
    return order.status == OrderStatus::Live || order.status == OrderStatus::PartiallyFilled;
}

ClientOrderId id_of(const VenueRequest& request) {
    if (const auto* place = std::get_if<PlaceOrder>(&request)) return place->order.client_order_id;
    if (const auto* cancel = std::get_if<CancelOrder>(&request)) return cancel->client_order_id;
    if (const auto* amend = std::get_if<AmendOrder>(&request)) return amend->client_order_id;
    return {};
}

RequestKind kind_of(const VenueRequest& request) {
    if (std::holds_alternative<PlaceOrder>(request)) return RequestKind::Place;
    if (std::holds_alternative<CancelOrder>(request)) return RequestKind::Cancel;
    return RequestKind::Amend;
}

}  // namespace

ModelVenue::ModelVenue(std::vector<Instrument> instruments, std::uint64_t seed) : random_(seed) {
    for (Instrument& instrument : instruments) {
        prices_[instrument.id] = test::price("42000");
        instruments_.emplace(instrument.id, std::move(instrument));
    }
    cash_[Currency{"USDT"}] = test::cash("100000");
    cash_[Currency{"BTC"}] = test::cash("1");
}

void ModelVenue::execute(const VenueRequest& request, base::Timestamp now) {
    const ClientOrderId id = id_of(request);
    if (id.empty()) {
        arriving_.emplace(now + std::chrono::milliseconds{1}, request);
        return;
    }
    const auto unknown = [&] {
        RequestAnswered answered;
        answered.kind = kind_of(request);
        answered.client_order_id = id;
        answered.outcome = RequestOutcome::Unknown;
        reports_.emplace(now + std::chrono::milliseconds{500}, answered);
    };
    if (random_.chance(faults_.lost_request)) return unknown();
    const bool is_slow = random_.chance(faults_.slow_request);
    const auto travel = std::chrono::milliseconds{1 + static_cast<int>(random_.below(is_slow ? 3000 : 4))};
    if (is_slow || random_.chance(faults_.lost_answer)) {
        silent_[id] = true;
        unknown();
    }
    arriving_.emplace(now + travel, request);
}

void ModelVenue::advance(base::Timestamp now) {
    while (!arriving_.empty() && arriving_.begin()->first <= now) {
        const VenueRequest request = arriving_.begin()->second;
        arriving_.erase(arriving_.begin());
        std::visit([&](const auto& known) { on(known, now); }, request);
    }
    if (is_closed_) return;
    move_prices();
    std::vector<ClientOrderId> ids;
    for (const auto& [id, order] : orders_) {
        if (is_open(order)) ids.push_back(id);
    }
    for (const ClientOrderId& id : ids) {
        OrderReport& order = orders_.at(id);
        if (!trades_now(order)) continue;
        if (order.is_stop) {
            fire(order, now);
        } else {
            trade(order, now);
        }
    }
}

std::vector<VenueReport> ModelVenue::take_reports(base::Timestamp now) {
    std::vector<VenueReport> due;
    while (!reports_.empty() && reports_.begin()->first <= now) {
        due.push_back(std::move(reports_.begin()->second));
        reports_.erase(reports_.begin());
    }
    return due;
}

Quantity ModelVenue::position(const InstrumentId& id) const {
    const auto found = holdings_.find(id);
    return found == holdings_.end() ? Quantity{} : found->second.quantity;
}

void ModelVenue::on(const PlaceOrder& request, base::Timestamp now) {
    const Order& order = request.order;
    // Too late to be accepted: the one thing that makes an unknown outcome decidable.
    if (now > order.ts_expires) return answer(RequestKind::Place, order.client_order_id, false, now);
    OrderReport report;
    report.instrument_id = order.instrument_id;
    report.client_order_id = order.client_order_id;
    report.venue_order_id = VenueOrderId{std::to_string(++next_id_)};
    report.is_stop = order.type == OrderType::Stop;
    report.side = order.side;
    report.type = order.type;
    report.is_reduce_only = order.is_reduce_only;
    report.limit_price = order.limit_price;
    report.trigger_price = order.trigger_price;
    report.quantity = order.quantity;
    report.times = {now, now};
    const bool would_fire = report.is_stop && trades_now(report);
    const bool has_nothing_to_reduce = report.is_reduce_only && reducible(report).is_zero();
    if (would_fire || has_nothing_to_reduce) return answer(RequestKind::Place, order.client_order_id, false, now);
    ++placements_[order.client_order_id];
    orders_[order.client_order_id] = report;
    answer(RequestKind::Place, order.client_order_id, true, now);
    push(report, now);
}

void ModelVenue::on(const CancelOrder& request, base::Timestamp now) {
    auto found = orders_.find(request.client_order_id);
    const bool can = found != orders_.end() && is_open(found->second);
    answer(RequestKind::Cancel, request.client_order_id, can, now);
    if (can) close(found->second, OrderStatus::Cancelled, "user", now);
}

void ModelVenue::on(const AmendOrder& request, base::Timestamp now) {
    auto found = orders_.find(request.client_order_id);
    const bool can = found != orders_.end() && is_open(found->second) && now <= request.ts_expires;
    answer(RequestKind::Amend, request.client_order_id, can, now);
    if (!can) return;
    OrderReport& order = found->second;
    if (request.quantity) order.quantity = std::max(*request.quantity, order.filled_quantity);
    if (request.limit_price) order.limit_price = request.limit_price;
    if (request.trigger_price) order.trigger_price = request.trigger_price;
    order.times = {now, now};
    if (order.quantity <= order.filled_quantity) return close(order, OrderStatus::Filled, "", now);
    push(order, now);
}

void ModelVenue::on(const QueryOrder& request, base::Timestamp now) {
    OrderQueried queried;
    queried.client_order_id = request.client_order_id;
    queried.has_answer = true;
    queried.ts_venue = now;
    const auto found = orders_.find(request.client_order_id);
    if (found != orders_.end()) queried.report = found->second;
    if (!queried.report && !request.venue_order_id.empty()) {
        for (const auto& [id, order] : orders_) {
            if (order.venue_order_id == request.venue_order_id) queried.report = order;
        }
    }
    if (queried.report) queried.report->fill.reset();
    reply(queried, now);
}

void ModelVenue::on(const FetchOpenOrders& request, base::Timestamp now) {
    OpenOrdersFetched fetched{true, {}, now};
    fetched.look = request.look;
    for (const auto& [id, order] : orders_) {
        if (!is_open(order)) continue;
        fetched.reports.push_back(order);
        fetched.reports.back().fill.reset();
    }
    reply(fetched, now);
}

void ModelVenue::on(const FetchFills& request, base::Timestamp now) {
    FillsFetched fetched{true, {}, now};
    fetched.look = request.look;
    for (const Fill& fill : fills_) {
        if (fill.times.ts_event >= request.since) fetched.fills.push_back(fill);
    }
    reply(fetched, now);
}

void ModelVenue::on(const FetchPositions& request, base::Timestamp now) {
    PositionsFetched fetched{true, {}, now};
    fetched.look = request.look;
    for (const auto& [id, holding] : holdings_) {
        if (holding.quantity.is_zero()) continue;
        const auto liquidation = liquidations_.find(id);
        PositionReport report{id, holding.quantity, holding.average, {}, {}, {now, now}};
        if (liquidation != liquidations_.end()) report.liquidation_price = liquidation->second;
        fetched.positions.push_back(std::move(report));
    }
    reply(fetched, now);
}

void ModelVenue::on(const FetchBalances& request, base::Timestamp now) {
    BalancesFetched fetched{true, {}, now, margin_ratio_};
    fetched.look = request.look;
    for (const auto& [currency, total] : cash_) {
        const Cash said = currency == Currency{"USDT"} ? *total.plus(misstatement_) : total;
        fetched.balances.push_back({currency, said, said, now});
    }
    reply(fetched, now);
}

void ModelVenue::on(const FetchBills& request, base::Timestamp now) {
    BillsFetched fetched{true, {}, now};
    fetched.look = request.look;
    for (const Bill& bill : bills_) {
        if (bill.ts_event >= request.since) fetched.bills.push_back(bill);
    }
    reply(fetched, now);
}

void ModelVenue::hold_price(const InstrumentId& id, Price price) {
    prices_[id] = price;
    held_prices_[id] = true;
}

void ModelVenue::pay(BillKind kind, const InstrumentId& id, Cash amount, base::Timestamp now) {
    const Currency currency{"USDT"};
    cash_[currency] = *cash_[currency].plus(amount);
    bills_.push_back(Bill{"b" + std::to_string(bills_.size() + 1), kind, id, currency, amount, "", now});
}

void ModelVenue::on(const RefreshDeadMan& /*request*/, base::Timestamp /*now*/) {}

void ModelVenue::answer(RequestKind kind, const ClientOrderId& id, bool is_accepted, base::Timestamp now) {
    if (silent_.erase(id) > 0) return;
    RequestAnswered answered;
    answered.kind = kind;
    answered.client_order_id = id;
    answered.outcome = is_accepted ? RequestOutcome::Accepted : RequestOutcome::Refused;
    answered.code = is_accepted ? "" : "51000";
    answered.ts_received = now;
    reply(answered, now);
}

void ModelVenue::push(VenueReport report, base::Timestamp now) {
    const auto delay = [&] {
        return base::Duration{
            static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(faults_.push_delay_max.count())))};
    };
    if (random_.chance(faults_.doubled_push)) reports_.emplace(now + delay(), report);
    if (random_.chance(faults_.lost_push)) return;
    reports_.emplace(now + delay(), std::move(report));
}

void ModelVenue::reply(VenueReport report, base::Timestamp now) {
    reports_.emplace(now + std::chrono::milliseconds{1 + static_cast<int>(random_.below(20))}, std::move(report));
}

// A walk in steps of a few ticks that is drawn back to the middle.
void ModelVenue::move_prices() {
    for (auto& [id, price] : prices_) {
        const auto step = static_cast<std::int64_t>(random_.below(401)) - 200;
        if (held_prices_.count(id) > 0) continue;
        const auto drift = price > test::price("42000") ? -5 : 5;
        price = Price{*base::add(price.value(), *base::Decimal::from_parts(step + drift, 1))};
    }
}

bool ModelVenue::trades_now(const OrderReport& order) const {
    const Price now = prices_.at(order.instrument_id);
    const bool is_buy = order.side == Side::Buy;
    if (order.is_stop) return is_buy ? now >= *order.trigger_price : now <= *order.trigger_price;
    if (!order.limit_price) return true;
    return is_buy ? now <= *order.limit_price : now >= *order.limit_price;
}

Quantity ModelVenue::reducible(const OrderReport& order) const {
    const Quantity held = position(order.instrument_id);
    if (held.is_negative() != (order.side == Side::Buy)) return {};
    return *held.absolute();
}

void ModelVenue::fire(OrderReport& stop, base::Timestamp now) {
    close(stop, OrderStatus::Triggered, "", now);
    OrderReport child;
    child.instrument_id = stop.instrument_id;
    child.venue_order_id = VenueOrderId{std::to_string(++next_id_)};
    child.parent_client_order_id = stop.client_order_id;
    child.side = stop.side;
    child.type = OrderType::Market;
    child.is_reduce_only = stop.is_reduce_only;
    child.quantity = stop.quantity;
    if (child.is_reduce_only) child.quantity = std::min(child.quantity, reducible(child));
    child.times = {now, now};
    if (child.quantity.is_zero()) return;
    const ClientOrderId key{"venue" + child.venue_order_id.value()};
    orders_[key] = child;
    push(child, now);
    trade(orders_.at(key), now);
}

void ModelVenue::trade(OrderReport& order, base::Timestamp now) {
    const Instrument& instrument = instruments_.at(order.instrument_id);
    Quantity left = *order.quantity.minus(order.filled_quantity);
    if (order.is_reduce_only) {
        const Quantity most = reducible(order);
        if (most.is_zero()) return close(order, OrderStatus::Cancelled, "reduce_only", now);
        left = std::min(left, most);
    }
    // Market orders fill at once, in one or two parts; resting ones in random parts.
    Quantity part = left;
    if (random_.chance(0.5)) {
        const auto half = *base::multiply(left.value(), *base::Decimal::from_parts(5, 1));
        part = std::max(*floor_to_lot(instrument, Quantity{half}), instrument.lot_size);
        part = std::min(part, left);
    }
    book(order, part, now);
    if (order.type == OrderType::Market && is_open(order)) trade(order, now);
}

void ModelVenue::book(OrderReport& order, Quantity quantity, base::Timestamp now) {
    const Instrument& instrument = instruments_.at(order.instrument_id);
    const Price price = prices_.at(order.instrument_id);
    const bool is_buy = order.side == Side::Buy;
    Fill fill;
    fill.instrument_id = order.instrument_id;
    fill.trade_id = TradeId{std::to_string(fills_.size() + 1)};
    fill.client_order_id = order.client_order_id;
    fill.venue_order_id = order.venue_order_id;
    fill.side = order.side;
    fill.price = price;
    fill.quantity = quantity;
    fill.times = {now, now};
    const Cash value{product(product(price.value(), quantity.value()), instrument.contract_multiplier)};
    const auto add = [&](const Currency& currency, const base::Decimal& amount) {
        cash_[currency] = *cash_[currency].plus(Cash{amount});
    };
    if (instrument.is_spot()) {
        fill.fee_currency = is_buy ? instrument.base_currency : instrument.quote_currency;
        const base::Decimal of = is_buy ? quantity.value() : value.value();
        fill.fee = Cash{product(of, decimal(kFeeRate))};
        add(instrument.base_currency, is_buy ? quantity.value() : *quantity.value().negated());
        add(instrument.quote_currency, is_buy ? *value.value().negated() : value.value());
    } else {
        Holding& holding = holdings_[instrument.id];
        const Quantity change = is_buy ? quantity : *quantity.negated();
        const bool is_closing = !holding.quantity.is_zero() && holding.quantity.is_negative() == is_buy;
        if (is_closing) {
            const auto gain = is_buy ? *holding.average.minus(price) : *price.minus(holding.average);
            fill.realised_pnl = Cash{product(product(gain.value(), quantity.value()), instrument.contract_multiplier)};
        } else {
            holding.average = price;
        }
        holding.quantity = *holding.quantity.plus(change);
        fill.fee_currency = instrument.settle_currency;
        fill.fee = Cash{product(value.value(), decimal(kFeeRate))};
        add(instrument.settle_currency, fill.realised_pnl.value());
    }
    add(fill.fee_currency, fill.fee.value());
    fills_.push_back(fill);
    order.filled_quantity = *order.filled_quantity.plus(quantity);
    order.average_fill_price = price;
    order.status = order.filled_quantity >= order.quantity ? OrderStatus::Filled : OrderStatus::PartiallyFilled;
    order.times = {now, now};
    if (order.filled_quantity > order.quantity) throw std::runtime_error{"the model venue filled too much"};
    OrderReport report = order;
    report.fill = fill;
    push(report, now);
}

void ModelVenue::close(OrderReport& order, OrderStatus status, const std::string& reason, base::Timestamp now) {
    order.status = status;
    order.reason = reason;
    order.times = {now, now};
    push(order, now);
}

}  // namespace trading::test
