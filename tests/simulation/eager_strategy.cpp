#include "tests/simulation/eager_strategy.hpp"

#include "common/base/assert.hpp"
#include "common/base/hash.hpp"
#include "services/strategy/core/entry_plan.hpp"
#include "tests/simulation/venue.hpp"

#include <utility>

namespace trading::simulation {

using namespace domain;
using namespace strategy;

namespace {

constexpr CooldownRules kCooldown{.after_exit_bars = 1, .after_stop_bars = 2, .after_denial_bars = 1};

// 0.3 to 10 contracts; 0.005 to 0.1 of the spot currency. Ten contracts are an order's limit when the price is 64000.
Quantity size_for(const Instrument& instrument, std::uint64_t luck) {
    const std::int64_t lots =
        instrument.is_spot() ? 50 + static_cast<std::int64_t>(luck % 951) : 3 + static_cast<std::int64_t>(luck % 98);
    const auto size = base::multiply(instrument.lot_size.value(), base::Decimal{lots});
    TRADING_ASSERT(size.has_value());
    return Quantity{*size};
}

void choose_type(OrderIntent& intent, const EntryPlan& plan, const BestQuotes& quotes, std::uint64_t luck) {
    const bool is_buy = intent.side == Side::Buy;
    intent.limit_price = plan.limit;
    switch (luck % 4) {
        case 0: intent.time_in_force = TimeInForce::ImmediateOrCancel; break;
        case 1:
            intent.type = OrderType::PostOnly;
            intent.limit_price = is_buy ? quotes.bid : quotes.ask;
            break;
        case 2: intent.limit_price = is_buy ? quotes.bid : quotes.ask; break;
        default:
            intent.type = OrderType::Market;
            intent.limit_price.reset();
            break;
    }
}

}  // namespace

EagerStrategy::EagerStrategy(std::string_view id, std::vector<InstrumentId> instruments, std::uint64_t seed)
    : seed_(base::mix(seed ^ base::stable_hash(id))) {
    plan_.id = StrategyId{id};
    plan_.kind = "eager";
    plan_.instruments = std::move(instruments);
    plan_.interval = std::chrono::seconds{1};
    plan_.resting_time = std::chrono::milliseconds{2500};
}

void EagerStrategy::on_history(const InstrumentId& /*instrument_id*/, const Bar& /*bar*/) {}

Evaluation EagerStrategy::on_bar(const InstrumentId& instrument_id, const Bar& bar, const DecisionView& view) {
    Evaluation evaluation{bar.ts_open + plan_.interval};
    const auto time = static_cast<std::uint64_t>(base::to_unix_milliseconds(bar.ts_open));
    const std::uint64_t luck = base::mix(seed_ ^ base::stable_hash(instrument_id.value()) ^ base::mix(time));
    BarHealth health;
    health.is_signal_usable = true;
    if (!evaluation.check(check_enabled(view))) return evaluation;
    if (!evaluation.check(check_data_health(view, {}, health, bar.ts_open + plan_.interval))) return evaluation;
    if (!evaluation.check({"luck", luck % 3 != 0, ""})) return evaluation;
    if (view.holding.side()) {
        leave(evaluation, view, luck >> 8U);
    } else {
        enter(evaluation, view, luck >> 8U);
    }
    return evaluation;
}

void EagerStrategy::enter(Evaluation& evaluation, const DecisionView& view, std::uint64_t luck) const {
    const Instrument& instrument = *view.market.instrument;
    const Side side = instrument.is_spot() || luck % 2 == 0 ? Side::Buy : Side::Sell;
    if (!evaluation.check(check_may_enter(view))) return;
    if (!evaluation.check(check_flat(view))) return;
    if (!evaluation.check(check_in_flight(view, instrument.id))) return;
    if (!evaluation.check(check_cooldown(view, kCooldown, side, plan_.interval))) return;
    const BestQuotes quotes{view.market.best_bid->price, view.market.best_ask->price};
    EntryRules rules;
    rules.stop_bp_min = 15 + static_cast<double>((luck >> 4U) % 30);
    const auto plan = plan_entry(instrument, side, quotes, 1.0, rules);
    if (!evaluation.check({"plan", plan.has_value(), ""})) return;
    IntentDraft draft;
    draft.intent.kind = IntentKind::Enter;
    draft.intent.side = side;
    draft.intent.quantity = size_for(instrument, luck >> 12U);
    draft.intent.stop_price = plan->stop;
    if ((luck >> 32U) % 4 != 0) draft.intent.take_profit_price = plan->take_profit;
    draft.intent.reason = "eager";
    choose_type(draft.intent, *plan, quotes, luck >> 36U);
    evaluation.conclude(DecisionOutcome::Enter, std::move(draft));
}

void EagerStrategy::leave(Evaluation& evaluation, const DecisionView& view, std::uint64_t luck) const {
    const Instrument& instrument = *view.market.instrument;
    if (!evaluation.check({"patience", luck % 4 == 0, ""})) return;
    if (!evaluation.check(check_may_exit(view))) return;
    if (!evaluation.check(check_in_flight(view, instrument.id))) return;
    IntentDraft draft;
    draft.intent.kind = IntentKind::Exit;
    draft.intent.side = opposite(*view.holding.side());
    draft.intent.type = OrderType::Market;
    draft.intent.quantity = (luck >> 4U) % 3 == 0 ? size_for(instrument, luck >> 8U) : view.holding.quantity();
    const auto whole_lots =
        draft.intent.quantity.value().rounded_to_multiple(instrument.lot_size.value(), base::Rounding::Down);
    if (!evaluation.check({"size", whole_lots && whole_lots->is_positive(), ""})) return;
    draft.intent.quantity = Quantity{*whole_lots};
    draft.intent.reason = "eager_exit";
    evaluation.conclude(DecisionOutcome::Exit, std::move(draft));
}

std::vector<std::unique_ptr<Strategy>> eager_strategies(std::uint64_t seed) {
    std::vector<std::unique_ptr<Strategy>> strategies;
    const std::vector both{InstrumentId{kSpot}, InstrumentId{kSwap}};
    strategies.push_back(std::make_unique<EagerStrategy>("eager1", both, seed));
    strategies.push_back(std::make_unique<EagerStrategy>("eager2", std::vector{InstrumentId{kSwap}}, seed));
    return strategies;
}

}  // namespace trading::simulation
