#include "services/strategy/core/signal/session_vwap.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {

void SessionVwap::update(const Bar& bar) { add_trade(bar.ts_open, typical_price(bar), bar.volume); }

void SessionVwap::add_trade(base::Timestamp ts_event, double price, double quantity) {
    const std::int64_t session = std::chrono::floor<std::chrono::days>(ts_event - anchor_).time_since_epoch().count();
    if (session != session_) {
        session_ = session;
        weight_ = mean_ = squares_ = 0;
    }
    if (quantity <= 0) return;
    weight_ += quantity;
    const double distance = price - mean_;
    mean_ += distance * (quantity / weight_);
    squares_ += quantity * distance * (price - mean_);
}

std::optional<SessionVwap::Value> SessionVwap::value() const {
    if (!ready()) return std::nullopt;
    return Value{mean_, std::sqrt(std::max(0.0, squares_ / weight_))};
}

}  // namespace trading::strategy
