#include "tests/simulation/execution_process.hpp"

#include "common/base/assert.hpp"
#include "common/base/planted_defect.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kTick = milliseconds{100};
constexpr base::Duration kCommitPatience = seconds{6};
constexpr std::size_t kBatchMax = 256;
const std::uint64_t kExecution = entity_of("execution");

template <class Kind>
domain::Amount<Kind> amount(std::string_view text) {
    const auto value = domain::Amount<Kind>::from_string(text);
    TRADING_ASSERT(value.has_value());
    return *value;
}

struct TopicOfFact {
    std::string operator()(const OrderEvent& /*fact*/) const { return "main|order"; }
    std::string operator()(const Fill& /*fact*/) const { return "main|fill"; }
    std::string operator()(const Position& /*fact*/) const { return "main|position"; }
    std::string operator()(const Balance& /*fact*/) const { return "main|balance"; }
    std::string operator()(const RiskState& /*fact*/) const { return "main|risk"; }
    std::string operator()(const IntentReply& /*fact*/) const { return "main|reply"; }
    std::string operator()(const ReconciliationReport& /*fact*/) const { return "main|reconciliation"; }
    template <class Other>
    std::string operator()(const Other& /*fact*/) const {
        return "main|other";
    }
};

// What a trace says of a report.
struct Describe {
    std::string operator()(const OrderReport& report) const {
        return report.client_order_id.value() + " #" + report.venue_order_id.value() + " " +
               std::string{to_string(report.status)} + " " + report.filled_quantity.to_string() + "/" +
               report.quantity.to_string() + (report.fill ? " fill " + report.fill->trade_id.value() : "");
    }
    std::string operator()(const RequestAnswered& answer) const {
        return answer.client_order_id.value() + " kind " + std::to_string(static_cast<int>(answer.kind)) + " outcome " +
               std::to_string(static_cast<int>(answer.outcome)) + " " + answer.code;
    }
    std::string operator()(const OrderQueried& answer) const {
        return answer.client_order_id.value() + (answer.has_answer ? " answered " : " failed ") +
               (answer.report ? (*this)(*answer.report) : std::string{"absent"});
    }
    std::string operator()(const FillsFetched& answer) const {
        return std::to_string(answer.fills.size()) + " fills" +
               (answer.fills.empty() ? "" : " last " + answer.fills.back().trade_id.value());
    }
    std::string operator()(const OpenOrdersFetched& answer) const {
        return std::to_string(answer.reports.size()) + " open orders";
    }
    template <class Other>
    std::string operator()(const Other& /*report*/) const {
        return "";
    }
};

std::string describe(const VenueReport& report) { return std::visit(Describe{}, report); }

bool is_placement(const VenueRequest& request) { return std::holds_alternative<PlaceOrder>(request); }

}  // namespace

std::string topic_of(const ExecutionFact& fact) { return std::visit(TopicOfFact{}, fact); }

