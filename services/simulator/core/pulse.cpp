#include "services/simulator/core/pulse.hpp"

#include "services/simulator/core/history.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::Duration kIndexPeriod = milliseconds{100};
constexpr base::Duration kMarkPeriod = milliseconds{200};
constexpr base::Duration kFundingReportPeriod = seconds{60};
constexpr double kSpeedMax = 50.0;
constexpr double kBasisShare = 0.02;  // Of each new look at the basis, every 200 ms: ten seconds of memory.
constexpr double kBasisLimit = 0.01;  // The mark never leaves the index by more.
constexpr double kInterestRate = 0.0001;
constexpr double kPremiumBand = 0.0005;
constexpr double kFundingLimit = 0.015;
constexpr int kRateScale = 16;

base::Decimal rate_decimal(double rate) {
    const auto decimal = base::Decimal::from_double(rate, kRateScale, base::Rounding::HalfEven);
    TRADING_ASSERT(decimal.has_value());
    return *decimal;
}

std::int64_t mid_ticks_twice(const Market& market) {
    const std::int64_t bid = market.book.best_ticks(domain::Side::Buy);
    const std::int64_t ask = market.book.best_ticks(domain::Side::Sell);
    return bid == 0 || ask == 0 ? 2 * market.last_ticks : bid + ask;
}

}  // namespace

FundingRateView funding_rate_view(const VenueState& state, const Market& market) {
    FundingRateView view;
    view.instrument = market.id();
    view.rate = market.funding_rate;
    view.funding_time = market.funding_time;
    view.next_funding_time = market.funding_time + state.options.funding_interval;
    view.interest_rate = rate_decimal(kInterestRate);
    view.maximum_rate = rate_decimal(kFundingLimit);
    view.minimum_rate = rate_decimal(-kFundingLimit);
    view.premium = market.premium;
    view.settled_rate = market.settled_rate;
    view.time = state.now;
    return view;
}

CandleView candle_view(const Market& market, const Candle& candle, bool is_closed) {
    CandleView view;
    view.open_time = candle.open_time;
    view.open = market.grid.to_price(candle.open);
    view.high = market.grid.to_price(candle.high);
    view.low = market.grid.to_price(candle.low);
    view.close = market.grid.to_price(candle.close);
    view.volume = market.grid.to_size(candle.lots);
    view.volume_quote = decimal_of(market.grid.notional_units(candle.value), Money::kScale);
    view.volume_currency =
        market.is_spot() ? view.volume_quote : decimal_of(market.grid.base_units(candle.lots), Money::kScale);
    view.is_closed = is_closed;
    return view;
}

Pulse::Pulse(VenueState& state, OrderDesk& desk, OrderKeeper& keeper, Clearing& clearing, Crowd& crowd)
    : state_(state), desk_(desk), keeper_(keeper), clearing_(clearing), crowd_(crowd) {
    const auto since = state.now.time_since_epoch();
    slot_ = base::Timestamp{since / kSlot * kSlot} + kSlot;
    slot_number_ = slot_.time_since_epoch() / kSlot;
}

void Pulse::set_speed(double speed) { state_.options.speed = speed >= 0.0 ? std::min(speed, kSpeedMax) : 0.0; }

void Pulse::start() {
    set_speed(state_.options.speed);
    if (state_.options.has_participants) crowd_.open_books();
    for (std::size_t market = 0; market < state_.markets.size(); ++market) {
        Market& started = state_.markets[market];
        started.last_ticks = mid_ticks_twice(started) / 2;
        HistoryOptions history;
        history.seed = base::mix(state_.options.seed ^ (0x415ULL + market));
        history.now = state_.now;
        history.minutes = state_.options.history;
        history.seconds = state_.options.second_history;
        write_history(history, started);
        const base::Duration interval = state_.options.funding_interval;
        const auto periods = state_.now.time_since_epoch() / interval;
        started.funding_time = base::Timestamp{(periods + 1) * interval};
        if (!started.is_spot()) write_funding_history(history, interval, started);
    }
    update_index(false);
    update_marks(false);
    for (Market& market : state_.markets) {
        if (!market.is_spot()) update_funding(market);
        market.is_last_changed = false;
        market.is_book_changed = false;
    }
}

void Pulse::roll_candles() {
    for (Market& market : state_.markets) {
        bool has_closed = false;
        market.candles.roll(state_.now, [&](Bar bar, const Candle& candle) {
            has_closed = true;
            // Of a gap that is skipped, only the end is told.
            if (candle.open_time + state_.options.catch_up_maximum < state_.now && bar == Bar::S1) return;
            state_.emit(CandleClosed{market.id(), bar, candle_view(market, candle, true)});
        });
        if (has_closed) state_.emit(CandleChanged{market.id()});
    }
}

