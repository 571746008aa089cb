#include "services/simulator/core/matcher.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace trading::simulator {

TakeOutcome Matcher::take(std::size_t where, const Taker& taker) {
    Market& market = state_.markets[where];
    const domain::Side makers_side = domain::opposite(taker.side);
    TakeOutcome outcome{taker.lots, taker.quote, CancelSource::None};
    int matches = 0;
    run_ = LevelRun{};
    while (taker.quote || outcome.remaining_lots > 0) {
        const BookSlot slot = market.book.best(makers_side);
        if (slot == kNoSlot || !market.book.crosses(taker.side, taker.limit_ticks)) break;
        const RestingOrder maker = market.book.at(slot);
        if (run_.ticks != maker.ticks) flush(where, taker);
        if (taker.order != nullptr && matches == kMatchesMax) {
            outcome.stopped = CancelSource::TooManyMatches;
            break;
        }
        if (prevents_self_trade(taker, maker, outcome.stopped)) {
            if (outcome.stopped != CancelSource::None) break;
            continue;
        }
        std::int64_t lots = maker.lots;
        lots = std::min(
            lots, taker.quote ? market.grid.lots_for(*outcome.remaining_quote, maker.ticks) : outcome.remaining_lots
        );
        if (lots == 0) break;
        match(where, taker, slot, lots);
        ++matches;
        if (taker.quote) {
            *outcome.remaining_quote -= market.grid.notional(maker.ticks, lots);
        } else {
            outcome.remaining_lots -= lots;
        }
    }
    flush(where, taker);
    return outcome;
}

bool Matcher::prevents_self_trade(const Taker& taker, const RestingOrder& maker, CancelSource& stopped) {
    if (taker.order == nullptr || maker.is_participant() || maker.account != taker.order->account) return false;
    const SelfTrade mode = taker.order->view.self_trade;
    if (mode != SelfTrade::CancelTaker) {
        Order* own = state_.accounts[maker.account].find_order(maker.order_id);
        TRADING_ASSERT(own != nullptr);
        keeper_.cancel(*own, CancelSource::SelfTrade);
    }
    if (mode != SelfTrade::CancelMaker) stopped = CancelSource::SelfTrade;
    return true;
}

void Matcher::match(std::size_t where, const Taker& taker, BookSlot slot, std::int64_t lots) {
    Market& market = state_.markets[where];
    const RestingOrder maker = market.book.at(slot);
    const std::int64_t trade_id = market.next_trade_id++;
    ++state_.counters.matches;
    market.reduce_resting(slot, lots);
    market.book_changed(state_.now);
    run_.ticks = maker.ticks;
    run_.lots += lots;
    run_.match_lots.push_back(lots);
    run_.last_trade_id = trade_id;
    if (!maker.is_participant()) {
        Account& account = state_.accounts[maker.account];
        Order* order = account.find_order(maker.order_id);
        TRADING_ASSERT(order != nullptr);
        clearing_.book_fill(*order, FillFact{maker.ticks, lots, ExecutionRole::Maker, std::to_string(trade_id)});
        if (taker.order == nullptr) clearing_.book_house(where, maker.side, maker.ticks, lots);
        if (!market.is_spot()) keeper_.enforce_reduce_only(account, where);
    } else if (taker.order != nullptr) {
        clearing_.book_house(where, taker.side, maker.ticks, lots);
    }
}

void Matcher::flush(std::size_t where, const Taker& taker) {
    if (run_.lots == 0) return;
    Market& market = state_.markets[where];
    const LevelRun run = std::exchange(run_, LevelRun{});
    market.last_ticks = run.ticks;
    market.last_lots = run.lots;
    market.is_last_changed = true;
    market.high_since_check = std::max(market.high_since_check, run.ticks);
    market.low_since_check = market.low_since_check == 0 ? run.ticks : std::min(market.low_since_check, run.ticks);
    market.candles.add_trade(run.ticks, run.lots);
    TradeView trade;
    trade.instrument = market.id();
    trade.trade_id = run.last_trade_id;
    trade.price = market.grid.to_price(run.ticks);
    trade.size = market.grid.to_size(run.lots);
    trade.side = taker.side;
    for (const std::int64_t lots : run.match_lots) trade.match_sizes.push_back(market.grid.to_size(lots));
    trade.sequence = market.sequence;
    trade.time = state_.now;
    market.trades.push_back(trade);
    if (market.trades.size() > Market::kTradesMax) market.trades.pop_front();
    state_.emit(PublicTrade{std::move(trade)});
    if (taker.order == nullptr) return;
    clearing_.book_fill(
        *taker.order, FillFact{run.ticks, run.lots, ExecutionRole::Taker, std::to_string(run.last_trade_id)}
    );
    if (!market.is_spot()) keeper_.enforce_reduce_only(state_.accounts[taker.order->account], where);
}

bool Matcher::can_fill(std::size_t where, const Order& order) const {
    const Market& market = state_.markets[where];
    std::int64_t missing = order.remaining();
    int matches = 0;
    for (const auto& [key, level] : market.book.side(domain::opposite(order.view.side))) {
        const std::int64_t ticks = std::abs(key);
        const bool is_within =
            order.view.side == domain::Side::Buy ? ticks <= order.limit_ticks : ticks >= order.limit_ticks;
        if (!is_within) break;
        for (BookSlot slot = level.head; slot != kNoSlot; slot = market.book.at(slot).next) {
            const RestingOrder& maker = market.book.at(slot);
            const bool is_own = !maker.is_participant() && maker.account == order.account;
            if (is_own && order.view.self_trade == SelfTrade::CancelTaker) return false;
            if (is_own) continue;
            missing -= maker.lots;
            if (++matches > kMatchesMax) return false;
            if (missing <= 0) return true;
        }
    }
    return false;
}

}  // namespace trading::simulator
