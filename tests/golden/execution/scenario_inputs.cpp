// How scenario lines become inputs of the core.
#include "tests/golden/execution/scenario_world.hpp"
#include "tests/support/execution/samples.hpp"

#include <stdexcept>

namespace trading::test {

using namespace domain;
using namespace execution;

namespace {

OrderIntent intent_of(IntentKind kind, base::Timestamp now, Words& words) {
    OrderIntent intent;
    intent.kind = kind;
    intent.intent_id = IntentId{words.take()};
    intent.strategy_id = StrategyId{"s1"};
    intent.ts_created = now;
    intent.valid_until = now + std::chrono::seconds{5};
    intent.reason = "scenario";
    return intent;
}

std::pair<Quantity, Quantity> split_progress(const std::string& word) {
    const auto slash = word.find('/');
    if (slash == std::string::npos) throw std::runtime_error{"not filled/total: " + word};
    return {quantity(word.substr(0, slash)), quantity(word.substr(slash + 1))};
}

CancelCause cause_of(const std::string& word) {
    if (word == "requested") return CancelCause::Requested;
    if (word == "terms") return CancelCause::Terms;
    if (word == "dead_man") return CancelCause::DeadMan;
    if (word == "venue") return CancelCause::Venue;
    throw std::runtime_error{"not a cause: " + word};
}

}  // namespace

Input ScenarioWorld::read_intent(Words words) const {
    const auto kind = parse_intent_kind(words.take());
    if (!kind) throw std::runtime_error{"not a kind of intent"};
    OrderIntent intent = intent_of(*kind, now_, words);
    if (*kind == IntentKind::Cancel) {
        intent.target_intent_id = IntentId{words.take()};
        return IntentReceived{intent};
    }
    intent.instrument_id = InstrumentId{words.take()};
    if (*kind != IntentKind::Protect) {
        intent.side = *parse_side(words.take());
        intent.quantity = words.take_quantity();
        if (words.take_if("market")) {
            intent.type = OrderType::Market;
        } else {
            words.expect("@");
            intent.limit_price = words.take_price();
        }
    }
    while (!words.empty()) {
        const std::string what = words.take();
        if (what == "stop")
            intent.stop_price = words.take_price();
        else if (what == "take")
            intent.take_profit_price = words.take_price();
        else if (what == "by")
            intent.strategy_id = StrategyId{words.take()};
        else if (what == "post_only")
            intent.type = OrderType::PostOnly;
        else if (what == "ioc")
            intent.time_in_force = TimeInForce::ImmediateOrCancel;
        else if (what == "created")
            intent.ts_created = now_ + words.take_duration();
        else if (what == "valid")
            intent.valid_until = intent.ts_created + words.take_duration();
        else
            throw std::runtime_error{"intent with what? " + what};
    }
    return IntentReceived{intent};
}

Input ScenarioWorld::read_answer(RequestOutcome outcome, Words words) const {
    RequestAnswered answer;
    answer.outcome = outcome;
    const std::string kind = words.take();
    answer.kind = kind == "place" ? RequestKind::Place : kind == "cancel" ? RequestKind::Cancel : RequestKind::Amend;
    answer.client_order_id = printer_.id_of(words.take());
    answer.ts_received = now_;
    if (!words.empty()) answer.code = words.take();
    if (!words.empty()) answer.detail = words.take();
    return VenueReport{answer};
}

OrderReport ScenarioWorld::report_of(const ClientOrderId& id) const {
    const ManagedOrder* managed = std::as_const(*core_).orders().find(id);
    if (managed == nullptr) throw std::runtime_error{"no such order"};
    const Order& order = managed->order;
    OrderReport report;
    report.instrument_id = order.instrument_id;
    report.client_order_id = id;
    report.venue_order_id =
        order.venue_order_id.empty() ? VenueOrderId{"v" + printer_.name_of(id)} : order.venue_order_id;
    report.is_stop = order.type == OrderType::Stop;
    report.side = order.side;
    report.type = order.type;
    report.is_reduce_only = order.is_reduce_only;
    report.limit_price = order.limit_price;
    report.trigger_price = order.trigger_price;
    report.quantity = order.quantity;
    report.filled_quantity = order.filled_quantity;
    report.status = order.filled_quantity.is_zero() ? OrderStatus::Live : OrderStatus::PartiallyFilled;
    report.times = {now_, now_};
    return report;
}

Fill ScenarioWorld::read_fill(Words& words, const OrderReport& report) const {
    Fill fill;
    fill.instrument_id = report.instrument_id;
    fill.venue_order_id = report.venue_order_id;
    fill.side = report.side;
    fill.trade_id = TradeId{words.take()};
    fill.quantity = words.take_quantity();
    words.expect("@");
    fill.price = words.take_price();
    words.expect("fee");
    fill.fee = words.take_cash();
    fill.fee_currency = Currency{words.take()};
    if (words.take_if("pnl")) fill.realised_pnl = words.take_cash();
    fill.times = {now_, now_};
    return fill;
}

void ScenarioWorld::read_progress(Words& words, OrderReport& report) const {
    report.status = *parse_order_status(words.take());
    const auto [filled, total] = split_progress(words.take());
    report.filled_quantity = filled;
    report.quantity = total;
    while (!words.empty()) {
        const std::string what = words.take();
        if (what == "reason")
            report.reason = words.take();
        else if (what == "cause")
            report.cancel_cause = cause_of(words.take());
        else if (what == "trigger")
            report.trigger_price = words.take_price();
        else if (what == "@")
            report.limit_price = words.take_price();
        else if (what == "fill")
            report.fill = read_fill(words, report);
        else
            throw std::runtime_error{"report with what? " + what};
    }
}

Input ScenarioWorld::read_report(Words words) {
    OrderReport report = report_of(printer_.id_of(words.take()));
    read_progress(words, report);
    return VenueReport{report};
}

Input ScenarioWorld::read_child(Words words) {
    const ClientOrderId parent = printer_.id_of(words.take());
    OrderReport report = report_of(parent);
    report.client_order_id = {};
    report.parent_client_order_id = parent;
    report.venue_order_id = VenueOrderId{words.take()};
    report.is_stop = false;
    report.type = OrderType::Market;
    report.trigger_price.reset();
    read_progress(words, report);
    return VenueReport{report};
}

Input ScenarioWorld::read_external(Words words) {
    OrderReport report;
    report.venue_order_id = VenueOrderId{words.take()};
    report.instrument_id = InstrumentId{words.take()};
    report.side = *parse_side(words.take());
    if (words.take_if("named")) report.client_order_id = ClientOrderId{words.take()};
    report.times = {now_, now_};
    read_progress(words, report);
    return VenueReport{report};
}

Input ScenarioWorld::read_queried(Words words) {
    OrderQueried answer;
    answer.client_order_id = printer_.id_of(words.take());
    answer.ts_venue = now_;
    answer.has_answer = true;
    if (words.take_if("failed")) {
        answer.has_answer = false;
    } else if (!words.take_if("absent")) {
        OrderReport report = report_of(answer.client_order_id);
        read_progress(words, report);
        answer.report = report;
    }
    return VenueReport{answer};
}

// "position BTC-USDT-SWAP 2 leverage 5", "position BTC-USDT-SWAP 2 side_by_side"
Input ScenarioWorld::read_position(Words words) const {
    PositionReport report;
    report.instrument_id = InstrumentId{words.take()};
    report.quantity = words.take_quantity();
    report.times = {now_, now_};
    if (words.take_if("leverage")) report.leverage = Ratio{words.take_price().value()};
    if (words.take_if("side_by_side")) report.is_net = false;
    return VenueReport{report};
}

Input ScenarioWorld::read_command(CommandKind kind, Words words) const {
    Command command;
    command.kind = kind;
    command.request_id = words.take();
    command.actor = "operator:alice";
    command.reason = "scenario";
    return command;
}

// "pause r1 strategy s1 instrument BTC-USDT"
Input ScenarioWorld::read_scoped_command(CommandKind kind, Words words) const {
    Command command = std::get<Command>(read_command(kind, words));
    words.take();
    while (!words.empty()) {
        if (words.take_if("strategy")) {
            command.strategy_id = StrategyId{words.take()};
        } else {
            words.expect("instrument");
            command.instrument_id = InstrumentId{words.take()};
        }
    }
    return command;
}

// "decide r1 adopted activity order:77 for s1", "decide r2 ignored instrument BTC-USDT"
Input ScenarioWorld::read_decision(Words words) const {
    Command command = std::get<Command>(read_command(CommandKind::DecideExternal, words));
    words.take();
    const auto verdict = parse_external_verdict(words.take());
    if (!verdict) throw std::runtime_error{"not a verdict"};
    command.verdict = *verdict;
    while (!words.empty()) {
        const std::string what = words.take();
        if (what == "activity") {
            const std::string id = words.take();
            const auto colon = id.find(':');
            const bool names_ours = id.find('/') != std::string::npos;
            command.activity_id =
                names_ours ? id.substr(0, colon + 1) + printer_.id_of(id.substr(colon + 1)).value() : id;
        } else if (what == "instrument") {
            command.instrument_id = InstrumentId{words.take()};
        } else if (what == "for") {
            command.strategy_id = StrategyId{words.take()};
        } else {
            throw std::runtime_error{"decide with what? " + what};
        }
    }
    return command;
}

}  // namespace trading::test
