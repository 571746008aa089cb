#include "services/killer/core/cancel_queue.hpp"

#include <algorithm>

namespace trading::killer {

void CancelQueue::add(const domain::OpenOrderName& order, base::MonotonicTime now) {
    const Group group{order.is_stop, order.instrument_id};
    const auto sent = sent_.find({group, order.venue_order_id});
    if (sent != sent_.end() && now < sent->second + options_.cancel_retry) return;
    if (waiting_count_ >= kWaitingMax) {
        ++dropped_;
        return;
    }
    if (waiting_[group].insert(order.venue_order_id).second) ++waiting_count_;
}

std::vector<domain::CancelOrders> CancelQueue::take(base::MonotonicTime now) {
    forget_old(now);
    std::vector<domain::CancelOrders> requests;
    for (auto group = waiting_.begin(); group != waiting_.end();) {
        auto& [key, orders] = *group;
        const auto& [is_stop, instrument_id] = key;
        SendBudget* budget = budget_of(key);
        const std::size_t per_request = is_stop ? options_.stop_cancels_per_request : options_.cancels_per_request;
        while (budget != nullptr && !orders.empty()) {
            const std::size_t count = std::min({orders.size(), per_request, budget->available(now)});
            if (count == 0) break;
            budget->take(count, now);
            domain::CancelOrders request{.instrument_id = instrument_id, .is_stop = is_stop, .venue_order_ids = {}};
            for (std::size_t index = 0; index < count; ++index) {
                const auto first = orders.begin();
                sent_[{key, *first}] = now;
                request.venue_order_ids.push_back(*first);
                orders.erase(first);
            }
            waiting_count_ -= count;
            requests.push_back(std::move(request));
        }
        group = orders.empty() ? waiting_.erase(group) : std::next(group);
    }
    return requests;
}

void CancelQueue::exhaust(const domain::InstrumentId& instrument_id, bool is_stop, base::MonotonicTime now) {
    if (SendBudget* budget = budget_of({is_stop, instrument_id})) budget->exhaust(now);
}

SendBudget* CancelQueue::budget_of(const Group& group) {
    if (const auto found = budgets_.find(group); found != budgets_.end()) return &found->second;
    if (budgets_.size() >= kBudgetsMax) return nullptr;
    const std::size_t count = group.first ? options_.stop_cancels_max : options_.cancels_max;
    return &budgets_.try_emplace(group, count, options_.rate_window).first->second;
}

void CancelQueue::forget_old(base::MonotonicTime now) {
    std::erase_if(sent_, [&](const auto& sent) { return sent.second + options_.cancel_retry <= now; });
}

}  // namespace trading::killer
