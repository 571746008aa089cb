#include "tests/simulation/protection_watch.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace trading::simulation {

using namespace domain;

// One commit may hold a plan and a fill that came after it.
void ProtectionWatch::begin_commit() {
    for (const auto& [id, row] : database_.positions()) largest_[id] = std::abs(row.quantity.to_double());
}

void ProtectionWatch::before_commit(const Position& row) {
    double& largest = largest_[row.instrument_id];
    largest = std::max(largest, std::abs(row.quantity.to_double()));
}

void ProtectionWatch::on_sent(const PlaceOrder& request) {
    const Order& order = request.order;
    if (order.purpose != OrderPurpose::TakeProfit) return;
    if (order.quantity.to_double() > largest_[order.instrument_id] + 1e-9) {
        verdict_.fail("P2", "a take-profit beyond the position: " + order.client_order_id.value());
    }
}

double ProtectionWatch::tradable(const Position& position) {
    const double lot = position.instrument_id.value() == kSpot ? 0.0001 : 0.1;
    return std::floor(std::abs(position.quantity.to_double()) / lot + 1e-9) * lot;
}

double ProtectionWatch::covered(const Position& position) const {
    const Side closing = position.quantity.is_positive() ? Side::Sell : Side::Buy;
    double size = 0;
    for (const auto& algo : venue_.core().pending_algos(our_account(), {})) {
        if (algo.instrument == position.instrument_id && algo.side == closing && algo.size)
            size += algo.size->to_double();
    }
    return size;
}

void ProtectionWatch::on_closed_unprotected(const std::string& detail) {
    if (is_calm_) verdict_.fail("P1", "closed for want of a stop: " + detail);
}

void ProtectionWatch::look() {
    is_calm_ = true;
    for (const auto& [id, position] : database_.positions()) {
        const bool is_ours = !position.strategy_id.empty();
        if (!is_ours || tradable(position) == 0 || covered(position) >= tradable(position) - 1e-9) {
            uncovered_since_.erase(id);
            continue;
        }
        const base::Timestamp since = uncovered_since_.try_emplace(id, scene_.now()).first->second;
        if (scene_.now() - since > kUnprotectedMax) {
            verdict_.fail(
                "P1",
                id.value() + ": of " + position.quantity.to_string() + " only " + std::to_string(covered(position)) +
                    " is covered by a stop"
            );
        }
    }
}

}  // namespace trading::simulation
