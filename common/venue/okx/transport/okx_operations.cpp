#include "common/venue/okx/transport/okx_trading_client.hpp"

namespace trading::venue::okx {
namespace {

RateBudget::Urgency urgency_of(const domain::Order& order) {
    const bool is_entry = order.purpose == domain::OrderPurpose::Entry && !order.is_reduce_only;
    return is_entry ? RateBudget::Urgency::Ordinary : RateBudget::Urgency::Protective;
}

Operation operation_of(const domain::PlaceOrder& request) {
    return {
        .kind = domain::RequestKind::Place,
        .instrument_id = request.order.instrument_id,
        .client_order_id = request.order.client_order_id,
        .is_stop = request.order.type == domain::OrderType::Stop,
        .urgency = urgency_of(request.order),
    };
}

Operation operation_of(const domain::CancelOrder& request) {
    return {
        .kind = domain::RequestKind::Cancel,
        .instrument_id = request.instrument_id,
        .client_order_id = request.client_order_id,
        .is_stop = request.is_stop,
        .urgency = RateBudget::Urgency::Protective,
    };
}

Operation operation_of(const domain::AmendOrder& request) {
    return {
        .kind = domain::RequestKind::Amend,
        .instrument_id = request.instrument_id,
        .client_order_id = request.client_order_id,
        .is_stop = request.is_stop,
        .urgency = RateBudget::Urgency::Protective,
    };
}

}  // namespace

std::string_view to_string(OrderRoute route) noexcept {
    switch (route) {
        case OrderRoute::Socket: return "socket";
        case OrderRoute::Rest: return "rest";
        case OrderRoute::SocketThenRest: return "socket_then_rest";
    }
    return "unknown";
}

std::optional<OrderRoute> parse_order_route(std::string_view text) noexcept {
    for (const OrderRoute route : {OrderRoute::Socket, OrderRoute::Rest, OrderRoute::SocketThenRest}) {
        if (text == to_string(route)) return route;
    }
    return std::nullopt;
}

void OkxTradingClient::execute(const domain::VenueRequest& request) {
    struct Visitor {
        OkxTradingClient& client;
        const domain::VenueRequest& request;

        void operator()(const domain::PlaceOrder& /*place*/) const { client.operate(request); }
        void operator()(const domain::CancelOrder& /*cancel*/) const { client.operate(request); }
        void operator()(const domain::AmendOrder& /*amend*/) const { client.operate(request); }
        void operator()(const domain::QueryOrder& query) const {
            const domain::Instrument* instrument = client.instrument_of(query.instrument_id);
            client.reader_.query(query, instrument == nullptr ? domain::InstrumentKind::Spot : instrument->kind);
        }
        void operator()(const domain::FetchOpenOrders& fetch) const { client.reader_.fetch_open_orders(fetch); }
        void operator()(const domain::FetchFills& fetch) const { client.reader_.fetch_fills(fetch); }
        void operator()(const domain::FetchPositions& fetch) const { client.reader_.fetch_positions(fetch); }
        void operator()(const domain::FetchBalances& fetch) const { client.reader_.fetch_balances(fetch); }
        void operator()(const domain::FetchBills& fetch) const { client.reader_.fetch_bills(fetch); }
        void operator()(const domain::RefreshDeadMan& refresh) const { client.refresh_dead_man(refresh); }
    };
    std::visit(Visitor{*this, request}, request);
}

void OkxTradingClient::operate(const domain::VenueRequest& request) {
    Operation operation;
    if (const auto* place = std::get_if<domain::PlaceOrder>(&request)) operation = operation_of(*place);
    if (const auto* cancel = std::get_if<domain::CancelOrder>(&request)) operation = operation_of(*cancel);
    if (const auto* amend = std::get_if<domain::AmendOrder>(&request)) operation = operation_of(*amend);
    operation.endpoint = endpoint_of(request);
    if (instrument_of(operation.instrument_id) == nullptr) {
        return answer(operation, domain::RequestOutcome::NotSent, "unknown_instrument", "the venue does not list it");
    }
    if (options_.order_route != OrderRoute::Rest && !operation.is_stop && try_socket(request, operation)) return;
    if (options_.order_route == OrderRoute::Socket && !operation.is_stop) {
        return answer(operation, domain::RequestOutcome::NotSent, "no_socket", "the private socket is not up");
    }
    send_rest(request, operation);
}

// True when it is settled: sent, or refused by the budget that REST shares. False: REST may be tried.
bool OkxTradingClient::try_socket(const domain::VenueRequest& request, const Operation& operation) {
    if (!private_->is_up() || operations_.is_full()) return false;
    const domain::Instrument& instrument = *instrument_of(operation.instrument_id);
    const std::string id = operations_.next_id();
    bool is_written = false;
    if (const auto* place = std::get_if<domain::PlaceOrder>(&request)) {
        is_written = writer_.socket_place(*place, instrument, id, message_);
    } else if (const auto* cancel = std::get_if<domain::CancelOrder>(&request)) {
        is_written = writer_.socket_cancel(*cancel, instrument, id, message_);
    } else if (const auto* amend = std::get_if<domain::AmendOrder>(&request)) {
        is_written = writer_.socket_amend(*amend, instrument, id, message_);
    }
    if (!is_written) return false;
    const base::MonotonicTime now = LwsEventLoop::now();
    if (!rest_.budget().try_take(operation.endpoint, operation.instrument_id, operation.urgency, now)) {
        ++counters_.budget_refusals;
        answer(operation, domain::RequestOutcome::NotSent, "budget", "our budget of the venue's rate limit is used up");
        return true;
    }
    const auto sent = private_->send(message_);
    if (!sent) return false;
    ++counters_.operations;
    operations_.add(id, operation, {.link = sent->link, .message_number = sent->number}, now);
    return true;
}

void OkxTradingClient::send_rest(const domain::VenueRequest& request, const Operation& operation) {
    const domain::Instrument& instrument = *instrument_of(operation.instrument_id);
    rest_request_.clear();
    if (const auto* place = std::get_if<domain::PlaceOrder>(&request)) {
        writer_.place(*place, instrument, rest_request_);
    } else if (const auto* cancel = std::get_if<domain::CancelOrder>(&request)) {
        writer_.cancel(*cancel, rest_request_);
    } else if (const auto* amend = std::get_if<domain::AmendOrder>(&request)) {
        writer_.amend(*amend, instrument, operations_.next_id(), rest_request_);
    }
    rest_.write(
        rest_request_,
        operation.instrument_id,
        operation.urgency,
        [this, operation](const RestCaller::WriteResult& result) {
            if (result.reply == nullptr) {
                const bool is_lost = result.outcome == HttpOutcome::Lost;
                if (is_lost) ++counters_.operations_unknown;
                const auto outcome = is_lost ? domain::RequestOutcome::Unknown : domain::RequestOutcome::NotSent;
                return answer(operation, outcome, result.code, result.detail);
            }
            auto answers = rest_parser_.answers(*result.reply, operation.kind, operation.is_stop);
            domain::RequestAnswered& first = answers.front();
            if (first.code == "50011") {
                rest_.budget().exhaust(operation.endpoint, operation.instrument_id, LwsEventLoop::now());
            }
            if (first.code == "50061") rest_.budget().exhaust_account_cap(LwsEventLoop::now());
            first.kind = operation.kind;
            first.instrument_id = operation.instrument_id;
            first.client_order_id = operation.client_order_id;
            first.is_stop = operation.is_stop;
            handler_(first);
        }
    );
}

void OkxTradingClient::refresh_dead_man(const domain::RefreshDeadMan& request) {
    Operation operation;
    operation.kind = domain::RequestKind::DeadMan;
    rest_request_.clear();
    writer_.dead_man(request, rest_request_);
    rest_.write(
        rest_request_,
        {},
        RateBudget::Urgency::Protective,
        [this, operation](const RestCaller::WriteResult& result) {
            if (result.reply == nullptr) {
                const bool is_lost = result.outcome == HttpOutcome::Lost;
                const auto outcome = is_lost ? domain::RequestOutcome::Unknown : domain::RequestOutcome::NotSent;
                return answer(operation, outcome, result.code, result.detail);
            }
            const auto armed = rest_parser_.dead_man(*result.reply);
            if (armed) return answer(operation, domain::RequestOutcome::Accepted, "0", "");
            answer(operation, armed.error().advice.write_outcome, armed.error().code, armed.error().detail);
        }
    );
}

void OkxTradingClient::answer(
    const Operation& operation, domain::RequestOutcome outcome, std::string code, std::string detail
) {
    // Later, so that a request is never answered inside the call that makes it.
    after(base::Duration::zero(), [this, operation, outcome, code = std::move(code), detail = std::move(detail)] {
        handler_(domain::RequestAnswered{
            .kind = operation.kind,
            .outcome = outcome,
            .instrument_id = operation.instrument_id,
            .client_order_id = operation.client_order_id,
            .is_stop = operation.is_stop,
            .code = code,
            .detail = detail,
            .ts_received = clock_.now(),
        });
    });
}

}  // namespace trading::venue::okx
