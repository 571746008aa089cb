#include "services/strategy/core/strategy_core.hpp"

#include "common/base/assert.hpp"

#include <algorithm>

namespace trading::strategy {

using namespace domain;

// One strategy on one instrument.
struct StrategyCore::Seat {
    Seat(const StrategyPlan& plan, const InstrumentId& id, base::Duration fact_wait)
        : strategy_id(plan.id), instrument_id(id), slot(fact_wait), holding(plan.id, id) {}

    StrategyId strategy_id;
    InstrumentId instrument_id;
    IntentSlot slot;
    Holding holding;
    std::optional<base::Timestamp> ts_last_open;     // Of the newest closed bar.
    std::optional<base::Timestamp> ts_last_decided;  // End of the newest bar that an earlier life has decided.
};

struct StrategyCore::Runner {
    std::unique_ptr<Strategy> strategy;
    std::vector<Seat> seats;
    bool is_enabled = true;
    std::string actor;
    base::Timestamp ts_changed{};
};

namespace {

Bar bar_of(const Candle& candle) {
    return Bar{
        candle.ts_open,
        candle.open.to_double(),
        candle.high.to_double(),
        candle.low.to_double(),
        candle.close.to_double(),
        candle.volume.to_double()};
}

}  // namespace

StrategyCore::StrategyCore(
    std::vector<std::unique_ptr<Strategy>> strategies, IntentIds ids, StrategyCoreOptions options
)
    : ids_(std::move(ids)), options_(options) {
    for (auto& strategy : strategies) {
        auto runner = std::make_unique<Runner>();
        for (const InstrumentId& id : strategy->plan().instruments) {
            markets_.follow(id);
            runner->seats.emplace_back(strategy->plan(), id, options_.fact_wait);
        }
        runner->strategy = std::move(strategy);
        runners_.push_back(std::move(runner));
    }
}

StrategyCore::~StrategyCore() = default;

void StrategyCore::on_input(const Input& input, base::Timestamp now, Outputs& outputs) {
    std::visit([&](const auto& event) { on(event, now, outputs); }, input);
}

void StrategyCore::on(const MarketEvent& event, base::Timestamp now, Outputs& outputs) {
    if (const auto* candle = std::get_if<Candle>(&event.fact)) {
        if (candle->is_closed) on_candle(*candle, event.is_history, now, outputs);
        return;
    }
    markets_.apply(event.fact);
    const auto* update = std::get_if<InstrumentUpdate>(&event.fact);
    if (update == nullptr) return;
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) {
            if (seat.instrument_id != update->instrument.id) continue;
            seat.holding.set_minimum(update->instrument.minimum_quantity);
        }
    }
}

void StrategyCore::on_candle(const Candle& candle, bool is_history, base::Timestamp now, Outputs& outputs) {
    for (auto& runner : runners_) {
        if (runner->strategy->plan().interval != candle.interval) continue;
        for (Seat& seat : runner->seats) {
            if (seat.instrument_id != candle.instrument_id) continue;
            if (seat.ts_last_open && candle.ts_open <= *seat.ts_last_open) {
                ++counters_.repeated_bars;
                continue;
            }
            seat.ts_last_open = candle.ts_open;
            const base::Timestamp ts_end = candle.ts_open + candle.interval;
            const bool is_old = now - ts_end > options_.evaluation_age_max;
            const bool is_decided = seat.ts_last_decided && ts_end <= *seat.ts_last_decided;
            if (is_history || is_old || is_decided || !is_restored_) {
                ++counters_.history_bars;
                runner->strategy->on_history(seat.instrument_id, bar_of(candle));
            } else {
                ++counters_.bars;
                evaluate(*runner, seat, bar_of(candle), now, outputs);
            }
        }
    }
}

