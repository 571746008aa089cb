#include "tests/simulation/trading_wire.hpp"

#include "common/venue/okx/error_table.hpp"
#include "tests/simulation/venue_words.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace trading::simulation {

using domain::RequestAnswered;
using domain::RequestKind;
using domain::RequestOutcome;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kClockInterval = milliseconds{500};
constexpr base::Duration kClockErrorMax = milliseconds{40};
// Orders show up at once, or after this; the margin beyond an expiry covers it. Fills and bills may take a bit longer.
constexpr base::Duration kLag = milliseconds{350};
constexpr base::Duration kLongLag = milliseconds{2400};

RequestAnswered answer_to(const domain::PlaceOrder& request) {
    RequestAnswered answer;
    answer.kind = RequestKind::Place;
    answer.instrument_id = request.order.instrument_id;
    answer.client_order_id = request.order.client_order_id;
    answer.is_stop = request.order.type == domain::OrderType::Stop;
    return answer;
}

template <class Request>
RequestAnswered answer_to(const Request& request, RequestKind kind) {
    RequestAnswered answer;
    answer.kind = kind;
    answer.instrument_id = request.instrument_id;
    answer.client_order_id = request.client_order_id;
    answer.is_stop = request.is_stop;
    return answer;
}

}  // namespace

TradingWire::TradingWire(Scene& scene, Venue& venue, Judge& judge) : scene_(scene), venue_(venue), judge_(judge) {
    venue_.listen([this](const simulator::Event& event) { on_event(event); });
}

TradingWire::Session TradingWire::open(Sink sink, std::function<base::Duration()> clock_offset) {
    sink_ = std::move(sink);
    clock_offset_ = std::move(clock_offset);
    ++session_;
    clock_error_ = scene_.draws.between(Site::Latency, session_, -kClockErrorMax, kClockErrorMax);
    connect(scene_.latency(entity_of("connect"), milliseconds{50}, milliseconds{400}));
    // No process starts before it has asked the venue for its time.
    scene_.schedule.after({}, [this, session = session_] {
        if (session == session_ && sink_) sink_(estimated_offset());
    });
    report_clock(session_);
    return session_;
}

void TradingWire::close() {
    sink_ = {};
    is_up_ = false;
    ++session_;
    ++connection_;
}

void TradingWire::connect(base::Duration delay) {
    const std::uint64_t connection = ++connection_;
    scene_.schedule.after(delay, [this, connection] {
        if (connection != connection_ || !sink_) return;
        if (is_away()) return connect(milliseconds{500});
        is_up_ = true;
        ts_last_push_ = scene_.now();
        scene_.journal.note("wire", "private_up", connection);
        sink_(domain::PrivateConnection{true, "connected"});
    });
}

// Our clock minus the venue's, as well as a few questions can tell.
void TradingWire::report_clock(Session session) {
    scene_.schedule.after(milliseconds{100}, [this, session] {
        if (session != session_ || !sink_) return;
        if (!is_away()) sink_(estimated_offset());
        scene_.schedule.after(kClockInterval, [this, session] { report_clock(session); });
    });
}

domain::ClockOffset TradingWire::estimated_offset() const {
    return {clock_offset_() + clock_error_, std::chrono::abs(clock_error_)};
}

base::Timestamp TradingWire::venue_clock() const { return on_the_wire(scene_.now() - clock_error_); }

base::Timestamp TradingWire::horizon(std::uint64_t entity) {
    if (!scene_.faults.strikes(Fault::ReadLags, entity)) return scene_.now();
    const bool is_slow = entity == entity_of("fills") || entity == entity_of("bills");
    return scene_.now() - (is_slow ? scene_.faults.between(milliseconds{100}, kLongLag) : kLag);
}

void TradingWire::disturb() {
    if (scene_.faults.strikes(Fault::VenueAway, 1)) {
        away_until_ = scene_.now() + scene_.faults.between(milliseconds{300}, seconds{12});
    }
    const bool breaks = is_up_ && (scene_.faults.strikes(Fault::PrivateSocketLost, 1) || is_away());
    if (!breaks) return;
    is_up_ = false;
    ++connection_;
    scene_.journal.note("wire", "private_down", connection_);
    sink_(domain::PrivateConnection{false, "closed_by_venue"});
    connect(scene_.latency(entity_of("reconnect"), milliseconds{100}, seconds{4}));
}

