#include "services/strategy/core/signal/order_flow_imbalance.hpp"

namespace trading::strategy {
namespace {

double flow_between(const TopOfBook& before, const TopOfBook& now) {
    double flow = 0;
    if (now.bid.price >= before.bid.price) flow += now.bid.quantity;
    if (now.bid.price <= before.bid.price) flow -= before.bid.quantity;
    if (now.ask.price <= before.ask.price) flow -= now.ask.quantity;
    if (now.ask.price >= before.ask.price) flow += before.ask.quantity;
    return flow;
}

}  // namespace

void OrderFlowImbalance::update(base::Timestamp now, const TopOfBook& quotes) {
    if (has_quotes_ && quotes != before_) {
        window_.add(now, flow_between(before_, quotes), (quotes.bid.quantity + quotes.ask.quantity) / 2);
    } else {
        window_.advance(now);
    }
    has_quotes_ = true;
    before_ = quotes;
}

std::optional<double> OrderFlowImbalance::value() const {
    if (!has_quotes_) return std::nullopt;
    if (window_.count() == 0 || window_.second_sum() <= 0) return 0.0;
    return window_.first_sum() * static_cast<double>(window_.count()) / window_.second_sum();
}

}  // namespace trading::strategy
