#include "services/execution/core/strategy_results.hpp"

#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Cash;
using domain::Position;
using domain::StrategyDay;
using domain::StrategyId;

void StrategyResults::recover(const domain::RecoveredState& state) {
    for (const StrategyDay& day : state.strategy_days) days_[day.strategy_id] = day;
    for (const auto& trade : state.strategy_trades) holdings_[trade.instrument_id].trade = trade;
    for (const Position& position : state.positions) {
        Holding& holding = holdings_[position.instrument_id];
        holding.trade.instrument_id = position.instrument_id;
        holding.booked = sum(position.realised_pnl, position.fees);
    }
}

void StrategyResults::observe(std::span<const domain::ExecutionRecord> records, Step& step) {
    for (const domain::ExecutionRecord& record : records) {
        if (const auto* fill = std::get_if<domain::Fill>(&record)) on_fill(*fill);
        if (const auto* position = std::get_if<Position>(&record)) on_position(*position, step);
        if (const auto* entry = std::get_if<domain::LedgerEntry>(&record)) on_ledger_entry(*entry, step);
    }
}

void StrategyResults::on_fill(const domain::Fill& fill) {
    holdings_[fill.instrument_id].is_stopped = fill.purpose == domain::OrderPurpose::StopLoss;
}

void StrategyResults::on_position(const Position& position, Step& step) {
    Holding& holding = holdings_[position.instrument_id];
    const Cash booked = sum(position.realised_pnl, position.fees);
    const Cash change = difference(booked, holding.booked);
    holding.booked = booked;
    domain::StrategyTrade& trade = holding.trade;
    trade.instrument_id = position.instrument_id;
    const bool was_open = trade.is_open;
    const bool is_open = is_held(position) && !position.strategy_id.empty();
    if (!was_open && !is_open) {
        add(position.strategy_id, change, step);
        return;
    }
    if (!was_open) {
        trade.strategy_id = position.strategy_id;
        trade.result = {};
        trade.is_open = true;
    }
    trade.result = sum(trade.result, change);
    add(trade.strategy_id, change, step);
    const bool has_ended = was_open && (!is_open || position.strategy_id != trade.strategy_id);
    if (has_ended) conclude(holding, step);
    if (has_ended && is_open) {
        trade.strategy_id = position.strategy_id;
        trade.is_open = true;
    }
    if (has_ended || !was_open || !change.is_zero()) step.out.records.emplace_back(trade);
}

void StrategyResults::on_ledger_entry(const domain::LedgerEntry& entry, Step& step) {
    if (entry.kind != "funding") return;
    const auto found = holdings_.find(entry.instrument_id);
    if (found == holdings_.end() || found->second.trade.strategy_id.empty()) return;
    domain::StrategyTrade& trade = found->second.trade;
    Cash paid;
    for (const auto& line : entry.lines) {
        if (line.account == domain::LedgerAccount::Venue) paid = sum(paid, line.amount);
    }
    add(trade.strategy_id, paid, step);
    if (!trade.is_open) return;
    trade.result = sum(trade.result, paid);
    step.out.records.emplace_back(trade);
}

void StrategyResults::add(const StrategyId& id, Cash amount, Step& step) {
    if (id.empty() || amount.is_zero()) return;
    StrategyDay& day = days_[id];
    day.strategy_id = id;
    day.realised = sum(day.realised, amount);
    step.out.records.emplace_back(day);
}

void StrategyResults::conclude(Holding& holding, Step& step) {
    domain::StrategyTrade& trade = holding.trade;
    StrategyDay& day = days_[trade.strategy_id];
    day.strategy_id = trade.strategy_id;
    const bool is_loss = trade.result.is_negative();
    day.losing_trades = is_loss ? day.losing_trades + 1 : 0;
    if (is_loss && holding.is_stopped) {
        day.stops.push_back(step.now);
        if (day.stops.size() > kStopsRemembered) day.stops.erase(day.stops.begin());
    }
    step.out.records.emplace_back(day);
    trade.result = {};
    trade.is_open = false;
}

void StrategyResults::update(Step& step) {
    const base::Timestamp today = std::chrono::floor<std::chrono::days>(step.now);
    for (const auto& [id, limits] : view_.limits.strategies) {
        StrategyDay& day = days_[id];
        if (day.day >= today) continue;
        // Without prices the old day goes on: a loss must not be forgotten for want of a price.
        const auto unrealised = unrealised_of_strategy(id);
        if (!unrealised) continue;
        day.strategy_id = id;
        day.day = today;
        day.realised = {};
        day.opening_unrealised = *unrealised;
        step.out.records.emplace_back(day);
    }
}

std::optional<Cash> StrategyResults::day_result(const StrategyId& id) const {
    const auto found = days_.find(id);
    if (found == days_.end()) return Cash{};
    const auto unrealised = unrealised_of_strategy(id);
    if (!unrealised) return std::nullopt;
    return sum(found->second.realised, difference(*unrealised, found->second.opening_unrealised));
}

std::optional<Cash> StrategyResults::unrealised_of_strategy(const StrategyId& id) const {
    Cash total;
    for (const auto& [instrument_id, position] : view_.positions.all()) {
        if (position.strategy_id != id || position.quantity.is_zero()) continue;
        const InstrumentMarket* market = view_.market.find(instrument_id);
        if (market == nullptr) continue;
        const auto gain = unrealised_of(position, *market);
        if (!gain && view_.limits.instruments.count(instrument_id) == 0) continue;
        if (!gain) return std::nullopt;
        total = sum(total, *gain);
    }
    return total;
}

int StrategyResults::losing_trades_in_a_row(const StrategyId& id) const {
    const auto found = days_.find(id);
    return found == days_.end() ? 0 : found->second.losing_trades;
}

int StrategyResults::stops_since(const StrategyId& id, base::Timestamp since) const {
    const auto found = days_.find(id);
    if (found == days_.end()) return 0;
    const auto& stops = found->second.stops;
    return static_cast<int>(std::count_if(stops.begin(), stops.end(), [&](auto time) { return time >= since; }));
}

void StrategyResults::forget_streak(const StrategyId& id, Step& step) {
    const auto found = days_.find(id);
    if (found == days_.end()) return;
    found->second.losing_trades = 0;
    found->second.stops.clear();
    step.out.records.emplace_back(found->second);
}

bool StrategyResults::is_held(const Position& position) const {
    const domain::Instrument* instrument = view_.market.instrument(position.instrument_id);
    return instrument != nullptr && !tradable_part(*instrument, position.quantity).is_zero();
}

}  // namespace trading::execution
