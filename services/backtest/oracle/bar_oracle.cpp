#include "services/backtest/oracle/bar_oracle.hpp"

#include "services/strategy/core/ladder/lot_split.hpp"

#include <algorithm>
#include <cmath>

namespace trading::backtest {
namespace {

using domain::Side;
using strategy::Bar;

// Prices are multiples of the tick only up to rounding.
constexpr double kTickRounding = 1e-9;

double direction_of(Side side) { return side == Side::Buy ? 1.0 : -1.0; }

}  // namespace

BarOracle::BarOracle(const OracleRules& rules)
    : rules_(rules), rsi_(rules.rsi), range_(rules.range_period), cash_(rules.start_cash) {}

double BarOracle::cash() const noexcept { return cash_ + (position_ ? position_->trade.profit : 0.0); }

double BarOracle::to_tick(double direction, double price) const {
    const double ticks = price / rules_.tick_size;
    return (direction > 0 ? std::floor(ticks + kTickRounding) : std::ceil(ticks - kTickRounding)) * rules_.tick_size;
}

void BarOracle::on_bar(const Bar& bar) {
    rsi_.update(bar);
    range_.update(bar);
    const auto setup = detector_.update(bar.ts_open, rsi_.value());
    if (position_ && position_->is_leaving) {
        const double price = bar.open - position_->direction * rules_.slip_ticks * rules_.tick_size;
        close_part({OracleExit::TimeStop, 0, bars_, position_->lots_left, price}, rules_.taker_rate);
    } else if (!position_ && pending_) {
        enter(bar);
    }
    close_if_done();
    if (position_) exit_at_stop(bar);
    if (position_) take_profits(bar);
    close_if_done();
    if (position_) move_stop(bar);
    look_for_entry(bar, setup);
    ++bars_;
}

void BarOracle::enter(const Bar& bar) {
    const double direction = direction_of(pending_->side);
    const double distance = pending_->distance;
    const double entry = bar.open + direction * rules_.slip_ticks * rules_.tick_size;
    const Side side = pending_->side;
    pending_.reset();
    const double by_risk = cash_ * rules_.risk_fraction / (distance * rules_.lot_base);
    const double by_leverage = rules_.leverage_max * cash_ / (entry * rules_.lot_base);
    const auto lots = static_cast<std::int64_t>(std::floor(std::min(by_risk, by_leverage)));
    if (lots < 1) return;
    Position position;
    position.direction = direction;
    position.lots_left = lots;
    position.stop = to_tick(direction, entry - direction * distance);
    for (std::size_t level = 0; level < position.targets.size(); ++level) {
        position.targets[level] = to_tick(direction, entry + direction * rules_.multiples[level] * distance);
    }
    const std::vector<std::int64_t> weights(rules_.weights.begin(), rules_.weights.end());
    position.target_lots = *strategy::split_lots(lots, {weights, 1});
    const double base = static_cast<double>(lots) * rules_.lot_base;
    position.trade = {bars_, side, entry, lots, distance, base * distance, -base * entry * rules_.taker_rate, {}};
    position_ = std::move(position);
}

void BarOracle::close_part(const OracleFill& fill, double fee_rate) {
    OracleTrade& trade = position_->trade;
    const double base = static_cast<double>(fill.lots) * rules_.lot_base;
    trade.profit += base * position_->direction * (fill.price - trade.entry) - base * fill.price * fee_rate;
    trade.fills.push_back(fill);
    position_->lots_left -= fill.lots;
}

void BarOracle::close_if_done() {
    if (!position_ || position_->lots_left > 0) return;
    cash_ += position_->trade.profit;
    trades_.push_back(std::move(position_->trade));
    position_.reset();
    last_exit_bar_ = bars_;
}

void BarOracle::exit_at_stop(const Bar& bar) {
    const bool is_long = position_->direction > 0;
    const double stop = position_->stop;
    if (is_long ? bar.low > stop : bar.high < stop) return;
    const double worse = is_long ? std::min(bar.open, stop) : std::max(bar.open, stop);
    const double price = worse - position_->direction * rules_.slip_ticks * rules_.tick_size;
    close_part({OracleExit::Stop, 0, bars_, position_->lots_left, price}, rules_.taker_rate);
    close_if_done();
}

void BarOracle::take_profits(const Bar& bar) {
    const bool is_long = position_->direction > 0;
    while (position_->targets_hit < position_->targets.size() && position_->lots_left > 0) {
        const std::size_t level = position_->targets_hit;
        const double target = position_->targets[level];
        const bool is_beyond = is_long ? bar.high > target + kTickRounding : bar.low < target - kTickRounding;
        if (!is_beyond) return;
        ++position_->targets_hit;
        const std::int64_t lots = position_->target_lots[level];
        if (lots == 0) continue;
        close_part({OracleExit::TakeProfit, static_cast<int>(level) + 1, bars_, lots, target}, rules_.maker_rate);
    }
}

void BarOracle::move_stop(const Bar& bar) {
    Position& position = *position_;
    const double direction = position.direction;
    const bool is_long = direction > 0;
    const double farthest = is_long ? bar.high : bar.low;
    const double before = position.extreme.value_or(farthest);
    position.extreme = is_long ? std::max(before, farthest) : std::min(before, farthest);
    const auto tighten = [&](double stop) {
        position.stop = is_long ? std::max(position.stop, stop) : std::min(position.stop, stop);
    };
    if (position.targets_hit >= 1) {
        const double fees = rules_.taker_rate + rules_.maker_rate;
        tighten(to_tick(-direction, position.trade.entry * (1 + direction * fees)));
    }
    if (position.targets_hit >= 2) {
        tighten(to_tick(direction, *position.extreme - direction * rules_.trail_ranges * *range_.value()));
    }
    const std::size_t bars_held = bars_ - position.trade.entry_bar + 1;
    if (position.targets_hit == 0 && bars_held >= static_cast<std::size_t>(rules_.bars_max)) position.is_leaving = true;
}

bool BarOracle::is_too_dear(double close, double distance) const {
    if (rules_.cost_max <= 0) return false;
    return (2 * rules_.taker_rate * close + 2 * rules_.tick_size) / distance > rules_.cost_max;
}

void BarOracle::look_for_entry(const Bar& bar, const std::optional<strategy::ReentrySetup>& setup) {
    if (position_ || !setup || !range_.ready()) return;
    if (last_exit_bar_ && bars_ - *last_exit_bar_ < static_cast<std::size_t>(rules_.cooldown_bars)) return;
    const double distance = rules_.stop_ranges * *range_.value();
    if (distance <= 0 || is_too_dear(bar.close, distance)) return;
    pending_ = Pending{setup->side, distance};
}

}  // namespace trading::backtest
