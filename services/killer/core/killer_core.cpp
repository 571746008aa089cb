#include "services/killer/core/killer_core.hpp"

#include <chrono>

namespace trading::killer {
namespace {

std::string milliseconds(base::Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) + " ms";
}

}  // namespace

void KillerCore::on_input(const Input& input, base::MonotonicTime now, Outputs& outputs) {
    std::visit([&](const auto& each) { on(each, now, outputs); }, input);
}

KillerView KillerCore::view() const {
    return KillerView{
        .is_latched = is_latched_,
        .is_empty = is_latched_ && is_empty(),
        .has_looked = has_looked_,
        .is_last_look_whole = is_last_look_whole_,
        .open_orders = open_orders_,
        .open_positions = open_positions_,
        .cancels_waiting = queue_.waiting(),
        .time_to_empty = time_to_empty_,
    };
}

void KillerCore::on(const KillLatched& /*input*/, base::MonotonicTime now, Outputs& outputs) {
    if (is_latched_) return;
    is_latched_ = true;
    ts_latched_ = now;
    time_to_empty_ = {};
    empty_looks_ = 0;
    has_looked_ = false;
    outputs.notices.push_back({true, "kill_latched", "every order of the account is being cancelled until the release"}
    );
    // A look that began before knows nothing of what was placed meanwhile.
    begin_look(now, outputs);
    arm_dead_man(now, outputs);
}

void KillerCore::on(const KillReleased& /*input*/, base::MonotonicTime now, Outputs& outputs) {
    if (!is_latched_) return;
    is_latched_ = false;
    queue_.clear();
    closed_.clear();
    ts_next_look_ = now + options_.idle_interval;
    outputs.notices.push_back({true, "kill_released", "orders stay open from now on"});
}

void KillerCore::on(const Tick& /*input*/, base::MonotonicTime now, Outputs& outputs) {
    if (is_looking_ && now >= ts_look_began_ + options_.answer_timeout) {
        end_look(false, "no answer in time", now, outputs);
    }
    if (!is_looking_ && now >= ts_next_look_) begin_look(now, outputs);
    if (!is_latched_) return;
    if (now >= ts_next_arm_) arm_dead_man(now, outputs);
    send_cancels(now, outputs);
}

void KillerCore::on(const domain::KillReport& report, base::MonotonicTime now, Outputs& outputs) {
    std::visit([&](const auto& each) { on(each, now, outputs); }, report);
}

void KillerCore::on(const domain::OrdersSeen& seen, base::MonotonicTime now, Outputs& outputs) {
    if (seen.look == look_) orders_in_look_ += seen.orders.size();
    if (!is_latched_ || seen.orders.empty()) return;
    if (is_empty() && seen.look == look_) {
        counters_.orders_after_empty += seen.orders.size();
        outputs.notices.push_back(
            {true,
             "orders_appeared",
             std::to_string(seen.orders.size()) + " orders appeared while killed; something still trades"}
        );
        empty_looks_ = 0;
    }
    // A late page is as good as a new one: what is in it was open, and cancelling what is gone does nothing.
    for (const domain::OpenOrderName& order : seen.orders) queue_.add(order, now);
    send_cancels(now, outputs);
}

void KillerCore::on(const domain::PositionsSeen& seen, base::MonotonicTime now, Outputs& outputs) {
    if (seen.look == look_) positions_in_look_ += seen.positions.size();
    if (!is_latched_ || !options_.close_positions) return;
    std::erase_if(closed_, [&](const auto& closed) { return closed.second + options_.close_retry <= now; });
    for (const domain::OpenPositionName& position : seen.positions) {
        const PositionKey key{position.instrument_id, {position.side, position.is_isolated}};
        if (!closed_.emplace(key, now).second) continue;
        ++counters_.closes_sent;
        outputs.requests.emplace_back(domain::ClosePosition{position});
    }
}

void KillerCore::on(const domain::LookEnded& ended, base::MonotonicTime now, Outputs& outputs) {
    if (is_looking_ && ended.look == look_) end_look(ended.is_whole, ended.detail, now, outputs);
}

