#include "services/execution/core/market_view.hpp"

#include "common/base/decimal.hpp"

namespace trading::execution {

using domain::Price;

std::optional<Price> InstrumentMarket::reference_price() const {
    if (ticker && ticker->best_bid && ticker->best_ask) {
        const auto doubled = ticker->best_bid->price.plus(ticker->best_ask->price);
        if (doubled) {
            const auto middle = base::multiply(
                doubled->value(), *base::Decimal::from_parts(5, 1), base::Decimal::kMaxScale, base::Rounding::HalfEven
            );
            if (middle) return Price{*middle};
        }
    }
    if (mark_price) return mark_price->price;
    if (ticker && ticker->last_price.is_positive()) return ticker->last_price;
    return std::nullopt;
}

std::optional<Price> InstrumentMarket::valuation_price() const {
    if (mark_price) return mark_price->price;
    return reference_price();
}

void MarketView::load(const domain::Instrument& instrument) { markets_[instrument.id].instrument = instrument; }

void MarketView::on_fact(const domain::MarketFact& fact) {
    std::visit([this](const auto& known) { on(known); }, fact);
}

void MarketView::on(const domain::Ticker& ticker) {
    if (InstrumentMarket* market = find_known(ticker.instrument_id)) market->ticker = ticker;
}

void MarketView::on(const domain::MarkPrice& mark_price) {
    if (InstrumentMarket* market = find_known(mark_price.instrument_id)) market->mark_price = mark_price;
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

InstrumentMarket* MarketView::find_known(const domain::InstrumentId& id) {
    const auto found = markets_.find(id);
    return found == markets_.end() ? nullptr : &found->second;
}

const domain::Instrument* MarketView::instrument(const domain::InstrumentId& id) const {
    const InstrumentMarket* market = find(id);
    return market == nullptr ? nullptr : &market->instrument;
}

}  // namespace trading::execution