execution::ExecutionOptions execution_options() {
    execution::ExecutionOptions options;
    execution::AccountLimits account;
    account.equity_currency = Currency{"USDT"};
    account.duplicate_window = milliseconds{200};
    account.gross_notional_max = amount<NotionalKind>("16000");
    account.net_notional_max = amount<NotionalKind>("14000");
    account.correlated_notional_max = amount<NotionalKind>("16000");
    account.leverage_max = amount<RatioKind>("4");
    account.margin_ratio_min = amount<RatioKind>("3");
    account.margin_ratio_kill = amount<RatioKind>("1.5");
    account.liquidation_distance_min = amount<RatioKind>("0.05");
    account.liquidation_stop_multiple = amount<RatioKind>("3");
    account.liquidation_reduce_distance = amount<RatioKind>("0.025");
    account.liquidation_close_distance = amount<RatioKind>("0.015");
    // Losses, streaks and a bad venue must not end the trading: tests/unit/execution looks after those rules.
    account.day_loss_max = amount<RatioKind>("0.8");
    account.day_loss_kill = amount<RatioKind>("0.9");
    account.drawdown_max = amount<RatioKind>("0.8");
    account.drawdown_kill = amount<RatioKind>("0.9");
    account.blind_cancel_after = seconds{10};
    account.blind_close_after = std::chrono::hours{1};
    account.instrument_lock = seconds{5};
    account.mismatches_per_day_max = 1'000'000;
    account.reject_ratio_max = amount<RatioKind>("1");
    account.slippage_max = amount<RatioKind>("1");
    account.acknowledgement_max = std::chrono::hours{1};
    account.open_orders_max = 12;
    account.open_stops_max = 8;
    account.messages_per_second_max = 16;
    account.messages_reserved = 8;
    account.book_age_max = milliseconds{2500};
    account.mark_age_max = seconds{12};
    account.clock_offset_max = milliseconds{500};
    account.free_margin_ratio_min = amount<RatioKind>("0.1");
    execution::InstrumentLimits instrument;
    instrument.order_notional_max = amount<NotionalKind>("6400");
    instrument.minute_share_max = amount<RatioKind>("1");
    instrument.cancels_per_fill_max = 100'000;
    instrument.maintenance_margin = amount<RatioKind>("0.004");
    instrument.taker_fee = amount<RatioKind>("0.0005");
    instrument.last_deviation_max = amount<RatioKind>("0.5");
    instrument.spread_max = amount<RatioKind>("0.5");
    instrument.price_deviation_max = amount<RatioKind>("0.02");
    instrument.collar = amount<RatioKind>("0.01");
    instrument.position_notional_max = amount<NotionalKind>("10000");
    instrument.position_equity_ratio_max = amount<RatioKind>("1.5");
    instrument.open_orders_max = 5;
    instrument.leverage = amount<RatioKind>("3");
    options.account_id = AccountId{"main"};
    options.initial_state = TradingState::Active;
    options.tick_interval = kTick;
    options.limits.account = account;
    options.limits.instruments[InstrumentId{kSpot}] = instrument;
    options.limits.instruments[InstrumentId{kSwap}] = instrument;
    for (const char* strategy : {"eager1", "eager2", "mill"}) {
        execution::StrategyLimits limits;
        limits.open_positions_max = 2;
        limits.entries_per_day_max = 100'000;
        limits.entries_per_hour_max = 100'000;
        limits.day_loss_max = amount<RatioKind>("0.8");
        limits.losing_trades_max = 100'000;
        limits.stops_per_hour_max = 100'000;
        limits.streak_lock = seconds{5};
        limits.repeated_fills_max = 100'000;
        limits.repeated_fills_window = seconds{60};
        options.limits.strategies[StrategyId{strategy}] = limits;
    }
    options.protection.fallback_stop_distance = amount<RatioKind>("0.015");
    options.reconciliation.interval = seconds{3};
    options.reconciliation.answer_timeout = seconds{5};
    options.reconciliation.fill_overlap = seconds{3};
    options.dead_man.timeout = seconds{10};
    options.dead_man.interval = seconds{3};
    options.flatten.timeout = seconds{10};
    return options;
}

ExecutionProcess::ExecutionProcess(
    Scene& scene, Database& database, TradingWire& wire, Judge& judge, Neighbours neighbours
)
    : scene_(scene), database_(database), wire_(wire), judge_(judge), neighbours_(std::move(neighbours)) {}

// Reading the last durable state takes a moment, in which nothing else happens.
void ExecutionProcess::start() {
    const std::uint64_t life = ++life_;
    is_recovering_ = true;
    if (scene_.now() < database_away_until_) {
        return scene_.schedule.at(database_away_until_, [this, life] {
            if (life == life_) start();
        });
    }
    scene_.schedule.after(scene_.latency(kExecution, milliseconds{5}, milliseconds{60}), [this, life] {
        if (life == life_) boot();
    });
}

void ExecutionProcess::boot() {
    scene_.journal.note("execution", "boot", life_);
    clock_.restart();
    core_ = std::make_shared<execution::ExecutionCore>(execution_options());
    facts_.emplace(life_);
    inputs_.clear();
    outputs_.clear();
    pending_.clear();
    is_committing_ = false;
    frozen_until_ = {};
    market_ = std::make_unique<MarketIntake>(
        scene_,
        [this](const MarketFact& fact) { offer(fact); },
        neighbours_.ask_market,
        [this](std::string_view topic) { judge_.on_hole("execution", topic); }
    );
    epoch_ = life_;
    RecoveredState state = database_.recover();
    if (state.risk_state && state.risk_state->state == TradingState::Halted &&
        state.risk_state->actor.starts_with("operator")) {
        scene_.sightings.see(Sight::HaltSurvivedRestart);
    }
    inputs_.emplace_back(std::move(state));
    inputs_.emplace_back(execution::InstrumentsLoaded{domain_instruments()});
    session_ = wire_.open(
        [this](const VenueReport& report) {
            judge_.on_report(report);
            offer(report);
        },
        [this] { return clock_.error(); }
    );
    tick(life_);
    turn();
}

