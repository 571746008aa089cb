#include "services/strategy/core/adaptive_rsi_reentry/adaptive_rsi_reentry.hpp"

#include "common/base/assert.hpp"
#include "common/domain/rounding.hpp"

#include <fmt/format.h>

namespace trading::strategy {
namespace {

using namespace domain;

std::string price_text(const std::optional<BookLevel>& level) { return level ? level->price.to_string() : "none"; }

std::optional<Cash> total_of(const Balance* balance) {
    return balance == nullptr ? std::nullopt : std::optional{balance->total};
}

std::optional<Cash> available_of(const Balance* balance) {
    return balance == nullptr ? std::nullopt : std::optional{balance->available};
}

}  // namespace

AdaptiveRsiReentry::AdaptiveRsiReentry(AdaptiveRsiReentrySettings settings) : settings_(std::move(settings)) {
    settings_.signal.interval = settings_.plan.interval;
    for (const InstrumentId& id : settings_.plan.instruments) {
        memories_.emplace(id, Memory{AdaptiveRsi{settings_.signal}, AverageTrueRange{settings_.atr_period}, {}, {}, 0});
    }
}

void AdaptiveRsiReentry::on_history(const InstrumentId& instrument_id, const Bar& bar) {
    static_cast<void>(take_bar(memories_.at(instrument_id), bar));
}

AdaptiveRsiReentry::Reading AdaptiveRsiReentry::take_bar(Memory& memory, const Bar& bar) const {
    Reading reading;
    if (memory.ts_last_open) {
        TRADING_ASSERT(bar.ts_open > *memory.ts_last_open);
        reading.health.missing_bars = (bar.ts_open - *memory.ts_last_open) / settings_.plan.interval - 1;
        // The RSI starts again by itself after such a hole; a range across it would be no bar's range.
        if (reading.health.missing_bars > settings_.signal.gap_bars_max) memory.atr.reset();
    }
    memory.ts_last_open = bar.ts_open;
    memory.rsi.update(bar);
    memory.atr.update(bar);
    reading.value = memory.rsi.value();
    reading.atr = memory.atr.value();
    reading.setup = memory.detector.update(bar.ts_open, reading.value);
    // A return across missing bars is not the return of one bar to the next.
    if (reading.health.missing_bars > 0) reading.setup.reset();
    reading.health.bars_seen = memory.rsi.bars_seen();
    reading.health.bars_needed = memory.rsi.bars_needed();
    reading.health.is_signal_usable = reading.value && reading.atr;
    reading.close = bar.close;
    return reading;
}

Evaluation AdaptiveRsiReentry::on_bar(const InstrumentId& instrument_id, const Bar& bar, const DecisionView& view) {
    Memory& memory = memories_.at(instrument_id);
    const Reading reading = take_bar(memory, bar);
    Evaluation evaluation{bar.ts_open + settings_.plan.interval};
    evaluation.describe_inputs(describe(reading, view));
    if (view.holding.side()) {
        evaluate_exit(evaluation, instrument_id, memory, view);
    } else {
        memory.exit_attempts = 0;
        evaluate_entry(evaluation, instrument_id, reading, view);
    }
    return evaluation;
}

std::string AdaptiveRsiReentry::describe(const Reading& reading, const DecisionView& view) const {
    const AdaptiveRsi::Value value = reading.value.value_or(AdaptiveRsi::Value{});
    return fmt::format(
        "close={} bid={} ask={} rsi={:.2f} lower={:.2f} upper={:.2f} period={:.2f} volatility_ratio={:.3f} atr={:.6g}",
        reading.close,
        price_text(view.market.best_bid),
        price_text(view.market.best_ask),
        value.rsi,
        value.lower,
        value.upper,
        value.period,
        value.volatility_ratio,
        reading.atr.value_or(0)
    );
}

void AdaptiveRsiReentry::evaluate_exit(
    Evaluation& evaluation, const InstrumentId& instrument_id, Memory& memory, const DecisionView& view
) const {
    const std::int64_t held_bars = (evaluation.ts_event() - view.holding.ts_opened()) / settings_.plan.interval;
    const bool is_due = held_bars >= settings_.time_stop_bars;
    const bool is_ready = evaluation.check(CheckVerdict{
                              "position",
                              is_due,
                              fmt::format(
                                  "{} quantity={} held_bars={} time_stop_bars={}",
                                  *view.holding.side() == Side::Buy ? "long" : "short",
                                  view.holding.quantity().to_string(),
                                  held_bars,
                                  settings_.time_stop_bars
                              )}) &&
                          evaluation.check(check_may_exit(view)) &&
                          evaluation.check(check_in_flight(view, instrument_id)) &&
                          evaluation.check(check_denial_pause(view, settings_.cooldown, settings_.plan.interval));
    if (is_ready)
        evaluation.conclude(DecisionOutcome::Exit, draft_exit(instrument_id, view, memory.exit_attempts++ == 0));
}

void AdaptiveRsiReentry::evaluate_entry(
    Evaluation& evaluation, const InstrumentId& instrument_id, const Reading& reading, const DecisionView& view
) const {
    const bool is_possible =
        evaluation.check(check_enabled(view)) &&
        evaluation.check(check_data_health(view, settings_.data_health, reading.health, evaluation.ts_event())) &&
        evaluation.check(check_may_enter(view)) && evaluation.check(check_flat(view)) &&
        evaluation.check(check_in_flight(view, instrument_id)) && evaluation.check(check_setup(reading, view));
    if (!is_possible) return;
    const ReentrySetup& setup = *reading.setup;
    const bool is_sane =
        evaluation.check(check_cooldown(view, settings_.cooldown, setup.side, settings_.plan.interval)) &&
        evaluation.check(check_spread(view, settings_.spread_bp_max));
    if (!is_sane) return;

    const Instrument& instrument = *view.market.instrument;
    const BestQuotes quotes{view.market.best_bid->price, view.market.best_ask->price};
    const auto plan = plan_entry(instrument, setup.side, quotes, *reading.atr, settings_.entry);
    if (!evaluation.check(CheckVerdict{
            "prices",
            plan.has_value(),
            plan ? fmt::format(
                       "limit={} stop={} take_profit={}",
                       plan->limit.to_string(),
                       plan->stop.to_string(),
                       plan->take_profit.to_string()
                   )
                 : plan.error().detail})) {
        return;
    }
    const Balance* balance = view.account.balance(instrument.settle_currency);
    const SizeInputs inputs{instrument, setup.side, plan->limit, plan->stop, total_of(balance), available_of(balance)};
    Size size = size_entry(inputs, settings_.size);
    if (!evaluation.check(CheckVerdict{"size", size.quantity.has_value(), std::move(size.detail)})) return;
    evaluation.conclude(DecisionOutcome::Enter, draft_entry(setup, *plan, *size.quantity, view));
}

CheckVerdict AdaptiveRsiReentry::check_setup(const Reading& reading, const DecisionView& view) const {
    if (!reading.setup) {
        return CheckVerdict{
            "setup",
            false,
            fmt::format(
                "no return into the band rsi={:.2f} lower={:.2f} upper={:.2f}",
                reading.value->rsi,
                reading.value->lower,
                reading.value->upper
            )};
    }
    const bool is_long = reading.setup->side == Side::Buy;
    const std::string numbers =
        fmt::format("{} depth={:.3f} bars={}", is_long ? "long" : "short", reading.setup->depth, reading.setup->bars);
    if (!is_long && view.market.instrument->is_spot())
        return CheckVerdict{"setup", false, numbers + " spot is only bought"};
    const bool is_allowed = is_long ? settings_.allows_long : settings_.allows_short;
    return CheckVerdict{"setup", is_allowed, is_allowed ? numbers : numbers + " side is switched off"};
}

IntentDraft AdaptiveRsiReentry::draft_entry(
    const ReentrySetup& setup, const EntryPlan& plan, Quantity quantity, const DecisionView& view
) const {
    const bool is_maker = settings_.entry.mode == EntryMode::Maker;
    IntentDraft draft;
    draft.intent.instrument_id = view.market.instrument->id;
    draft.intent.kind = IntentKind::Enter;
    draft.intent.side = setup.side;
    draft.intent.type = is_maker ? OrderType::PostOnly : OrderType::Limit;
    draft.intent.time_in_force = is_maker ? TimeInForce::GoodTillCancelled : TimeInForce::ImmediateOrCancel;
    draft.intent.quantity = quantity;
    draft.intent.limit_price = plan.limit;
    draft.intent.stop_price = plan.stop;
    draft.intent.take_profit_price = plan.take_profit;
    draft.intent.reason = setup.side == Side::Buy ? "setup_long" : "setup_short";
    draft.valid_for = settings_.intent_valid_for;
    return draft;
}

IntentDraft AdaptiveRsiReentry::draft_exit(
    const InstrumentId& instrument_id, const DecisionView& view, bool is_first_attempt
) const {
    IntentDraft draft;
    draft.intent.instrument_id = instrument_id;
    draft.intent.kind = IntentKind::Exit;
    draft.intent.side = opposite(*view.holding.side());
    const Quantity all = view.holding.quantity();
    draft.intent.quantity = view.market.instrument ? floor_to_lot(*view.market.instrument, all).value_or(all) : all;
    draft.intent.time_in_force = TimeInForce::ImmediateOrCancel;
    draft.intent.reason = "time_stop";
    draft.valid_for = settings_.intent_valid_for;
    draft.intent.type = OrderType::Market;

    // The first attempt is bounded in price; when it left something, or quotes are old, getting out comes first.
    const InstrumentMarket& market = view.market;
    const auto& best = draft.intent.side == Side::Buy ? market.best_ask : market.best_bid;
    const bool is_quote_fresh = best && view.now - market.ts_quote <= settings_.data_health.quote_age_max;
    if (!is_first_attempt || !is_quote_fresh || !market.instrument) return draft;
    const auto limit =
        through_the_quote(*market.instrument, draft.intent.side, best->price, settings_.exit_slippage_ticks);
    if (!limit) return draft;
    draft.intent.type = OrderType::Limit;
    draft.intent.limit_price = *limit;
    return draft;
}

}  // namespace trading::strategy