// --- Pushes -----------------------------------------------------------------------------------------------------

void TradingWire::on_event(const simulator::Event& event) {
    if (const auto* order = std::get_if<simulator::OrderChanged>(&event)) {
        if (order->order.account.value() != kAccount) return;
        judge_.on_venue_order(*order);
        domain::OrderReport report = report_of(order->order);
        if (order->fill) report.fill = fill_of(*order->fill);
        const auto entity = static_cast<std::uint64_t>(order->order.order_id);
        const bool was_filled = report.status == domain::OrderStatus::Filled && report.fill;
        if (was_filled && scene_.faults.strikes(Fault::FillPushEmpty, entity)) {
            report.fill.reset();
            scene_.sightings.see(Sight::FillWithoutTrade);
        }
        push(std::move(report), entity);
        if (order->amend_result == simulator::AmendResult::Failed) scene_.sightings.see(Sight::AmendRefused);
    } else if (const auto* algo = std::get_if<simulator::AlgoChanged>(&event)) {
        if (algo->algo.account.value() != kAccount) return;
        judge_.on_venue_algo(*algo);
        push(report_of(algo->algo), static_cast<std::uint64_t>(algo->algo.algo_id));
    } else if (const auto* balance = std::get_if<simulator::BalanceChanged>(&event)) {
        if (balance->account.value() != kAccount) return;
        for (const simulator::BalanceView& view : venue_.core().balances(our_account())) {
            if (view.currency != balance->currency) continue;
            push(domain::BalancesReported{{balance_of(view)}}, entity_of(view.currency.value()));
        }
    }
}

void TradingWire::push(domain::VenueReport report, std::uint64_t entity) {
    if (!is_up_ || scene_.faults.strikes(Fault::PushLost, entity)) return;
    base::Timestamp when = scene_.now() + scene_.latency(entity, milliseconds{2}, milliseconds{40});
    if (scene_.faults.strikes(Fault::PushLate, entity)) {
        when += scene_.faults.between(milliseconds{20}, milliseconds{2500});
    } else {
        // One socket keeps the order.
        when = std::max(when, ts_last_push_);
        ts_last_push_ = when;
    }
    if (scene_.faults.strikes(Fault::PushDoubled, entity)) {
        deliver_push(report, when + scene_.faults.between(milliseconds{0}, milliseconds{900}), connection_);
    }
    deliver_push(report, when, connection_);
}

void TradingWire::deliver_push(const domain::VenueReport& report, base::Timestamp when, std::uint64_t connection) {
    scene_.schedule.at(when, [this, report, connection] {
        if (connection == connection_ && sink_) sink_(report);
    });
}

void TradingWire::deliver(domain::VenueReport report, base::Duration delay, Session session) {
    scene_.schedule.after(delay, [this, report = std::move(report), session] {
        if (session == session_ && sink_) sink_(report);
    });
}

// --- Writes -----------------------------------------------------------------------------------------------------

void TradingWire::execute(const domain::VenueRequest& request, Session session) {
    std::visit([&](const auto& known) { send(known, session); }, request);
}

template <class Request>
void TradingWire::write(const Request& request, RequestAnswered answer, Way way) {
    Faults& faults = scene_.faults;
    const auto give = [&](RequestOutcome outcome, std::string code, base::Duration delay) {
        answer.outcome = outcome;
        answer.code = std::move(code);
        answer.ts_received = scene_.now() + delay;
        deliver(answer, delay, way.session);
    };
    if (faults.strikes(Fault::RequestNotSent, way.entity)) return give(RequestOutcome::NotSent, "budget", {});
    if (faults.strikes(Fault::RequestLost, way.entity)) return give(RequestOutcome::Unknown, "timeout", kAnswerTimeout);
    const bool is_answer_lost = faults.strikes(Fault::AnswerLost, way.entity);
    base::Duration delay = scene_.latency(way.entity, milliseconds{2}, milliseconds{30});
    if (faults.strikes(Fault::RequestSlow, way.entity)) delay += faults.between(milliseconds{100}, seconds{6});
    if (delay >= kAnswerTimeout) give(RequestOutcome::Unknown, "timeout", kAnswerTimeout);
    judge_.on_under_way(request);
    scene_.schedule.after(delay, [this, request, answer, way, is_answer_lost, is_late = delay >= kAnswerTimeout] {
        arrive(request, answer, way, is_answer_lost || is_late);
        // The client gave up before; it has said so already.
        if (is_late) return;
        if (!is_answer_lost) return;
        RequestAnswered lost = answer;
        lost.outcome = RequestOutcome::Unknown;
        lost.code = "timeout";
        lost.ts_received = scene_.now() + kAnswerTimeout;
        deliver(lost, kAnswerTimeout, way.session);
    });
}