void ExecutionProcess::crash(std::string_view why) {
    if (!is_up()) return;
    scene_.journal.note("execution", "crash", life_, [&] { return std::string{why}; });
    if (is_recovering_ && was_crash_in_recovery_) scene_.sightings.see(Sight::CrashDuringRecovery);
    was_crash_in_recovery_ = is_recovering_;
    ++life_;
    core_.reset();
    // It may be what has brought the input at which the process dies: it goes once that has come to its end.
    scene_.schedule.after({}, [dying = std::move(market_)] {});
    facts_.reset();
    wire_.close();
    judge_.on_process_ended();
    const std::uint64_t life = life_;
    scene_.schedule.after(scene_.draws.between(Site::Restart, 1, milliseconds{200}, seconds{3}), [this, life] {
        if (life == life_) start();
    });
}

void ExecutionProcess::freeze(base::Duration duration) {
    frozen_until_ = scene_.now() + duration;
    scene_.journal.note("execution", "frozen", life_);
    const std::uint64_t life = life_;
    scene_.schedule.at(frozen_until_, [this, life] {
        if (life != life_ || core_ == nullptr) return;
        if (is_committing_) return;
        perform();
        turn();
    });
}

void ExecutionProcess::set_clock(base::Duration offset) {
    clock_.set(offset);
    scene_.journal.note("execution", "clock_step", static_cast<std::uint64_t>(offset.count()));
}

void ExecutionProcess::offer(execution::Input input) {
    if (!is_up()) return;
    inputs_.push_back(std::move(input));
    if (!is_committing_ && !is_frozen()) turn();
}

void ExecutionProcess::on_market_message(const Message<MarketFact>& message) {
    if (market_) market_->on_message(message);
}

void ExecutionProcess::on_market_snapshot(const Snapshot<MarketFact>& snapshot) {
    if (market_) market_->on_snapshot(snapshot);
}

std::optional<Snapshot<ExecutionFact>> ExecutionProcess::snapshot() const {
    // A process that waits for its database or is frozen answers nobody.
    if (!is_up() || is_committing_ || is_frozen()) return std::nullopt;
    return facts_->snapshot(core_->current_facts(), [](const ExecutionFact& fact) { return topic_of(fact); });
}

void ExecutionProcess::heartbeat() {
    if (!is_up() || is_frozen()) return;
    for (const auto& message : facts_->heartbeats()) neighbours_.publish(message);
}

void ExecutionProcess::tick(std::uint64_t life) {
    if (life != life_ || !is_up()) return;
    scene_.schedule.after(kTick, [this, life] { tick(life); });
    if (is_frozen()) return;
    market_->tick();
    if (is_recovering_ && core_->condition().is_reconciled) is_recovering_ = was_crash_in_recovery_ = false;
    if (!is_committing_) offer(execution::Tick{});
}

// Everything that waits goes through the core, then into one commit.
void ExecutionProcess::turn() {
    while (is_up() && !is_committing_ && !is_frozen() && !inputs_.empty()) {
        for (std::size_t count = 0; count < kBatchMax && !inputs_.empty(); ++count) {
            const execution::Input input = std::move(inputs_.front());
            inputs_.pop_front();
            note(input);
            judge_.before_input(input, local_now());
            core_->on_input(input, local_now(), outputs_);
        }
        if (!outputs_.records.empty()) return commit();
        on_committed(life_);
    }
}

void ExecutionProcess::note(const execution::Input& input) {
    if (!scene_.journal.is_tracing()) return;
    if (const auto* received = std::get_if<execution::IntentReceived>(&input)) {
        const OrderIntent& intent = received->intent;
        scene_.journal.note("execution", "intent", 0, [&] {
            return intent.intent_id.value() + " " + std::string{to_string(intent.kind)} + " " +
                   std::string{to_string(intent.side)} + " " + intent.quantity.to_string() + " " +
                   intent.instrument_id.value();
        });
    } else if (const auto* report = std::get_if<VenueReport>(&input)) {
        scene_.journal.note("execution", "report", report->index(), [&] { return describe(*report); });
    }
}

