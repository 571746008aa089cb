#include "services/strategy/core/account_view.hpp"

#include <algorithm>

namespace trading::strategy {

using namespace domain;

bool is_protection(const Order& order) noexcept {
    return order.purpose == OrderPurpose::StopLoss || order.purpose == OrderPurpose::TakeProfit;
}

bool AccountView::apply(const ExecutionFact& fact) {
    struct Visitor {
        AccountView& view;

        bool operator()(const OrderEvent& event) const { return view.take(event); }
        bool operator()(const Position& position) const { return view.take(position); }
        bool operator()(const Balance& balance) const { return view.take(balance); }
        bool operator()(const RiskState& state) const { return view.take(state); }

        // Fills and answers concern the slot of an intent; the comparison with the venue reaches us as trading state.
        bool operator()(const Fill&) const { return true; }
        bool operator()(const IntentReply&) const { return true; }
        bool operator()(const ReconciliationReport&) const { return true; }
    };
    return std::visit(Visitor{*this}, fact);
}

void AccountView::replace(const AccountSnapshot& snapshot) {
    switch (snapshot.part) {
        case AccountPart::Orders: open_orders_.clear(); break;
        case AccountPart::Positions: positions_.clear(); break;
        case AccountPart::Balances: balances_.clear(); break;
        case AccountPart::RiskState: risk_state_.reset(); break;
        case AccountPart::Other: return;
    }
    for (const ExecutionFact& fact : snapshot.facts) apply(fact);
}

TradingState AccountView::trading_state() const noexcept {
    if (!is_synchronised() || !risk_state_) return TradingState::Halted;
    return risk_state_->state;
}

const Position* AccountView::position(const InstrumentId& instrument_id) const {
    const auto found = positions_.find(instrument_id);
    return found == positions_.end() ? nullptr : &found->second;
}

const Balance* AccountView::balance(const Currency& currency) const {
    const auto found = balances_.find(currency);
    return found == balances_.end() ? nullptr : &found->second;
}

bool AccountView::has_open_order(const InstrumentId& instrument_id) const {
    return std::any_of(open_orders_.begin(), open_orders_.end(), [&](const auto& entry) {
        return entry.second.instrument_id == instrument_id && !is_protection(entry.second);
    });
}

std::optional<IntentId> AccountView::open_intent(const StrategyId& strategy_id, const InstrumentId& instrument_id)
    const {
    for (const auto& [id, order] : open_orders_) {
        if (order.instrument_id != instrument_id || order.strategy_id != strategy_id) continue;
        if (!is_protection(order) && !order.intent_id.empty()) return order.intent_id;
    }
    return std::nullopt;
}

bool AccountView::has_open_order(const IntentId& intent_id) const {
    return std::any_of(open_orders_.begin(), open_orders_.end(), [&](const auto& entry) {
        return entry.second.intent_id == intent_id && !is_protection(entry.second);
    });
}

bool AccountView::take(const OrderEvent& event) {
    const Order& order = event.order;
    const auto ended = ended_versions_.find(order.client_order_id);
    if (ended != ended_versions_.end() && order.version <= ended->second) return false;
    const auto open = open_orders_.find(order.client_order_id);
    if (open != open_orders_.end() && order.version < open->second.version) return false;
    if (may_be_open(order.status)) {
        open_orders_.insert_or_assign(order.client_order_id, order);
        return true;
    }
    if (open != open_orders_.end()) open_orders_.erase(open);
    if (is_terminal(order.status)) remember_end(order);
    return true;
}

void AccountView::remember_end(const Order& order) {
    if (ended_versions_.insert_or_assign(order.client_order_id, order.version).second) {
        ended_order_.push_back(order.client_order_id);
    }
    if (ended_order_.size() <= kEndedOrdersMax) return;
    ended_versions_.erase(ended_order_.front());
    ended_order_.pop_front();
}

bool AccountView::take(const Position& position) {
    const auto known = positions_.find(position.instrument_id);
    if (known != positions_.end() && position.version < known->second.version) return false;
    positions_.insert_or_assign(position.instrument_id, position);
    return true;
}

bool AccountView::take(const Balance& balance) {
    const auto known = balances_.find(balance.currency);
    if (known != balances_.end() && balance.ts_event < known->second.ts_event) return false;
    balances_.insert_or_assign(balance.currency, balance);
    return true;
}

bool AccountView::take(const RiskState& state) {
    if (risk_state_ && state.version < risk_state_->version) return false;
    risk_state_ = state;
    return true;
}

}  // namespace trading::strategy
