#include "services/backtest/venue/queue_place.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace trading::backtest {
namespace {

// The chance that who left stood behind us. Nobody behind: none of them can have left.
double chance_behind(double behind, double ahead) {
    const double weight = std::log1p(behind);
    const double total = weight + std::log1p(ahead);
    return total > 0 ? weight / total : 0;
}

}  // namespace

QueuePlace::QueuePlace(QueueModel model, double level_quantity, double lot_size)
    : model_(model), lot_size_(lot_size), level_(level_quantity), ahead_(level_quantity) {
    TRADING_ASSERT(level_quantity >= 0);
    TRADING_ASSERT(lot_size > 0);
}

std::int64_t QueuePlace::on_trade(double quantity) {
    TRADING_ASSERT(quantity >= 0);
    traded_ += quantity;
    ahead_ -= quantity;
    if (ahead_ >= 0) return 0;
    const std::int64_t lots = std::llround(-ahead_ / lot_size_);
    ahead_ = 0;
    return lots;
}

void QueuePlace::on_level(double quantity) {
    TRADING_ASSERT(quantity >= 0);
    const double left = level_ - quantity - traded_;
    if (model_ == QueueModel::Probabilistic && left > 0) {
        const double behind = std::max(level_ - traded_ - ahead_, 0.0);
        const double chance = chance_behind(behind, ahead_);
        ahead_ = std::max(ahead_ - (1 - chance) * left, 0.0);
    }
    // Also when more would have left behind us than stood there: the rest of it left ahead.
    ahead_ = std::min(ahead_, quantity);
    level_ = quantity;
    traded_ = 0;
}

}  // namespace trading::backtest
