#include "services/simulator/io/admin_messages.hpp"

#include "services/simulator/io/okx_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace trading::simulator {

namespace {

// All of them: the core's own limits bound what comes back.
[[nodiscard]] PageQuery everything() {
    PageQuery page;
    page.limit = std::numeric_limits<std::size_t>::max();
    return page;
}

[[nodiscard]] v1::Side to_message(domain::Side side) {
    return side == domain::Side::Buy ? v1::SIDE_BUY : v1::SIDE_SELL;
}

[[nodiscard]] base::Duration milliseconds(std::int64_t count) { return std::chrono::milliseconds{count}; }

[[nodiscard]] std::int64_t to_milliseconds(base::Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

void write_order(const OrderView& order, v1::TrueOrder& message) {
    message.set_instrument_id(order.instrument.value());
    message.set_venue_order_id(okx_id(order.order_id));
    message.set_client_order_id(order.client_order_id);
    message.set_side(to_message(order.side));
    message.set_type(std::string(okx_word(order.kind)));
    message.set_limit_price(okx_text(order.price));
    message.set_quantity(order.size.to_string());
    message.set_filled_quantity(order.filled_size.to_string());
    message.set_is_reduce_only(order.is_reduce_only);
    message.set_state(std::string(okx_word(order.state)));
    message.set_ts_created_ns(base::to_unix_nanoseconds(order.created));
    if (order.algo_id != 0) message.set_created_by(okx_id(order.algo_id));
}

void write_stop(const AlgoView& algo, v1::TrueOrder& message) {
    message.set_instrument_id(algo.instrument.value());
    message.set_venue_order_id(okx_id(algo.algo_id));
    message.set_client_order_id(algo.client_id);
    message.set_is_stop(true);
    message.set_side(to_message(algo.side));
    message.set_type(std::string(okx_word(algo.kind)));
    const bool is_trigger = algo.kind == AlgoKind::Trigger;
    message.set_limit_price(okx_text(is_trigger ? algo.order_price : algo.legs.take_profit_trigger));
    message.set_trigger_price(okx_text(is_trigger ? algo.trigger_price : algo.legs.stop_loss_trigger));
    message.set_quantity(okx_text(algo.size));
    message.set_filled_quantity("0");
    message.set_is_reduce_only(algo.is_reduce_only);
    message.set_state(std::string(okx_word(algo.state)));
    message.set_ts_created_ns(base::to_unix_nanoseconds(algo.created));
}

void write_fill(const FillView& fill, v1::TrueFill& message) {
    message.set_instrument_id(fill.instrument.value());
    message.set_trade_id(fill.trade_id);
    message.set_venue_order_id(okx_id(fill.order_id));
    message.set_client_order_id(fill.client_order_id);
    message.set_side(to_message(fill.side));
    message.set_price(fill.price.to_string());
    message.set_quantity(fill.size.to_string());
    message.set_fee(fill.fee.to_string());
    message.set_fee_currency(fill.fee_currency.value());
    message.set_realised_pnl(fill.pnl.to_string());
    message.set_ts_event_ns(base::to_unix_nanoseconds(fill.time));
}

}  // namespace

base::Result<FaultSpec> from_message(const v1::Fault& message) {
    FaultSpec spec;
    // The contract's numbers are the enumeration's.
    const auto kind = static_cast<FaultKind>(message.kind());
    if (!parse_fault_kind(to_string(kind))) {
        return base::failure(base::ErrorCode::InvalidArgument, "the fault's kind is not known");
    }
    spec.kind = kind;
    spec.channel = message.channel();
    spec.instrument = message.instrument_id();
    spec.endpoint = message.endpoint();
    spec.code = message.code();
    if (message.has_probability()) spec.probability = message.probability();
    if (!(spec.probability >= 0 && spec.probability <= 1)) {
        return base::failure(base::ErrorCode::InvalidArgument, "probability is not in 0..1");
    }
    if (message.duration_ms() < 0 || message.delay_ms() < 0) {
        return base::failure(base::ErrorCode::InvalidArgument, "durations cannot be negative");
    }
    spec.duration = milliseconds(message.duration_ms());
    if (message.has_delay_ms()) spec.delay = milliseconds(message.delay_ms());
    return spec;
}

void to_message(const ActiveFault& fault, base::MonotonicTime now, v1::ActiveFault& message) {
    const FaultSpec& spec = fault.spec;
    message.set_fault_id(std::stoull(fault.id));
    message.set_hits(fault.times_applied);
    if (spec.duration > base::Duration::zero()) message.set_remaining_ms(to_milliseconds(fault.ends_at - now));
    v1::Fault& body = *message.mutable_fault();
    body.set_kind(static_cast<v1::FaultKind>(spec.kind));
    body.set_channel(spec.channel);
    body.set_instrument_id(spec.instrument);
    body.set_endpoint(spec.endpoint);
    body.set_probability(spec.probability);
    body.set_duration_ms(to_milliseconds(spec.duration));
    body.set_delay_ms(to_milliseconds(spec.delay));
    body.set_code(spec.code);
}

void write_truth(
    const VenueCore& core, const domain::AccountId& account, base::Timestamp fills_since, v1::GetTruthResponse& response
) {
    for (const BalanceView& balance : core.balances(account)) {
        v1::TrueBalance& message = *response.add_balances();
        message.set_currency(balance.currency.value());
        message.set_cash(balance.cash.to_string());
        message.set_available(balance.available.to_string());
    }
    for (const PositionView& position : core.positions(account)) {
        v1::TruePosition& message = *response.add_positions();
        message.set_instrument_id(position.instrument.value());
        message.set_quantity(position.size.to_string());
        message.set_average_entry_price(okx_text(position.average_price));
        message.set_realised_pnl(position.realised_pnl.to_string());
    }
    OrderFilter filter;
    filter.page = everything();
    for (const OrderView& order : core.pending_orders(account, filter)) write_order(order, *response.add_open_orders());
    AlgoFilter algos;
    algos.page = everything();
    for (const AlgoView& algo : core.pending_algos(account, algos)) write_stop(algo, *response.add_open_orders());
    if (fills_since > base::Timestamp{}) filter.page.begin = fills_since;
    std::vector<FillView> fills = core.fills(account, filter);
    std::reverse(fills.begin(), fills.end());
    for (const FillView& fill : fills) write_fill(fill, *response.add_fills());
}

void write_past_orders(
    const VenueCore& core, const domain::AccountId& account, base::Timestamp now, v1::GetTruthResponse& response
) {
    OrderFilter filter;
    filter.page = everything();
    for (const OrderView& order : core.order_history(account, filter, now)) {
        write_order(order, *response.add_past_orders());
    }
    AlgoFilter algos;
    algos.page = everything();
    for (const AlgoView& algo : core.algo_history(account, algos)) write_stop(algo, *response.add_past_orders());
}

void write_book_top(const BookFrame& book, const std::string& instrument, v1::BookTop& message) {
    message.set_instrument_id(instrument);
    if (!book.bids.empty()) {
        message.set_best_bid_price(book.bids.front().price.to_string());
        message.set_best_bid_quantity(book.bids.front().size.to_string());
    }
    if (!book.asks.empty()) {
        message.set_best_ask_price(book.asks.front().price.to_string());
        message.set_best_ask_quantity(book.asks.front().size.to_string());
    }
    message.set_venue_sequence(book.sequence);
    message.set_ts_event_ns(base::to_unix_nanoseconds(book.time));
}

}  // namespace trading::simulator
