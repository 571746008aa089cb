#include "tests/golden/execution/scenario_printer.hpp"

#include "services/execution/core/entry_pauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace trading::test {

using namespace domain;

namespace {

template <class T>
std::string optional_part(std::string_view name, const std::optional<T>& value) {
    return value ? fmt::format(" {} {}", name, value->to_string()) : "";
}

std::string optional_actor(const ExternalActivity& activity) {
    return activity.actor.empty() ? "" : " by " + activity.actor;
}

std::string words(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ';');
    return text;
}

struct RequestText {
    const ScenarioPrinter& printer;

    std::string operator()(const PlaceOrder& request) const {
        const Order& order = request.order;
        return fmt::format(
            "place          {} {} {} {}{}{}{}{} expires {}",
            printer.name_of(order.client_order_id),
            to_string(order.side),
            order.quantity.to_string(),
            to_string(order.type),
            order.is_reduce_only ? " reduce_only" : "",
            optional_part("@", order.limit_price),
            optional_part("trigger", order.trigger_price),
            optional_part("take_profit", order.take_profit_price),
            base::to_iso8601_milliseconds(order.ts_expires).substr(11, 12)
        );
    }
    std::string operator()(const CancelOrder& request) const {
        return fmt::format("cancel         {}", printer.name_of(request.client_order_id));
    }
    std::string operator()(const AmendOrder& request) const {
        return fmt::format(
            "amend          {}{}{}{}{} expires {}",
            printer.name_of(request.client_order_id),
            optional_part("quantity", request.quantity),
            optional_part("@", request.limit_price),
            optional_part("trigger", request.trigger_price),
            optional_part("take_profit", request.take_profit_price),
            base::to_iso8601_milliseconds(request.ts_expires).substr(11, 12)
        );
    }
    std::string operator()(const QueryOrder& request) const {
        return fmt::format("query          {}", printer.name_of(request.client_order_id));
    }
    std::string operator()(const FetchOpenOrders&) const { return "fetch          open_orders"; }
    std::string operator()(const FetchFills& request) const {
        return "fetch          fills since " + base::to_iso8601_milliseconds(request.since).substr(11, 12);
    }
    std::string operator()(const FetchPositions&) const { return "fetch          positions"; }
    std::string operator()(const FetchBalances&) const { return "fetch          balances"; }
    std::string operator()(const FetchBills&) const { return "fetch          bills"; }
    std::string operator()(const RefreshDeadMan& request) const {
        return fmt::format(
            "dead_man       {}s", std::chrono::duration_cast<std::chrono::seconds>(request.timeout).count()
        );
    }
};

struct FactText {
    const ScenarioPrinter& printer;

    std::string operator()(const OrderEvent& event) const {
        const Order& order = event.order;
        return fmt::format(
            "order          {} {} -> {} {}/{}{}",
            printer.name_of(order.client_order_id),
            to_string(event.previous_status),
            to_string(order.status),
            order.filled_quantity.to_string(),
            order.quantity.to_string(),
            order.reason.empty() ? "" : " reason " + order.reason
        );
    }
    std::string operator()(const Fill& fill) const {
        return fmt::format(
            "fill           {} {} {} {} @ {} {}",
            fill.trade_id.value(),
            fill.client_order_id.empty() ? "external" : printer.name_of(fill.client_order_id),
            to_string(fill.side),
            fill.quantity.to_string(),
            fill.price.to_string(),
            to_string(fill.purpose)
        );
    }
    std::string operator()(const Position& position) const {
        return fmt::format(
            "position       {} {}{} pnl {} fees {}{} covered {}{}",
            position.instrument_id.value(),
            position.quantity.to_string(),
            optional_part("@", position.average_entry_price),
            position.realised_pnl.to_string(),
            position.fees.to_string(),
            optional_part("stop", position.stop_price),
            position.protected_quantity.to_string(),
            position.strategy_id.empty() ? " external" : ""
        );
    }
    std::string operator()(const Balance& balance) const {
        return fmt::format("balance        {} {}", balance.currency.value(), balance.total.to_string());
    }
    std::string operator()(const RiskState& state) const {
        return fmt::format(
            "risk_state     {} by {} because {}", to_string(state.state), state.actor, words(state.reason)
        );
    }
    // The reply itself is printed where it is sent.
    std::string operator()(const IntentReply&) const { return ""; }
    std::string operator()(const ReconciliationReport& report) const {
        return fmt::format("reconciliation {}", report.is_equal ? "equal" : words(report.differences));
    }
};

}  // namespace

