#include "services/execution/core/market_view.hpp"

#include "common/base/decimal.hpp"
#include "common/domain/rounding.hpp"

namespace trading::execution {

using domain::Notional;
using domain::Price;

namespace {

constexpr std::size_t kMinutesOfAnHour = 60;
constexpr std::int64_t kMinutesOfADay = 1440;
constexpr int kScale = 8;

std::optional<Notional> part_of(const Notional& whole, std::int64_t parts) {
    const auto part = base::divide(whole.value(), base::Decimal{parts}, kScale, base::Rounding::HalfEven);
    return part ? std::optional{Notional{*part}} : std::nullopt;
}

std::optional<Notional> mean_of(const std::deque<MinuteTraded>& minutes) {
    Notional total;
    for (const MinuteTraded& minute : minutes) {
        const auto next = total.plus(minute.notional);
        if (!next) return std::nullopt;
        total = *next;
    }
    return part_of(total, static_cast<std::int64_t>(minutes.size()));
}

// Whether the two are at most kMarkStepMax apart.
bool is_near(const Price& price, const std::optional<Price>& other) {
    if (!other || !other->is_positive()) return false;
    const auto away = price.minus(*other);
    const auto size = away ? away->absolute() : away;
    const auto allowed = base::multiply(
        other->value(), *base::Decimal::from_string(MarketView::kMarkStepMax), kScale, base::Rounding::Down
    );
    return size && allowed && size->value() <= *allowed;
}

std::optional<Price> price_of(const std::optional<domain::MarkPrice>& mark) {
    return mark ? std::optional{mark->price} : std::nullopt;
}

}  // namespace

std::optional<Price> InstrumentMarket::middle() const {
    if (!ticker || !ticker->best_bid || !ticker->best_ask) return std::nullopt;
    const auto doubled = ticker->best_bid->price.plus(ticker->best_ask->price);
    if (!doubled) return std::nullopt;
    const auto middle = base::multiply(
        doubled->value(), *base::Decimal::from_parts(5, 1), base::Decimal::kMaxScale, base::Rounding::HalfEven
    );
    return middle ? std::optional{Price{*middle}} : std::nullopt;
}

std::optional<Price> InstrumentMarket::reference_price() const {
    if (const auto price = middle()) return price;
    if (mark_price) return mark_price->price;
    if (ticker && ticker->last_price.is_positive()) return ticker->last_price;
    return std::nullopt;
}

std::optional<Price> InstrumentMarket::valuation_price() const {
    if (mark_price) return mark_price->price;
    return reference_price();
}

std::optional<Notional> InstrumentMarket::minute_notional() const {
    if (hour_mean) return hour_mean;
    const auto price = reference_price();
    if (!ticker || !price || ticker->volume_24h.is_zero()) return std::nullopt;
    const auto traded = domain::notional_of(instrument, *price, ticker->volume_24h);
    return traded ? part_of(*traded, kMinutesOfADay) : std::nullopt;
}

void MarketView::load(const domain::Instrument& instrument) {
    markets_[instrument.id].instrument = instrument;
    if (instrument.is_spot()) spots_[{instrument.base_currency, instrument.quote_currency}] = instrument.id;
}

void MarketView::on_fact(const domain::MarketFact& fact) {
    std::visit([this](const auto& known) { on(known); }, fact);
}

void MarketView::on(const domain::Ticker& ticker) {
    if (InstrumentMarket* market = find_known(ticker.instrument_id)) market->ticker = ticker;
}

void MarketView::on(const domain::MarkPrice& mark_price) {
    InstrumentMarket* market = find_known(mark_price.instrument_id);
    if (market == nullptr) return;
    const std::optional<Price> middle = market->middle();
    const bool is_first = !market->mark_price && !market->suspect_mark && !middle;
    if (is_first || is_near(mark_price.price, price_of(market->mark_price)) || is_near(mark_price.price, middle) ||
        is_near(mark_price.price, price_of(market->suspect_mark))) {
        market->mark_price = mark_price;
        market->suspect_mark.reset();
        return;
    }
    ++suspect_marks_;
    market->suspect_mark = mark_price;
}

void MarketView::on(const domain::Candle& candle) {
    InstrumentMarket* market = find_known(candle.instrument_id);
    if (market == nullptr || !candle.is_closed || candle.interval != std::chrono::minutes{1}) return;
    auto& minutes = market->minutes;
    // Late and repeated ones change nothing; after a gap the hour begins anew.
    if (!minutes.empty() && candle.ts_open <= minutes.back().ts_open) return;
    if (!minutes.empty() && candle.ts_open != minutes.back().ts_open + candle.interval) minutes.clear();
    const auto traded = domain::notional_of(market->instrument, candle.close, candle.volume);
    minutes.push_back(MinuteTraded{candle.ts_open, traded.value_or(Notional{})});
    if (minutes.size() > kMinutesOfAnHour) minutes.pop_front();
    market->hour_mean = minutes.size() == kMinutesOfAnHour ? mean_of(minutes) : std::nullopt;
}

void MarketView::on(const domain::PriceLimit& price_limit) {
    if (InstrumentMarket* market = find_known(price_limit.instrument_id)) market->price_limit = price_limit;
}

void MarketView::on(const domain::FeedStatus& status) {
    if (status.channel != domain::Channel::Book) return;
    if (InstrumentMarket* market = find_known(status.instrument_id)) market->book_state = status.state;
}

const InstrumentMarket* MarketView::find(const domain::InstrumentId& id) const {
    const auto found = markets_.find(id);
    return found == markets_.end() ? nullptr : &found->second;
}

const InstrumentMarket* MarketView::find_spot(
    const domain::Currency& base_currency, const domain::Currency& quote_currency
) const {
    const auto found = spots_.find({base_currency, quote_currency});
    return found == spots_.end() ? nullptr : find(found->second);
}

InstrumentMarket* MarketView::find_known(const domain::InstrumentId& id) {
    const auto found = markets_.find(id);
    return found == markets_.end() ? nullptr : &found->second;
}

const domain::Instrument* MarketView::instrument(const domain::InstrumentId& id) const {
    const InstrumentMarket* market = find(id);
    return market == nullptr ? nullptr : &market->instrument;
}

}  // namespace trading::execution
