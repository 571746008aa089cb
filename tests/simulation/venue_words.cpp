#include "tests/simulation/venue_words.hpp"

#include "common/base/assert.hpp"
#include "tests/simulation/venue.hpp"

#include <charconv>
#include <string>

namespace trading::simulation {

using domain::OrderStatus;
using domain::OrderType;
using domain::Price;
using domain::Quantity;

namespace {

constexpr std::int64_t kAtMarket = -1;

bool is_spot(const domain::InstrumentId& id) { return id.value() == kSpot; }

simulator::TriggerBy trigger_of(const domain::InstrumentId& id) {
    return is_spot(id) ? simulator::TriggerBy::Last : simulator::TriggerBy::Mark;
}

simulator::MarginMode mode_of(const domain::InstrumentId& id) {
    return is_spot(id) ? simulator::MarginMode::Cash : simulator::MarginMode::Cross;
}

simulator::OrderKind kind_of(const domain::Order& order) {
    switch (order.type) {
        case OrderType::Market: return simulator::OrderKind::Market;
        case OrderType::PostOnly: return simulator::OrderKind::PostOnly;
        case OrderType::Stop:
        case OrderType::Limit: break;
    }
    switch (order.time_in_force) {
        case domain::TimeInForce::GoodTillCancelled: return simulator::OrderKind::Limit;
        case domain::TimeInForce::ImmediateOrCancel: return simulator::OrderKind::ImmediateOrCancel;
        case domain::TimeInForce::FillOrKill: return simulator::OrderKind::FillOrKill;
    }
    return simulator::OrderKind::Limit;
}

template <class Kind>
std::optional<base::Decimal> value_of(const std::optional<domain::Amount<Kind>>& amount) {
    return amount ? std::optional{amount->value()} : std::nullopt;
}

std::optional<Price> price_of(const std::optional<base::Decimal>& value) {
    return value ? std::optional{Price{*value}} : std::nullopt;
}

simulator::PlaceAlgo algo_of(const domain::Order& order) {
    simulator::PlaceAlgo algo;
    algo.account = our_account();
    algo.instrument = order.instrument_id;
    algo.margin_mode = mode_of(order.instrument_id);
    algo.side = order.side;
    algo.kind = order.take_profit_price ? simulator::AlgoKind::OneCancelsOther : simulator::AlgoKind::Conditional;
    algo.size = order.quantity.value();
    algo.size_unit = simulator::SizeUnit::Base;
    algo.is_reduce_only = order.is_reduce_only;
    algo.legs.stop_loss_trigger = value_of(order.trigger_price);
    algo.legs.stop_loss_by = trigger_of(order.instrument_id);
    algo.legs.take_profit_trigger = value_of(order.take_profit_price);
    algo.legs.take_profit_by = trigger_of(order.instrument_id);
    algo.client_id = order.client_order_id.value();
    return algo;
}

std::string reason_of(const simulator::OrderView& order) {
    if (order.category == simulator::OrderCategory::FullLiquidation) return "full_liquidation";
    if (order.state != simulator::OrderState::Canceled) return {};
    return std::to_string(static_cast<int>(order.cancel_source));
}

domain::CancelCause cause_of(const simulator::OrderView& order) {
    using simulator::CancelSource;
    if (order.state != simulator::OrderState::Canceled) return domain::CancelCause::None;
    switch (order.cancel_source) {
        case CancelSource::None: return domain::CancelCause::None;
        case CancelSource::User: return domain::CancelCause::Requested;
        case CancelSource::CancelAllAfter: return domain::CancelCause::DeadMan;
        case CancelSource::System:
        case CancelSource::Risk: return domain::CancelCause::Venue;
        case CancelSource::FillOrKill:
        case CancelSource::ImmediateOrCancel:
        case CancelSource::BeyondPriceLimit:
        case CancelSource::PositionClosed:
        case CancelSource::CounterpartyGap:
        case CancelSource::PostOnlyWouldTake:
        case CancelSource::SelfTrade:
        case CancelSource::TooManyMatches: return domain::CancelCause::Terms;
    }
    return domain::CancelCause::None;
}

OrderType type_of(simulator::OrderKind kind) {
    switch (kind) {
        case simulator::OrderKind::Market:
        case simulator::OrderKind::OptimalLimitIoc: return OrderType::Market;
        case simulator::OrderKind::PostOnly: return OrderType::PostOnly;
        case simulator::OrderKind::Limit:
        case simulator::OrderKind::FillOrKill:
        case simulator::OrderKind::ImmediateOrCancel: return OrderType::Limit;
    }
    return OrderType::Limit;
}

OrderStatus status_of(simulator::OrderState state) {
    switch (state) {
        case simulator::OrderState::Live: return OrderStatus::Live;
        case simulator::OrderState::PartiallyFilled: return OrderStatus::PartiallyFilled;
        case simulator::OrderState::Filled: return OrderStatus::Filled;
        case simulator::OrderState::Canceled: return OrderStatus::Cancelled;
    }
    return OrderStatus::Live;
}

OrderStatus status_of(simulator::AlgoState state) {
    switch (state) {
        case simulator::AlgoState::Live: return OrderStatus::Live;
        case simulator::AlgoState::Effective: return OrderStatus::Triggered;
        case simulator::AlgoState::Canceled: return OrderStatus::Cancelled;
        case simulator::AlgoState::Failed: return OrderStatus::Rejected;
    }
    return OrderStatus::Live;
}

// The venue takes ids of at most 32 letters and digits; others are a person's.
domain::ClientOrderId client_id_of(const std::string& text) {
    auto id = domain::make_client_order_id(text);
    return id ? *std::move(id) : domain::ClientOrderId{};
}

}  // namespace

base::Timestamp on_the_wire(base::Timestamp time) {
    return base::from_unix_milliseconds(base::to_unix_milliseconds(time));
}

std::optional<std::int64_t> number_of(const domain::VenueOrderId& id) {
    std::int64_t number = 0;
    const std::string& text = id.value();
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || parsed.ec != std::errc{}) return std::nullopt;
    return number;
}