std::vector<std::string> ScenarioPrinter::print(const execution::Outputs& out) {
    for (const ExecutionRecord& record : out.records) {
        if (const auto* order = std::get_if<Order>(&record)) name(*order);
    }
    std::vector<std::string> lines;
    const auto add = [&lines](std::string line) {
        if (!line.empty()) lines.push_back(std::move(line));
    };
    for (const auto& record : out.records) add(text_of_record(record));
    for (const auto& request : out.requests) add(text(request));
    for (const auto& reply : out.replies) {
        add(fmt::format(
            "reply          {} {}{}{}",
            reply.intent_id.value(),
            to_string(reply.verdict),
            reply.deny_reason ? fmt::format(" {}", to_string(*reply.deny_reason)) : "",
            reply.detail.empty() ? "" : " " + reply.detail
        ));
    }
    for (const auto& answer : out.answers) {
        std::string line = fmt::format("answer         {} {}", answer.request_id, answer.is_done ? "done" : "refused");
        if (answer.flatten) {
            line += fmt::format(
                " cancelled {} closing {} left {} orders {} positions",
                answer.flatten->cancelled_orders,
                answer.flatten->closing_orders,
                answer.flatten->remaining_orders.size(),
                answer.flatten->remaining_positions.size()
            );
        }
        if (!answer.detail.empty()) line += " " + words(answer.detail);
        add(std::move(line));
    }
    for (const auto& fact : out.facts) add(text(fact));
    for (const auto& alert : out.alerts) add(fmt::format("alert          {} {}", alert.event, words(alert.detail)));
    return lines;
}

void ScenarioPrinter::name(const Order& order) {
    if (names_.count(order.client_order_id) > 0) return;
    const std::string owner = order.intent_id.empty() ? "none" : order.intent_id.value();
    const std::string plain = fmt::format("{}/{}", owner, to_string(order.purpose));
    std::string unique = plain;
    for (int number = 2; ids_.count(unique) > 0; ++number) unique = fmt::format("{}#{}", plain, number);
    names_[order.client_order_id] = unique;
    ids_[unique] = order.client_order_id;
}

ClientOrderId ScenarioPrinter::id_of(const std::string& wanted) const {
    const auto found = ids_.find(wanted);
    if (found == ids_.end()) throw std::runtime_error{"no order is called " + wanted};
    return found->second;
}

std::string ScenarioPrinter::name_of(const ClientOrderId& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id.value() : found->second;
}

std::string ScenarioPrinter::text(const ExecutionFact& fact) const { return std::visit(FactText{*this}, fact); }

std::string ScenarioPrinter::text(const VenueRequest& request) const { return std::visit(RequestText{*this}, request); }

// The records that no fact repeats.
std::string ScenarioPrinter::text_of_record(const ExecutionRecord& record) const {
    if (const auto* entry = std::get_if<LedgerEntry>(&record)) {
        std::string line = "ledger         " + entry->entry_id;
        for (const auto& each : entry->lines) {
            line += fmt::format(" {} {} {}", to_string(each.account), each.currency.value(), each.amount.to_string());
        }
        return line;
    }
    if (const auto* cursor = std::get_if<FillCursor>(&record)) {
        return "cursor         " + base::to_iso8601_milliseconds(cursor->ts_last_fill).substr(11, 12);
    }
    if (const auto* pause = std::get_if<EntryPause>(&record)) {
        return fmt::format(
            "{} {} by {} because {}",
            pause->is_paused ? "paused        " : "unpaused      ",
            execution::EntryScope{pause->strategy_id, pause->instrument_id}.in_words(),
            pause->actor,
            pause->reason
        );
    }
    if (const auto* activity = std::get_if<ExternalActivity>(&record)) {
        const auto colon = activity->activity_id.find(':') + 1;
        return fmt::format(
            "external       {}{} {}{}",
            activity->activity_id.substr(0, colon),
            name_of(ClientOrderId{activity->activity_id.substr(colon)}),
            to_string(activity->verdict),
            optional_actor(*activity)
        );
    }
    return "";
}

}  // namespace trading::test
