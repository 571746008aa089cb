#include "services/execution/core/execution_core.hpp"

#include "common/base/assert.hpp"
#include "common/base/planted_defect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::OrderPurpose;
using domain::TradingState;

namespace {

// A list of open orders may be older than an order this young.
constexpr base::Duration kListLag = std::chrono::seconds{2};
constexpr base::Duration kForgettingInterval = std::chrono::hours{1};
// Begins the request ids of flattening that no operator waits for.
constexpr std::string_view kOwnFlatten = "system:";

constexpr std::string_view kDeadManActor = "system:dead_man";

bool allows_exits(TradingState state) { return state == TradingState::Active || state == TradingState::Reducing; }

}  // namespace

ExecutionCore::ExecutionCore(ExecutionOptions options)
    : options_(std::move(options)),
      configured_limits_(options_.limits),
      external_(orders_, positions_, pauses_),
      books_(market_, orders_, positions_, ledger_, external_, orderless_),
      desk_(options_.orders, orders_, rate_),
      sales_(options_, market_, positions_, orders_),
      watch_({options_, market_, orders_, positions_, ledger_, desk_, sales_}),
      reports_(orders_, desk_, books_, external_),
      protection_(closing_view(), positions_),
      intents_(
          closing_view(),
          RiskView{
              options_.limits,
              options_.orders.validity_max,
              market_,
              orders_,
              positions_,
              ledger_,
              history_,
              rate_,
              watch_.locks(),
              watch_.venue_positions(),
              pauses_,
          },
          protection_
      ),
      reconciler_(options_.reconciliation, market_, orders_, positions_, ledger_, books_, drop_copy_),
      flattener_(closing_view()) {}

ClosingView ExecutionCore::closing_view() { return {options_, market_, positions_, orders_, desk_, sales_}; }

void ExecutionCore::on_input(const Input& input, base::Timestamp now, Outputs& out) {
    now_ = now;
    Step step{now, out};
    TRADING_ASSERT(is_recovered_ || std::holds_alternative<domain::RecoveredState>(input));
    RiskWatch::Mark mark{out.records.size(), out.requests.size()};
    std::visit([&](const auto& known) { on(known, step); }, input);
    keep_promises(step);
    mark.is_current = reconciler_.is_current();
    mark.allows_exits = allows_exits(switch_.state());
    for (const RiskAction& action : watch_.observe(input, mark, step)) obey(action, step);
}

// What must hold after every input, whatever it was.
void ExecutionCore::keep_promises(Step& step) {
    if (auto result = flattener_.tick(step)) {
        const bool is_flat = result->report.is_flat;
        if (!is_flat) step.alert("flatten_incomplete", result->detail);
        for (const std::string& request_id : result->request_ids) {
            if (request_id.starts_with(kOwnFlatten)) continue;
            CommandAnswer given{request_id, is_flat, result->detail, switch_.current(), {}, {}};
            given.flatten = result->report;
            answer(std::move(given), step);
        }
    }
    if (flattener_.wants_verification()) reconciler_.look_within(base::Duration::zero(), step);
    intents_.release_exits(reconciler_.is_current(), allows_exits(switch_.state()), step);
    // Before the venue has told us what happened while we were away, a position of our records may be gone already.
    if (!reconciler_.is_current()) return;
    if (TRADING_PLANTED_DEFECT("halt_stops_protection") && switch_.state() == TradingState::Halted) return;
    keep_killing(step);
    const bool may_take_profit = allows_exits(switch_.state()) && !flattener_.is_running();
    protection_.update(may_take_profit, step);
    if (protection_.wants_fills()) reconciler_.look_within(PositionKeeper::kListedWithin, step);
}

void ExecutionCore::on(const domain::RecoveredState& state, Step& step) {
    TRADING_ASSERT(!is_recovered_);
    is_recovered_ = true;
    recover_limits(state, step);
    for (const domain::Position& position : state.positions) positions_.recover(position);
    ledger_.recover(state);
    books_.recover(state, step.now - options_.orders.memory, step.now);
    intents_.recover(state, history_, step.now);
    protection_.recover(state);
    switch_.recover(state.risk_state, options_.initial_state, step);
    pauses_.recover(state.entry_pauses);
    external_.recover(state);
    desk_.on_recovered(step);
    intents_.cancel_again(state, step);
}