simulator::Input input_of(const domain::PlaceOrder& request) {
    const domain::Order& order = request.order;
    if (order.type == OrderType::Stop) return algo_of(order);
    simulator::PlaceOrder place;
    place.account = our_account();
    place.instrument = order.instrument_id;
    place.margin_mode = mode_of(order.instrument_id);
    place.side = order.side;
    place.kind = kind_of(order);
    place.size = order.quantity.value();
    if (order.type != OrderType::Market) place.price = value_of(order.limit_price);
    place.is_reduce_only = order.is_reduce_only;
    place.client_order_id = order.client_order_id.value();
    if (is_spot(order.instrument_id) && order.type == OrderType::Market) {
        place.size_unit = simulator::SizeUnit::Base;
        place.refuses_shrinking = true;
    }
    if (order.ts_expires != base::Timestamp{}) place.expires = on_the_wire(order.ts_expires);
    return place;
}

simulator::Input input_of(const domain::CancelOrder& request) {
    if (request.is_stop) {
        simulator::CancelAlgo cancel;
        cancel.account = our_account();
        cancel.instrument = request.instrument_id;
        cancel.algo_id = number_of(request.venue_order_id);
        cancel.client_id = request.client_order_id.value();
        return cancel;
    }
    simulator::CancelOrder cancel;
    cancel.account = our_account();
    cancel.instrument = request.instrument_id;
    cancel.order_id = number_of(request.venue_order_id);
    cancel.client_order_id = request.client_order_id.value();
    return cancel;
}

simulator::Input input_of(const domain::AmendOrder& request) {
    if (request.is_stop) {
        simulator::AmendAlgo amend;
        amend.account = our_account();
        amend.instrument = request.instrument_id;
        amend.algo_id = number_of(request.venue_order_id);
        amend.client_id = request.client_order_id.value();
        amend.new_size = value_of(request.quantity);
        amend.new_legs.stop_loss_trigger = value_of(request.trigger_price);
        if (request.trigger_price) {
            amend.new_legs.stop_loss_price = base::Decimal{kAtMarket};
            amend.new_legs.stop_loss_by = trigger_of(request.instrument_id);
        }
        amend.new_legs.take_profit_trigger = value_of(request.take_profit_price);
        if (request.take_profit_price) {
            amend.new_legs.take_profit_price = base::Decimal{kAtMarket};
            amend.new_legs.take_profit_by = trigger_of(request.instrument_id);
        }
        return amend;
    }
    simulator::AmendOrder amend;
    amend.account = our_account();
    amend.instrument = request.instrument_id;
    amend.order_id = number_of(request.venue_order_id);
    amend.client_order_id = request.client_order_id.value();
    amend.new_size = value_of(request.quantity);
    amend.new_price = value_of(request.limit_price);
    if (request.ts_expires != base::Timestamp{}) amend.expires = on_the_wire(request.ts_expires);
    return amend;
}