void KillerCore::on(const domain::CancelsAnswered& answered, base::MonotonicTime now, Outputs& /*outputs*/) {
    using domain::RequestOutcome;
    const std::size_t all = answered.request.venue_order_ids.size();
    if (answered.is_over_limit) queue_.exhaust(answered.request.instrument_id, answered.request.is_stop, now);
    switch (answered.outcome) {
        case RequestOutcome::Accepted:
            counters_.cancels_accepted += answered.accepted;
            counters_.cancels_refused += answered.refused;
            break;
        case RequestOutcome::Refused: counters_.cancels_refused += all; break;
        case RequestOutcome::Unknown: counters_.cancels_unknown += all; break;
        case RequestOutcome::NotSent: counters_.cancels_not_sent += all; break;
    }
}

void KillerCore::on(const domain::CloseAnswered& answered, base::MonotonicTime /*now*/, Outputs& outputs) {
    if (answered.outcome == domain::RequestOutcome::Accepted) return;
    outputs.notices.push_back(
        {false,
         "close_not_accepted",
         answered.position.instrument_id.value() + ": " + answered.code + " " + answered.detail}
    );
}

void KillerCore::on(const domain::RequestAnswered& answered, base::MonotonicTime now, Outputs& /*outputs*/) {
    if (answered.kind != domain::RequestKind::DeadMan) return;
    if (answered.outcome == domain::RequestOutcome::Accepted) {
        ++counters_.dead_man_armed;
        return;
    }
    ++counters_.dead_man_failed;
    ts_next_arm_ = now + options_.dead_man_retry;
}

void KillerCore::on(const domain::KeyChecked& checked, base::MonotonicTime /*now*/, Outputs& outputs) {
    if (checked.can_withdraw) {
        outputs.notices.push_back(
            {true,
             "key_may_withdraw",
             "the killer's API key may withdraw: replace it by one that only reads and trades"}
        );
    }
    if (!checked.can_trade) {
        outputs.notices.push_back({true, "key_may_not_trade", "the killer's API key may not trade: it cannot cancel"});
    }
}

void KillerCore::begin_look(base::MonotonicTime now, Outputs& outputs) {
    ++look_;
    ++counters_.looks;
    is_looking_ = true;
    ts_look_began_ = now;
    orders_in_look_ = 0;
    positions_in_look_ = 0;
    outputs.requests.emplace_back(domain::LookForOrders{look_, is_latched_ && options_.close_positions});
}

void KillerCore::end_look(bool is_whole, const std::string& detail, base::MonotonicTime now, Outputs& outputs) {
    is_looking_ = false;
    is_last_look_whole_ = is_whole;
    if (!is_whole) {
        ++counters_.looks_failed;
        empty_looks_ = 0;
        outputs.notices.push_back({is_latched_, "look_failed", "the open orders could not be listed: " + detail});
    } else {
        has_looked_ = true;
        open_orders_ = orders_in_look_;
        open_positions_ = positions_in_look_;
        note_emptiness(now, outputs);
    }
    ts_next_look_ = now + pause_after(is_whole);
}

void KillerCore::note_emptiness(base::MonotonicTime now, Outputs& outputs) {
    if (!is_latched_) return;
    if (orders_in_look_ + positions_in_look_ > 0) {
        empty_looks_ = 0;
        return;
    }
    if (is_empty() || ++empty_looks_ < kEmptyLooksNeeded) return;
    if (time_to_empty_ == base::Duration::zero()) time_to_empty_ = now - ts_latched_;
    outputs.notices.push_back(
        {false,
         "venue_empty",
         "no order is open, by " + std::to_string(kEmptyLooksNeeded) + " looks in a row; the first proof took " +
             milliseconds(time_to_empty_)}
    );
}

void KillerCore::send_cancels(base::MonotonicTime now, Outputs& outputs) {
    for (domain::CancelOrders& request : queue_.take(now)) {
        counters_.cancels_sent += request.venue_order_ids.size();
        outputs.requests.emplace_back(std::move(request));
    }
}

// Not refreshed: it is meant to fire. It is armed again only after it did, for orders that appeared since.
void KillerCore::arm_dead_man(base::MonotonicTime now, Outputs& outputs) {
    ts_next_arm_ = now + options_.dead_man_timeout + options_.dead_man_retry;
    outputs.requests.emplace_back(domain::RefreshDeadMan{options_.dead_man_timeout});
}

base::Duration KillerCore::pause_after(bool is_whole) const {
    if (!is_latched_) return options_.idle_interval;
    return is_whole && is_empty() ? options_.watch_interval : options_.look_pause;
}

}  // namespace trading::killer