void ExecutionProcess::commit() {
    is_committing_ = true;
    if (TRADING_PLANTED_DEFECT("sent_before_durable")) {
        for (const VenueRequest& request : std::exchange(outputs_.requests, {})) send(request);
    }
    if (TRADING_PLANTED_DEFECT("answered_before_durable")) {
        for (const IntentReply& reply : std::exchange(outputs_.replies, {})) release(reply);
    }
    Faults& faults = scene_.faults;
    base::Duration latency = scene_.draws.between(Site::Commit, 1, milliseconds{1}, milliseconds{6});
    if (faults.strikes(Fault::CommitSlow, 1)) latency += faults.between(milliseconds{50}, seconds{3});
    if (faults.strikes(Fault::DatabaseAway, 1)) {
        database_away_until_ = scene_.now() + faults.between(milliseconds{200}, seconds{9});
        scene_.journal.note("database", "away");
    }
    if (scene_.now() < database_away_until_) {
        const base::Duration rest = database_away_until_ - scene_.now();
        if (rest > kCommitPatience) return crash_after(kCommitPatience, "the database did not come back");
        latency += rest;
    }
    if (faults.strikes(Fault::Crash, kExecution + 2)) {
        crash_after(latency / 4, "killed during a commit");
        // The database may finish it much later.
        if (faults.strength() < 0.4) latency += 2 * faults.between(milliseconds{100}, seconds{6});
    }
    const bool is_unclear = faults.strikes(Fault::CommitUnclear, 1);
    const Commit commit{life_, latency, is_unclear, is_unclear && faults.strength() < 0.5, outputs_.records};
    scene_.schedule.after(latency / 2, [this, commit] { arrive(commit); });
}

void ExecutionProcess::crash_after(base::Duration delay, std::string_view why) {
    const std::uint64_t life = life_;
    scene_.schedule.after(delay, [this, life, why = std::string{why}] {
        if (life == life_) crash(why);
    });
}

// The commit reaches the database, whoever still waits for it.
void ExecutionProcess::arrive(const Commit& commit) {
    const bool is_current = commit.life == life_;
    // Killed meanwhile: half of these are stored all the same.
    if (!is_current && scene_.draws.chance(Site::Commit, 2, 0.5)) return;
    if (commit.is_lost) {
        if (!is_current) return;
        if (TRADING_PLANTED_DEFECT("unclear_commit_taken_for_done")) return on_committed(commit.life);
        return crash("the outcome of a commit is unclear");
    }
    const std::string conflict = commit.life < epoch_ ? "epoch" : database_.conflict_of(commit.records);
    if (!conflict.empty()) {
        scene_.sightings.see(Sight::CommitRefused);
        scene_.journal.note("database", "conflict", is_current ? 1 : 0, [&] { return conflict; });
        if (is_current) crash("conflict");
        return;
    }
    judge_.before_commit(commit.records);
    database_.apply(commit.records);
    scene_.journal.note("database", is_current ? "commit" : "late_commit", commit.records.size());
    if (!is_current) return;
    if (commit.is_unclear) {
        scene_.sightings.see(Sight::CommitUnclear);
        return crash("the outcome of a commit is unclear");
    }
    scene_.schedule.after(commit.latency / 2, [this, life = commit.life] { on_committed(life); });
}

void ExecutionProcess::on_committed(std::uint64_t life) {
    if (life != life_ || !is_up()) return;
    is_committing_ = false;
    const execution::Outputs outputs = std::exchange(outputs_, execution::Outputs{});
    for (const auto& request : outputs.requests) pending_.emplace_back(request);
    for (const auto& reply : outputs.replies) pending_.emplace_back(reply);
    for (const auto& answer : outputs.answers) pending_.emplace_back(answer);
    for (const auto& fact : outputs.facts) pending_.emplace_back(fact);
    for (const auto& alert : outputs.alerts) pending_.emplace_back(alert);
    if (is_frozen()) return;
    perform();
    if (is_up() && life == life_) turn();
}