domain::OrderReport report_of(const simulator::OrderView& order) {
    const bool is_venues = order.category == simulator::OrderCategory::FullLiquidation;
    domain::OrderReport report;
    report.instrument_id = order.instrument;
    if (!is_venues) report.client_order_id = client_id_of(order.client_order_id);
    report.venue_order_id = domain::VenueOrderId{std::to_string(order.order_id)};
    report.status = status_of(order.state);
    report.side = order.side;
    report.type = type_of(order.kind);
    report.is_reduce_only = order.is_reduce_only;
    report.limit_price = price_of(order.price);
    report.quantity = Quantity{order.size};
    report.filled_quantity = Quantity{order.filled_size};
    if (order.size_unit == simulator::SizeUnit::Quote) report.quantity = report.filled_quantity;
    report.average_fill_price = price_of(order.average_price);
    report.reason = reason_of(order);
    report.cancel_cause = cause_of(order);
    report.parent_client_order_id = client_id_of(order.algo_client_id);
    report.times = {on_the_wire(order.updated), order.updated};
    return report;
}

domain::OrderReport report_of(const simulator::AlgoView& algo) {
    domain::OrderReport report;
    report.instrument_id = algo.instrument;
    report.client_order_id = client_id_of(algo.client_id);
    report.venue_order_id = domain::VenueOrderId{std::to_string(algo.algo_id)};
    report.is_stop = true;
    report.status = status_of(algo.state);
    report.side = algo.side;
    report.type = OrderType::Stop;
    report.is_reduce_only = algo.is_reduce_only;
    report.trigger_price = price_of(algo.legs.stop_loss_trigger ? algo.legs.stop_loss_trigger : algo.trigger_price);
    if (algo.size) report.quantity = Quantity{*algo.size};
    if (report.status == OrderStatus::Rejected) report.reason = algo.fail_code;
    report.times = {on_the_wire(algo.updated), algo.updated};
    return report;
}

domain::Fill fill_of(const simulator::FillView& fill) {
    domain::Fill booked;
    booked.instrument_id = fill.instrument;
    booked.trade_id = domain::TradeId{fill.trade_id};
    booked.client_order_id = client_id_of(fill.client_order_id);
    booked.venue_order_id = domain::VenueOrderId{std::to_string(fill.order_id)};
    booked.side = fill.side;
    booked.price = Price{fill.price};
    booked.quantity = Quantity{fill.size};
    booked.liquidity_side =
        fill.role == simulator::ExecutionRole::Maker ? domain::LiquiditySide::Maker : domain::LiquiditySide::Taker;
    booked.fee = domain::Cash{fill.fee};
    booked.fee_currency = fill.fee_currency;
    booked.realised_pnl = domain::Cash{fill.pnl};
    booked.times = {on_the_wire(fill.time), fill.time};
    return booked;
}

domain::PositionReport report_of(const simulator::PositionView& position) {
    domain::PositionReport report;
    report.instrument_id = position.instrument;
    report.quantity = Quantity{position.size};
    report.average_entry_price = price_of(position.average_price);
    if (report.quantity.is_zero()) report.average_entry_price.reset();
    report.mark_price = Price{position.mark_price};
    report.times = {on_the_wire(position.updated), position.updated};
    return report;
}

domain::Balance balance_of(const simulator::BalanceView& balance) {
    return domain::Balance{
        .currency = balance.currency,
        .total = domain::Cash{balance.cash},
        .available = domain::Cash{balance.available},
        .ts_event = on_the_wire(balance.updated),
    };
}

std::optional<domain::Bill> bill_of(const simulator::BillView& bill) {
    domain::BillKind kind = domain::BillKind::Other;
    switch (bill.type) {
        case simulator::BillType::Trade: return std::nullopt;
        case simulator::BillType::Transfer: kind = domain::BillKind::Transfer; break;
        case simulator::BillType::Liquidation: kind = domain::BillKind::Liquidation; break;
        case simulator::BillType::Funding: kind = domain::BillKind::Funding; break;
        case simulator::BillType::MarginTransfer: break;
    }
    domain::Bill booked;
    booked.bill_id = std::to_string(bill.bill_id);
    booked.kind = kind;
    booked.instrument_id = bill.instrument;
    booked.currency = bill.currency;
    booked.amount = domain::Cash{bill.balance_change};
    booked.ts_event = on_the_wire(bill.time);
    return booked;
}

}  // namespace trading::simulation