template <class Request>
void TradingWire::arrive(const Request& request, RequestAnswered answer, Way way, bool is_answer_lost) {
    const base::Duration back = scene_.latency(way.entity, milliseconds{2}, milliseconds{30});
    answer.ts_received = scene_.now() + back;
    const auto say = [&](std::string code, std::string detail) {
        answer.outcome = venue::okx::advice_for(code).write_outcome;
        answer.code = std::move(code);
        answer.detail = std::move(detail);
        if (!is_answer_lost) deliver(answer, back, way.session);
    };
    judge_.on_arrived(request);
    if (is_away()) return say("50001", "service unavailable");
    if (scene_.faults.strikes(Fault::RateLimited, way.entity)) return say("50011", "too many requests");
    const bool proves_nothing = scene_.faults.strikes(Fault::AnswerProvesNothing, way.entity);
    if (proves_nothing && scene_.faults.strength() < 0.4) return say("50026", "system error");
    const simulator::Reply reply = venue_.apply(input_of(request));
    scene_.journal.note("venue", "answered", way.entity, [&] {
        return std::to_string(static_cast<int>(answer.kind)) + " " + reply.code + " " + reply.message + " " +
               answer.client_order_id.value() + " " + answer.instrument_id.value();
    });
    judge_.on_venue_reply(request, reply);
    if (proves_nothing) return say("50004", "endpoint timed out");
    if (reply.is_accepted() && reply.order_id != 0) {
        answer.venue_order_id = domain::VenueOrderId{std::to_string(reply.order_id)};
    }
    say(reply.code, reply.message);
}

void TradingWire::send(const domain::PlaceOrder& request, Session session) {
    judge_.on_sent(request, session != session_);
    write(request, answer_to(request), {session, entity_of(request.order.client_order_id.value())});
}

void TradingWire::send(const domain::CancelOrder& request, Session session) {
    judge_.on_sent(request, session != session_);
    const std::uint64_t entity = entity_of(request.client_order_id.value()) + 1;
    write(request, answer_to(request, RequestKind::Cancel), {session, entity});
}

void TradingWire::send(const domain::AmendOrder& request, Session session) {
    judge_.on_sent(request, session != session_);
    const std::uint64_t entity = entity_of(request.client_order_id.value()) + 2;
    write(request, answer_to(request, RequestKind::Amend), {session, entity});
}

void TradingWire::send(const domain::RefreshDeadMan& request, Session session) {
    if (scene_.faults.strikes(Fault::RequestLost, entity_of("dead_man"))) return;
    const base::Duration timeout = request.timeout;
    scene_.schedule.after(milliseconds{10}, [this, timeout, session] {
        if (is_away()) return;
        simulator::CancelAllAfter input;
        input.account = our_account();
        input.timeout = timeout;
        venue_.apply(input);
        RequestAnswered answer;
        answer.kind = RequestKind::DeadMan;
        answer.outcome = RequestOutcome::Accepted;
        deliver(answer, milliseconds{10}, session);
    });
}

// --- Reads ------------------------------------------------------------------------------------------------------

template <class Answer, class Look>
void TradingWire::read(std::uint64_t entity, Session session, Answer failed, Look look) {
    const base::Duration there = scene_.latency(entity, milliseconds{3}, milliseconds{50});
    const base::Duration back = scene_.latency(entity, milliseconds{3}, milliseconds{50});
    if (scene_.faults.strikes(Fault::ReadFails, entity)) return deliver(std::move(failed), kAnswerTimeout, session);
    scene_.schedule.after(there, [this, entity, session, failed = std::move(failed), look = std::move(look), back] {
        if (is_away()) return deliver(failed, back, session);
        Answer answer = failed;
        answer.has_answer = true;
        look(answer, horizon(entity));
        deliver(std::move(answer), back, session);
    });
}