bool Pulse::is_due(base::Duration period) const { return slot_number_ % (period / kSlot) == 0; }

bool Pulse::run_slot(base::Timestamp now) {
    if (slot_ > now) return false;
    const base::Duration behind = now - slot_;
    if (behind > state_.options.catch_up_maximum) {
        const std::int64_t skipped = (behind - state_.options.catch_up_maximum) / kSlot;
        slot_ += skipped * kSlot;
        slot_number_ += skipped;
        state_.counters.slots_skipped += static_cast<std::uint64_t>(skipped);
    }
    // A user's input may already have come later than this slot; time never goes back.
    state_.now = std::max(state_.now, slot_);
    roll_candles();
    ++state_.counters.slots;
    if (state_.options.has_participants) {
        for (steps_due_ += state_.options.speed; steps_due_ >= 1.0; steps_due_ -= 1.0) crowd_.step();
    }
    if (is_due(kIndexPeriod)) update_index(true);
    if (is_due(kMarkPeriod)) {
        update_marks(true);
        watch_margin();
    }
    for (Market& market : state_.markets) {
        if (market.is_spot()) continue;
        if (state_.now >= market.funding_time) settle_funding(market);
        if (is_due(kFundingReportPeriod)) {
            update_funding(market);
            state_.emit(FundingChanged{funding_rate_view(state_, market)});
        }
    }
    desk_.fire_cancel_timers();
    state_.number_books();
    slot_ += kSlot;
    ++slot_number_;
    return true;
}

void Pulse::update_index(bool reports) {
    for (std::size_t index = 0; index < state_.markets.size(); ++index) {
        Market& market = state_.markets[index];
        if (!market.is_spot()) continue;
        const std::int64_t before = market.index_ticks;
        // Without participants the last trade is all there is to go by.
        market.index_ticks =
            state_.options.has_participants ? market.grid.nearest_ticks(crowd_.index_price(index)) : market.last_ticks;
        if (reports && market.index_ticks != before) state_.emit(IndexChanged{market.id()});
    }
}

void Pulse::update_marks(bool reports) {
    for (Market& market : state_.markets) {
        const Market& index_market = state_.markets[market.index_market];
        const std::int64_t before = market.mark_ticks;
        if (market.is_spot()) {
            market.mark_ticks = market.index_ticks;
        } else {
            const double index = index_market.grid.price_of(static_cast<double>(index_market.index_ticks));
            const double mid = market.grid.price_of(0.5 * static_cast<double>(mid_ticks_twice(market)));
            market.basis += kBasisShare * ((mid - index) / index - market.basis);
            market.basis = std::clamp(market.basis, -kBasisLimit, kBasisLimit);
            if (!state_.options.has_participants) market.basis = 0;
            market.mark_ticks = market.grid.nearest_ticks(index * (1.0 + market.basis));
        }
        if (reports && market.mark_ticks != before && !market.is_spot()) {
            state_.emit(MarkChanged{{market.id(), market.grid.to_price(market.mark_ticks), state_.now}});
        }
        update_limits(market, reports);
    }
}

void Pulse::update_limits(Market& market, bool reports) {
    const base::Decimal& rate = market.spec.price_limit_rate;
    Wide whole = 1;
    for (int digit = 0; digit < rate.scale(); ++digit) whole *= 10;
    const auto band = static_cast<std::int64_t>(scaled_half_even(market.mark_ticks, rate.coefficient(), whole));
    const std::int64_t highest = market.mark_ticks + band;
    const std::int64_t lowest = std::max<std::int64_t>(1, market.mark_ticks - band);
    if (highest == market.highest_buy_ticks && lowest == market.lowest_sell_ticks) return;
    market.highest_buy_ticks = highest;
    market.lowest_sell_ticks = lowest;
    if (!reports) return;
    state_.emit(PriceLimitChanged{
        {market.id(), market.grid.to_price(highest), market.grid.to_price(lowest), state_.now}});
}

void Pulse::update_funding(Market& market) {
    market.premium = rate_decimal(market.basis);
    const double toward_interest = std::clamp(kInterestRate - market.basis, -kPremiumBand, kPremiumBand);
    market.funding_rate = rate_decimal(std::clamp(market.basis + toward_interest, -kFundingLimit, kFundingLimit));
}

void Pulse::settle_funding(Market& market) {
    clearing_.settle_funding(state_.index_of(market), market.funding_rate);
    market.settled_rate = market.funding_rate;
    market.funding_history.push_back({market.id(), market.funding_rate, market.funding_time});
    if (market.funding_history.size() > Market::kFundingHistoryMax) market.funding_history.pop_front();
    while (market.funding_time <= state_.now) market.funding_time += state_.options.funding_interval;
    update_funding(market);
    state_.emit(FundingChanged{funding_rate_view(state_, market)});
}

}  // namespace trading::simulator