// Between any two outputs the process may die, freeze, or be replaced; the moments around a placement and around what
// an operator commands are the dangerous ones.
void ExecutionProcess::perform() {
    std::vector<Output> outputs = std::exchange(pending_, {});
    if (outputs.empty()) return;
    const bool places = std::any_of(outputs.begin(), outputs.end(), [](const Output& output) {
        const auto* request = std::get_if<VenueRequest>(&output);
        return request != nullptr && is_placement(*request);
    });
    const bool answers = std::any_of(outputs.begin(), outputs.end(), [](const Output& output) {
        return std::holds_alternative<execution::CommandAnswer>(output);
    });
    const double factor = answers ? 20.0 : places ? 10.0 : is_recovering_ ? 5.0 : 1.0;
    Faults& faults = scene_.faults;
    const bool dies = faults.strikes(Fault::Crash, kExecution, factor);
    const bool freezes = !dies && faults.strikes(Fault::Pause, kExecution, factor);
    const bool is_replaced = !dies && !freezes && faults.strikes(Fault::Takeover, kExecution, factor);
    std::size_t cut = outputs.size();
    if (dies || freezes || is_replaced) cut = scene_.draws.below(Site::Cut, life_, outputs.size() + 1);
    const std::uint64_t life = life_;
    for (std::size_t index = 0; index < cut; ++index) {
        release(outputs[index]);
        if (life != life_) return;
    }
    std::vector<Output> rest(
        std::make_move_iterator(outputs.begin() + static_cast<std::ptrdiff_t>(cut)),
        std::make_move_iterator(outputs.end())
    );
    if (dies) return crash("killed");
    if (freezes) {
        pending_ = std::move(rest);
        return freeze(faults.between(milliseconds{300}, seconds{8}));
    }
    if (!is_replaced) return;
    release_late(core_, std::move(rest));
    crash("replaced while it was frozen");
}

void ExecutionProcess::release_late(std::shared_ptr<execution::ExecutionCore> core, std::vector<Output> rest) {
    const base::Duration delay = scene_.faults.between(milliseconds{500}, seconds{9});
    const TradingWire::Session session = session_;
    scene_.schedule.after(delay, [this, core = std::move(core), rest = std::move(rest), session] {
        for (const Output& output : rest) {
            const auto* request = std::get_if<VenueRequest>(&output);
            if (request == nullptr) continue;
            const auto* place = std::get_if<PlaceOrder>(request);
            if (place != nullptr && !core->may_send(*place)) continue;
            scene_.sightings.see(Sight::LateOutputOfOldProcess);
            scene_.journal.note("execution", "late_output", session);
            wire_.execute(*request, session);
        }
    });
}

void ExecutionProcess::release(const Output& output) {
    if (const auto* request = std::get_if<VenueRequest>(&output)) {
        send(*request);
    } else if (const auto* reply = std::get_if<IntentReply>(&output)) {
        scene_.journal.note("execution", "reply", entity_of(reply->intent_id.value()), [&] {
            return reply->intent_id.value() + " " + std::string{to_string(reply->verdict)} + " " +
                   (reply->deny_reason ? std::string{to_string(*reply->deny_reason)} : "") + " " + reply->detail;
        });
        judge_.on_reply(*reply);
        neighbours_.reply(*reply);
    } else if (const auto* answer = std::get_if<execution::CommandAnswer>(&output)) {
        judge_.on_command_answer(*answer);
        neighbours_.answer(*answer);
    } else if (const auto* fact = std::get_if<ExecutionFact>(&output)) {
        neighbours_.publish(facts_->number(topic_of(*fact), *fact));
    } else {
        see(std::get<execution::Alert>(output));
    }
}

void ExecutionProcess::send(const VenueRequest& request) {
    const auto* place = std::get_if<PlaceOrder>(&request);
    if (place != nullptr && !core_->may_send(*place)) {
        scene_.sightings.see(Sight::HaltHeldOrderBack);
        RequestAnswered held;
        held.kind = RequestKind::Place;
        held.outcome = RequestOutcome::NotSent;
        held.instrument_id = place->order.instrument_id;
        held.client_order_id = place->order.client_order_id;
        held.detail = "held back: the trading state changed before it was sent";
        held.ts_received = local_now();
        judge_.on_report(VenueReport{held});
        inputs_.emplace_back(VenueReport{held});
        return;
    }
    wire_.execute(request, session_);
    if (place != nullptr) inputs_.emplace_back(execution::OrderSent{place->order.client_order_id});
}

void ExecutionProcess::see(const execution::Alert& alert) {
    scene_.journal.note("execution", "alert", entity_of(alert.event), [&] { return alert.event + " " + alert.detail; });
    if (alert.event == "records_differ_from_venue") scene_.sightings.see(Sight::RecordsDiffered);
    if (alert.event == "external_order") scene_.sightings.see(Sight::ExternalOrder);
    if (alert.event == "position_closed_unprotected") {
        scene_.sightings.see(Sight::EmergencyClose);
        if (alert.detail.ends_with("no stop in time")) judge_.on_closed_unprotected(alert.detail);
    }
    if (alert.event == "flatten_incomplete") scene_.sightings.see(Sight::FlattenedIncompletely);
}

}  // namespace trading::simulation
