#include "services/simulator/core/account.hpp"

namespace trading::simulator {

std::size_t Account::pending_count() const noexcept {
    std::size_t count = 0;
    for (const auto& of_market : pending) count += of_market.size();
    return count;
}

Order* Account::find_order(std::int64_t order_id) {
    const auto found = orders.find(order_id);
    return found == orders.end() ? nullptr : &found->second;
}

Order* Account::find_order(const std::string& client_order_id) {
    const auto found = newest_by_client_id.find(client_order_id);
    return found == newest_by_client_id.end() ? nullptr : find_order(found->second);
}

Position* Account::find_position(std::size_t market, PositionKind kind) {
    const auto found = positions.find({market, kind});
    return found == positions.end() ? nullptr : &found->second;
}

std::int64_t Account::position_lots(std::size_t market, PositionKind kind) const {
    const auto found = positions.find({market, kind});
    return found == positions.end() ? 0 : found->second.lots;
}

std::int64_t Account::leverage(std::size_t market, PositionKind kind) const {
    if (kind.mode != MarginMode::Isolated) return cross_leverage[market];
    const auto found = isolated_leverage.find({market, kind.side});
    return found == isolated_leverage.end() ? kLeverageDefault : found->second;
}

}  // namespace trading::simulator