void ExecutionCore::on(const InstrumentsLoaded& loaded, Step& step) {
    for (const domain::Instrument& instrument : loaded.instruments) market_.load(instrument);
    reconciler_.look_soon(step);
}

void ExecutionCore::on(const IntentReceived& received, Step& step) {
    intents_.take(received.intent, condition(), history_, step);
}

void ExecutionCore::on(const domain::MarketFact& fact, Step& /*step*/) { market_.on_fact(fact); }

void ExecutionCore::on(const OrderSent& sent, Step& step) { desk_.on_sent(sent.client_order_id, step); }

void ExecutionCore::on(const StopRequested& /*request*/, Step& step) {
    is_stopping_ = true;
    cancel_unwanted_orders(step);
    std::set<domain::StrategyId> closing;
    for (const auto& [strategy_id, policy] : options_.stop_policies) {
        if (policy == StopPolicy::Flatten) closing.insert(strategy_id);
    }
    if (!closing.empty()) flattener_.start(std::string{kOwnFlatten} + "stop", step, std::move(closing));
}

void ExecutionCore::on(const Tick& /*tick*/, Step& step) {
    cancel_unwanted_orders(step);
    desk_.tick(step);
    orderless_.tick(step);
    reconciler_.tick(step);
    refresh_dead_man(step);
    finish_if_quiet(step);
    forget_old(step);
}

void ExecutionCore::on(const domain::VenueReport& report, Step& step) {
    std::visit([&](const auto& known) { on_report(known, step); }, report);
    if (orders_.overfilled_orders() > overfills_seen_) {
        overfills_seen_ = orders_.overfilled_orders();
        halt_by("system:overfill", "an entry was filled beyond its quantity", step);
    }
    if (reports_.dead_man_cancels() > dead_man_cancels_seen_) {
        dead_man_cancels_seen_ = reports_.dead_man_cancels();
        const std::string reason = "the venue cancelled our orders because it had not heard from us";
        if (switch_.current().actor != kDeadManActor) step.alert("dead_man_fired", reason);
        halt_by(std::string{kDeadManActor}, reason, step);
        reconciler_.look_soon(step);
    }
    if (reports_.undecidable_orders() > undecidable_orders_seen_) {
        undecidable_orders_seen_ = reports_.undecidable_orders();
        halt_by(std::string{kReconciliationActor}, "the venue may have forgotten an order of ours", step);
        reconciler_.look_soon(step);
    }
    // A fill that we were told of but never got: the next page brings it.
    if (orders_.has_unbooked_fills()) reconciler_.look_within(options_.reconciliation.retry, step);
}

void ExecutionCore::on_report(const domain::RequestAnswered& answered, Step& step) {
    desk_.on_answered(answered, step);
}

void ExecutionCore::on_report(const domain::OrderReport& report, Step& step) {
    if (report.fill) drop_copy_.take(*report.fill);
    reports_.apply(report, step);
}

// The venue's positions are compared only in a look, together with the fills that made them.
void ExecutionCore::on_report(const domain::PositionReport& report, Step& step) { watch_settings(report, step); }

void ExecutionCore::on_report(const domain::BalancesReported& report, Step& /*step*/) {
    if (!ledger_.is_open()) return;
    for (const domain::Balance& balance : report.balances) ledger_.set_available(balance);
}

void ExecutionCore::on_report(const domain::OrderQueried& answered, Step& step) {
    if (answered.report) orderless_.settle(*answered.report, step);
    reports_.apply_queried(answered, step);
}

void ExecutionCore::on_report(const domain::OpenOrdersFetched& answered, Step& step) {
    if (answered.has_answer) reports_.apply_list(answered, kListLag, step);
    reconciler_.on_open_orders(answered, step);
}

void ExecutionCore::on_report(const domain::FillsFetched& answered, Step& step) {
    if (answered.has_answer) {
        for (const domain::Fill& fill : answered.fills) drop_copy_.take(fill);
        books_.book_page(answered.fills, step);
    }
    reconciler_.on_fills(answered, step);
}