void StrategyCore::evaluate(Runner& runner, Seat& seat, const Bar& bar, base::Timestamp now, Outputs& outputs) {
    const InstrumentMarket* market = markets_.find(seat.instrument_id);
    TRADING_ASSERT(market != nullptr);
    const DecisionView view{markets_, *market, account_, seat.slot, seat.holding, runner.is_enabled, now};
    Evaluation evaluation = runner.strategy->on_bar(seat.instrument_id, bar, view);

    const std::optional<IntentDraft> draft = evaluation.draft();
    Decision decision = evaluation.take_decision();
    decision.decision_id = ids_.decision(seat.strategy_id, seat.instrument_id, decision.ts_event);
    decision.strategy_id = seat.strategy_id;
    decision.instrument_id = seat.instrument_id;
    decision.ts_decided = now;
    if (!draft) {
        outputs.emplace_back(std::move(decision));
        return;
    }
    // A strategy that wishes for a second intent under way is wrong; money does not depend on its being right.
    TRADING_ASSERT(seat.slot.is_free());
    OrderIntent intent = draft->intent;
    intent.intent_id = ids_.intent(decision.decision_id, to_string(intent.kind));
    intent.strategy_id = seat.strategy_id;
    intent.instrument_id = seat.instrument_id;
    intent.decision_id = decision.decision_id;
    intent.ts_created = now;
    intent.valid_until = now + draft->valid_for;
    decision.intent_id = intent.intent_id;
    seat.slot.open(intent, runner.strategy->plan().resting_time, now);
    outputs.emplace_back(std::move(decision));
    outputs.emplace_back(std::move(intent));
}

void StrategyCore::on(const AccountEvent& event, base::Timestamp now, Outputs& outputs) {
    if (const auto* reply = std::get_if<IntentReply>(&event.fact)) {
        on(*reply, now, outputs);
        return;
    }
    if (!account_.apply(event.fact)) {
        ++counters_.stale_facts;
        return;
    }
    struct Visitor {
        Seat& seat;
        base::Timestamp now;

        void operator()(const OrderEvent& order) const { seat.slot.on_order(order.order, now); }
        void operator()(const Fill& fill) const {
            if (fill.instrument_id != seat.instrument_id || fill.strategy_id != seat.strategy_id) return;
            seat.slot.on_fill(fill, now);
            seat.holding.on_fill(fill);
        }
        void operator()(const Position& position) const {
            if (position.instrument_id != seat.instrument_id) return;
            seat.holding.on_position(position);
            seat.slot.on_position(position, now);
        }
        void operator()(const Balance&) const {}
        void operator()(const RiskState&) const {}
        void operator()(const IntentReply&) const {}
        void operator()(const ReconciliationReport&) const {}
    };
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) std::visit(Visitor{seat, now}, event.fact);
    }
}

void StrategyCore::on(const MarketTopicLost& lost, base::Timestamp, Outputs&) {
    markets_.forget(lost.instrument_id, lost.part);
}

void StrategyCore::on(const AccountSnapshot& snapshot, base::Timestamp, Outputs&) { account_.replace(snapshot); }

void StrategyCore::on(const AccountLost&, base::Timestamp, Outputs&) { account_.set_whole(false); }

void StrategyCore::on(const AccountRecovered&, base::Timestamp now, Outputs&) {
    account_.set_whole(true);
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) {
            const Position* position = account_.position(seat.instrument_id);
            if (position == nullptr) {
                seat.holding.on_absent(now);
            } else {
                seat.holding.on_position(*position);
                seat.slot.on_position(*position, now);
            }
            seat.slot.on_synchronised(account_, now);
            const auto open = account_.open_intent(seat.strategy_id, seat.instrument_id);
            if (open && seat.slot.is_free()) seat.slot.adopt(*open, runner->strategy->plan().resting_time, now);
        }
    }
}

void StrategyCore::on(const FeedSilence& silence, base::Timestamp, Outputs&) {
    // A silent market needs no word: quotes and marks that grow old are not traded on.
    if (silence.feed == Feed::Execution) account_.set_silent(silence.is_silent);
}

void StrategyCore::on(const IntentReply& reply, base::Timestamp now, Outputs&) {
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) seat.slot.on_reply(reply, now);
    }
}