// Dated by the question, as the product's reader does it.
template <class Answer, class Request>
Answer TradingWire::unanswered(const Request& request) const {
    Answer answer;
    answer.look = request.look;
    answer.ts_venue = venue_clock();
    return answer;
}

void TradingWire::send(const domain::QueryOrder& request, Session session) {
    domain::OrderQueried failed;
    failed.client_order_id = request.client_order_id;
    failed.instrument_id = request.instrument_id;
    failed.is_stop = request.is_stop;
    failed.ts_venue = venue_clock();
    const auto look = [this, request](domain::OrderQueried& answer, base::Timestamp horizon) {
        const simulator::VenueCore& core = venue_.core();
        const auto id = number_of(request.venue_order_id);
        const std::string& name = request.client_order_id.value();
        if (request.is_stop) {
            const auto found = core.find_algo(our_account(), id, name);
            if (found && found->created <= horizon) answer.report = report_of(*found);
        } else {
            const auto found = core.find_order(our_account(), request.instrument_id.value(), id, name);
            if (found && found->created <= horizon) answer.report = report_of(*found);
        }
    };
    read(entity_of(request.client_order_id.value()) + 3, session, std::move(failed), look);
}

void TradingWire::send(const domain::FetchOpenOrders& request, Session session) {
    const auto look = [this](domain::OpenOrdersFetched& answer, base::Timestamp horizon) {
        for (const auto& order : venue_.core().pending_orders(our_account(), {})) {
            if (order.created <= horizon) answer.reports.push_back(report_of(order));
        }
        for (const auto& algo : venue_.core().pending_algos(our_account(), {})) {
            if (algo.created <= horizon) answer.reports.push_back(report_of(algo));
        }
    };
    read(entity_of("open_orders"), session, unanswered<domain::OpenOrdersFetched>(request), look);
}

void TradingWire::send(const domain::FetchFills& request, Session session) {
    const auto look = [this, since = request.since](domain::FillsFetched& answer, base::Timestamp horizon) {
        simulator::OrderFilter filter;
        filter.page.begin = since;
        filter.page.limit = 10'000;
        // A lag concerns one market: a newer fill of the other one may be there already.
        const std::string_view late = scene_.faults.strength() < 0.5 ? kSpot : kSwap;
        for (const auto& fill : venue_.core().fills(our_account(), filter)) {
            if (fill.time <= horizon || fill.instrument.value() != late) answer.fills.push_back(fill_of(fill));
        }
        std::reverse(answer.fills.begin(), answer.fills.end());
    };
    read(entity_of("fills"), session, unanswered<domain::FillsFetched>(request), look);
}

void TradingWire::send(const domain::FetchBills& request, Session session) {
    const auto look = [this, since = request.since](domain::BillsFetched& answer, base::Timestamp horizon) {
        simulator::BillFilter filter;
        filter.page.begin = since;
        filter.page.limit = 10'000;
        for (const auto& bill : venue_.core().bills(our_account(), filter)) {
            const auto booked = bill_of(bill);
            if (booked && bill.time <= horizon) answer.bills.push_back(*booked);
        }
        std::reverse(answer.bills.begin(), answer.bills.end());
    };
    read(entity_of("bills"), session, unanswered<domain::BillsFetched>(request), look);
}

void TradingWire::send(const domain::FetchPositions& request, Session session) {
    const auto look = [this](domain::PositionsFetched& answer, base::Timestamp /*horizon*/) {
        for (const auto& position : venue_.core().positions(our_account())) {
            answer.positions.push_back(report_of(position));
        }
    };
    read(entity_of("positions"), session, unanswered<domain::PositionsFetched>(request), look);
}

void TradingWire::send(const domain::FetchBalances& request, Session session) {
    const auto look = [this](domain::BalancesFetched& answer, base::Timestamp /*horizon*/) {
        for (const auto& balance : venue_.core().balances(our_account())) {
            answer.balances.push_back(balance_of(balance));
        }
    };
    read(entity_of("balances"), session, unanswered<domain::BalancesFetched>(request), look);
}

}  // namespace trading::simulation
