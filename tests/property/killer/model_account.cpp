#include "tests/property/killer/model_account.hpp"

#include <algorithm>

namespace trading::test {

using namespace std::chrono_literals;

base::Duration ModelAccount::delay() {
    if (faults_.delay_max <= base::Duration::zero()) return 1ms;
    return base::Duration{
        1 + static_cast<std::int64_t>(random_.uniform() * static_cast<double>(faults_.delay_max.count()))};
}

void ModelAccount::add_order(base::MonotonicTime now) {
    const std::string id = std::to_string(1'000'000 + ++last_id_);
    const char* instrument = random_.chance(0.5) ? "BTC-USDT-SWAP" : "ETH-USDT";
    open_[id] = {domain::InstrumentId{instrument}, domain::VenueOrderId{id}, random_.chance(0.3)};
    placed_at_[id] = now;
}

bool ModelAccount::is_open_since(base::MonotonicTime time) const {
    return std::any_of(open_.begin(), open_.end(), [&](const auto& each) { return placed_at_.at(each.first) < time; });
}

void ModelAccount::answer(domain::KillReport report, base::MonotonicTime now) {
    if (!random_.chance(faults_.lost_answer)) on_the_way_.emplace(now + delay(), std::move(report));
}

void ModelAccount::take(const domain::KillRequest& request, base::MonotonicTime now) {
    if (const auto* cancels = std::get_if<domain::CancelOrders>(&request)) {
        sent_.push_back({now, cancels->instrument_id, cancels->is_stop, cancels->venue_order_ids.size()});
        if (!random_.chance(faults_.lost_request)) cancel(*cancels, now);
    }
    if (const auto* look_for = std::get_if<domain::LookForOrders>(&request)) {
        if (!random_.chance(faults_.lost_request)) look(*look_for, now);
    }
    if (std::holds_alternative<domain::RefreshDeadMan>(request)) {
        domain::RequestAnswered answered;
        answered.kind = domain::RequestKind::DeadMan;
        answered.outcome = domain::RequestOutcome::NotSent;
        answer(answered, now);
    }
}

// Pages of three, each with a delay of its own, so that they and the end come in any order between looks.
void ModelAccount::look(const domain::LookForOrders& request, base::MonotonicTime now) {
    if (random_.chance(faults_.failed_look)) return answer(domain::LookEnded{request.look, false, "busy"}, now);
    base::MonotonicTime last = now;
    domain::OrdersSeen page{request.look, {}};
    const auto send = [&] {
        // Within a look the client reports pages before the end.
        last = last + delay();
        on_the_way_.emplace(last, domain::KillReport{page});
        page.orders.clear();
    };
    for (const auto& [id, order] : open_) {
        page.orders.push_back(order);
        if (page.orders.size() == 3) send();
    }
    send();
    on_the_way_.emplace(last + delay(), domain::KillReport{domain::LookEnded{request.look, true, ""}});
}

bool ModelAccount::is_over_limit(const domain::CancelOrders& request, base::MonotonicTime now) const {
    std::size_t count = 0;
    for (const Sent& sent : sent_) {
        const bool is_same = sent.instrument_id == request.instrument_id && sent.is_stop == request.is_stop;
        if (is_same && now < sent.time + 2s) count += sent.count;
    }
    return request.is_stop && count > faults_.stop_cancels_max;
}

void ModelAccount::cancel(const domain::CancelOrders& request, base::MonotonicTime now) {
    domain::CancelsAnswered answered;
    answered.request = request;
    if (is_over_limit(request, now)) {
        answered.outcome = domain::RequestOutcome::Refused;
        answered.is_over_limit = true;
        return answer(answered, now);
    }
    answered.outcome = domain::RequestOutcome::Accepted;
    for (const domain::VenueOrderId& id : request.venue_order_ids) {
        const bool is_known = open_.count(id.value()) > 0;
        ++(is_known ? answered.accepted : answered.refused);
        if (!random_.chance(faults_.lazy_cancel)) open_.erase(id.value());
    }
    answer(answered, now);
}

std::vector<domain::KillReport> ModelAccount::reports(base::MonotonicTime now) {
    std::vector<domain::KillReport> arrived;
    while (!on_the_way_.empty() && on_the_way_.begin()->first <= now) {
        arrived.push_back(std::move(on_the_way_.begin()->second));
        on_the_way_.erase(on_the_way_.begin());
    }
    return arrived;
}

}  // namespace trading::test