void StrategyCore::on(const IntentExpired& expired, base::Timestamp now, Outputs&) {
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) seat.slot.on_expired(expired.intent_id, now);
    }
}

void StrategyCore::on(const StrategySwitch& change, base::Timestamp now, Outputs& outputs) {
    for (auto& runner : runners_) {
        if (runner->strategy->plan().id != change.strategy_id) continue;
        runner->is_enabled = change.is_enabled;
        runner->actor = change.actor;
        runner->ts_changed = now;
        outputs.emplace_back(StrategyStatusChanged{change.strategy_id, change.is_enabled, change.actor, now});
    }
}

void StrategyCore::on(const RestoredState& restored, base::Timestamp now, Outputs& outputs) {
    is_restored_ = true;
    for (auto& runner : runners_) {
        const StrategyId& id = runner->strategy->plan().id;
        const auto remembered = restored.enabled.find(id);
        runner->is_enabled = remembered == restored.enabled.end() || remembered->second;
        runner->actor = remembered == restored.enabled.end() ? "system:start" : "system:restored";
        runner->ts_changed = now;
        outputs.emplace_back(StrategyStatusChanged{id, runner->is_enabled, runner->actor, now});
        for (Seat& seat : runner->seats) {
            for (const DecidedBar& bar : restored.decided) {
                if (bar.strategy_id == seat.strategy_id && bar.instrument_id == seat.instrument_id) {
                    seat.ts_last_decided = bar.ts_event;
                }
            }
            for (const OrderIntent& intent : restored.unanswered) {
                const bool is_its_own =
                    intent.strategy_id == seat.strategy_id && intent.instrument_id == seat.instrument_id;
                const bool moves_position = intent.kind == IntentKind::Enter || intent.kind == IntentKind::Exit;
                if (is_its_own && moves_position && seat.slot.is_free()) {
                    seat.slot.open(intent, runner->strategy->plan().resting_time, now);
                }
            }
        }
    }
}

void StrategyCore::on(const Tick&, base::Timestamp now, Outputs& outputs) {
    bool is_overdue = false;
    for (auto& runner : runners_) {
        for (Seat& seat : runner->seats) {
            is_overdue = seat.slot.wants_snapshot(now) || is_overdue;
            const auto target = seat.slot.order_to_cancel(now);
            if (target) emit_cancel(seat, *target, now, outputs);
        }
    }
    if (!is_overdue) return;
    ++counters_.snapshot_wishes;
    outputs.emplace_back(SnapshotWish{"fact_overdue"});
}

void StrategyCore::emit_cancel(Seat& seat, const IntentId& target, base::Timestamp now, Outputs& outputs) {
    OrderIntent intent;
    intent.decision_id = IntentIds::decision_of(target);
    intent.intent_id = ids_.cancel(target, now);
    intent.strategy_id = seat.strategy_id;
    intent.instrument_id = seat.instrument_id;
    intent.kind = IntentKind::Cancel;
    intent.target_intent_id = target;
    intent.reason = "resting_too_long";
    intent.ts_created = now;
    intent.valid_until = now + options_.fact_wait;
    outputs.emplace_back(std::move(intent));
}

std::vector<StrategyCore::StrategyStatus> StrategyCore::statuses() const {
    std::vector<StrategyStatus> statuses;
    for (const auto& runner : runners_) {
        statuses.push_back({runner->strategy->plan(), runner->is_enabled, runner->actor, runner->ts_changed});
    }
    return statuses;
}

bool StrategyCore::has_strategy(const StrategyId& id) const {
    return std::any_of(runners_.begin(), runners_.end(), [&](const auto& runner) {
        return runner->strategy->plan().id == id;
    });
}

int StrategyCore::intents_under_way() const {
    int count = 0;
    for (const auto& runner : runners_) {
        for (const Seat& seat : runner->seats) count += seat.slot.is_free() ? 0 : 1;
    }
    return count;
}

}  // namespace trading::strategy