void ExecutionCore::on_report(const domain::BillsFetched& answered, Step& step) {
    if (answered.has_answer) {
        for (const domain::Bill& bill : answered.bills) {
            drop_copy_.take(bill);
            if (ledger_.book_bill(bill, step)) note_bill(bill, step);
        }
    }
    reconciler_.on_bills(answered, step);
}

void ExecutionCore::on_report(const domain::PositionsFetched& answered, Step& step) {
    for (const domain::PositionReport& report : answered.positions) watch_settings(report, step);
    conclude(reconciler_.on_positions(answered, step), step);
}

void ExecutionCore::on_report(const domain::BalancesFetched& answered, Step& step) {
    conclude(reconciler_.on_balances(answered, step), step);
}

void ExecutionCore::on_report(const domain::PrivateConnection& connection, Step& step) {
    is_venue_up_ = connection.is_up;
    ts_next_dead_man_ = step.now;
    reconciler_.on_connection(connection.is_up, step);
}

void ExecutionCore::on_report(const domain::ClockOffset& offset, Step& /*step*/) {
    clock_offset_ = offset.offset;
    if (offset.offset) desk_.set_clock_offset(*offset.offset);
}

void ExecutionCore::watch_settings(const domain::PositionReport& report, Step& step) {
    if (!settings_.observe(report, step)) halt_by("system:settings", "the position mode was changed", step);
}

void ExecutionCore::note_bill(const domain::Bill& bill, Step& step) {
    const bool is_of_the_venue = bill.kind == domain::BillKind::Liquidation;
    if (bill.kind != domain::BillKind::Transfer && !is_of_the_venue) return;
    external_.note(
        {.activity_id = activity_of_bill(bill.bill_id),
         .kind = is_of_the_venue ? domain::ExternalKind::Fill : domain::ExternalKind::Transfer,
         .instrument_id = bill.instrument_id,
         .detail = fmt::format("{} {} {}", bill.amount.to_string(), bill.currency.value(), bill.detail)},
        step
    );
}

// Unless the state is at least as strict already: a person's halt must not become the reconciliation's, which ends by
// itself; but that one becomes any other.
void ExecutionCore::halt_by(std::string actor, std::string reason, Step& step) {
    const domain::RiskState& current = switch_.current();
    const bool ends_by_itself = current.state == TradingState::Halted && current.actor == kReconciliationActor;
    if (allows_exits(current.state) || (ends_by_itself && actor != kReconciliationActor)) {
        switch_.set(TradingState::Halted, std::move(actor), std::move(reason), step);
    }
    cancel_entries(step);
}

void ExecutionCore::cancel_entries(Step& step) {
    for (ManagedOrder* managed : orders_.open_orders()) {
        const bool is_ours = !managed->order.strategy_id.empty();
        if (is_ours && managed->order.purpose == OrderPurpose::Entry) desk_.want_cancel(*managed, step);
    }
}

// Follows from the durable state and not from the moment at which it changed, so that a crash between a halt and its
// cancels loses nothing.
void ExecutionCore::cancel_unwanted_orders(Step& step) {
    if (TRADING_PLANTED_DEFECT("halt_leaves_entries")) return;
    const bool is_active = switch_.state() == TradingState::Active;
    const bool is_killed = switch_.state() == TradingState::Killed;
    for (ManagedOrder* managed : orders_.open_orders()) {
        const domain::Order& order = managed->order;
        const bool closes = order.purpose == OrderPurpose::Flatten || order.purpose == OrderPurpose::StopLoss;
        if (is_killed && !managed->is_stop() && !closes) desk_.want_cancel(*managed, step);
        if (order.strategy_id.empty() || order.purpose != OrderPurpose::Entry) continue;
        const bool is_ending = is_stopping_ && stop_policy_of(order.strategy_id) != StopPolicy::Keep;
        const bool is_wanted = is_active && !is_ending &&
                               pauses_.covering(order.strategy_id, order.instrument_id) == nullptr &&
                               !watch_.locks().holds(order.strategy_id, order.instrument_id, step.now);
        if (!is_wanted) desk_.want_cancel(*managed, step);
    }
}

StopPolicy ExecutionCore::stop_policy_of(const domain::StrategyId& strategy_id) const {
    const auto found = options_.stop_policies.find(strategy_id);
    return found == options_.stop_policies.end() ? StopPolicy::Cancel : found->second;
}

bool ExecutionCore::is_anything_open() const {
    if (!orders_.open_orders().empty()) return true;
    for (const auto& [id, position] : positions_.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        if (instrument != nullptr && !tradable_part(*instrument, position.quantity).is_zero()) return true;
    }
    return false;
}

// As long as it is KILLED, whatever appears is cancelled and closed: after a restart, and when somebody else trades.
void ExecutionCore::keep_killing(Step& step) {
    if (switch_.state() != TradingState::Killed || flattener_.is_running() || !is_anything_open()) return;
    flattener_.start(std::string{kOwnFlatten} + "kill", step);
}

void ExecutionCore::refresh_dead_man(Step& step) {
    if (!options_.dead_man.is_enabled || !is_venue_up_ || is_disarmed_ || step.now < ts_next_dead_man_) return;
    ts_next_dead_man_ = step.now + options_.dead_man.interval;
    step.out.requests.emplace_back(domain::RefreshDeadMan{options_.dead_man.timeout});
}

// Take-profits outlive a graceful stop, so the switch that would cancel them is disarmed last.
void ExecutionCore::finish_if_quiet(Step& step) {
    if (!is_stopping_ || is_disarmed_ || flattener_.is_running()) return;
    for (const ManagedOrder* managed : std::as_const(orders_).open_orders()) {
        const bool is_resting = managed->is_at_venue() && !managed->awaited;
        const bool is_ours = !managed->order.strategy_id.empty();
        const bool may_stay = managed->order.purpose != OrderPurpose::Entry || !managed->is_cancel_wanted;
        if (is_ours && (!is_resting || !may_stay)) return;
    }
    is_disarmed_ = true;
    if (options_.dead_man.is_enabled) step.out.requests.emplace_back(domain::RefreshDeadMan{base::Duration::zero()});
}

void ExecutionCore::forget_old(Step& step) {
    if (step.now < ts_next_forgetting_) return;
    ts_next_forgetting_ = step.now + kForgettingInterval;
    const base::Timestamp before = step.now - options_.orders.memory;
    orders_.forget(before);
    books_.forget(before);
    intents_.forget(before);
    history_.forget(before);
    drop_copy_.forget(before);
    external_.forget(before);
}

AccountCondition ExecutionCore::condition() const {
    return AccountCondition{
        .state = switch_.state(),
        .is_reconciled = reconciler_.is_reconciled(),
        .is_venue_up = is_venue_up_,
        .is_stopping = is_stopping_,
        .clock_offset = clock_offset_,
        .equity = watch_.equity().value_now(),
        .margin_ratio = watch_.margin_ratio(),
    };
}

bool ExecutionCore::may_send(const domain::PlaceOrder& request) const {
    if (TRADING_PLANTED_DEFECT("halt_checked_at_receipt_only")) return true;
    switch (request.order.purpose) {
        case OrderPurpose::StopLoss:
        case OrderPurpose::Flatten: return true;
        case OrderPurpose::Exit:
        case OrderPurpose::TakeProfit: return allows_exits(switch_.state());
        case OrderPurpose::Entry:
            if (TRADING_PLANTED_DEFECT("reduce_lets_entries") && switch_.state() == TradingState::Reducing) return true;
            return switch_.state() == TradingState::Active && is_venue_up_ && !is_stopping_ &&
                   pauses_.covering(request.order.strategy_id, request.order.instrument_id) == nullptr &&
                   !watch_.locks().holds(request.order.strategy_id, request.order.instrument_id, now_);
    }
    return false;
}

std::vector<domain::ExecutionFact> ExecutionCore::current_facts() const {
    std::vector<domain::ExecutionFact> facts;
    for (const ManagedOrder* managed : orders_.open_orders()) {
        facts.emplace_back(domain::OrderEvent{managed->order, managed->order.status});
    }
    for (const auto& [id, position] : positions_.all()) facts.emplace_back(position);
    for (const auto& [currency, balance] : ledger_.balances()) facts.emplace_back(balance);
    facts.emplace_back(switch_.current());
    if (reconciler_.last_report()) facts.emplace_back(*reconciler_.last_report());
    return facts;
}

}  // namespace trading::execution
