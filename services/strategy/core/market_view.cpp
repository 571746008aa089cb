#include "services/strategy/core/market_view.hpp"

namespace trading::strategy {
namespace {

using namespace domain;

// Which instrument a fact is about; null for facts about the venue.
struct SubjectOf {
    const InstrumentId* operator()(const InstrumentUpdate& update) const { return &update.instrument.id; }
    const InstrumentId* operator()(const BookUpdate& update) const { return &update.instrument_id; }
    const InstrumentId* operator()(const Trade& trade) const { return &trade.instrument_id; }
    const InstrumentId* operator()(const Ticker& ticker) const { return &ticker.instrument_id; }
    const InstrumentId* operator()(const Candle& candle) const { return &candle.instrument_id; }
    const InstrumentId* operator()(const MarkPrice& mark) const { return &mark.instrument_id; }
    const InstrumentId* operator()(const FundingRate& funding) const { return &funding.instrument_id; }
    const InstrumentId* operator()(const PriceLimit& limit) const { return &limit.instrument_id; }
    const InstrumentId* operator()(const FeedStatus& status) const { return &status.instrument_id; }
    const InstrumentId* operator()(const VenueStatus&) const { return nullptr; }
};

struct Taker {
    InstrumentMarket& market;

    void operator()(const InstrumentUpdate& update) const { market.instrument = update.instrument; }

    void operator()(const Ticker& ticker) const {
        // Two sockets during a hand-over may deliver out of order; the newer word stands.
        if (ticker.times.ts_received < market.ts_quote) return;
        market.best_bid = ticker.best_bid;
        market.best_ask = ticker.best_ask;
        market.last_price = ticker.last_price;
        market.ts_quote = ticker.times.ts_received;
    }

    void operator()(const MarkPrice& mark) const {
        if (mark.times.ts_received < market.ts_mark) return;
        market.mark_price = mark.price;
        market.ts_mark = mark.times.ts_received;
    }

    void operator()(const FeedStatus& status) const {
        if (status.channel == Channel::Book) market.book_state = status.state;
    }

    // Strategies on bars look at best quotes, not at the whole book; these change nothing here.
    void operator()(const VenueStatus&) const {}
    void operator()(const BookUpdate&) const {}
    void operator()(const Trade&) const {}
    void operator()(const Candle&) const {}
    void operator()(const FundingRate&) const {}
    void operator()(const PriceLimit&) const {}
};

}  // namespace

void MarketView::follow(const InstrumentId& instrument_id) { markets_.try_emplace(instrument_id); }

InstrumentMarket* MarketView::find_mutable(const InstrumentId& instrument_id) {
    const auto found = markets_.find(instrument_id);
    return found == markets_.end() ? nullptr : &found->second;
}

const InstrumentMarket* MarketView::find(const InstrumentId& instrument_id) const {
    const auto found = markets_.find(instrument_id);
    return found == markets_.end() ? nullptr : &found->second;
}

void MarketView::apply(const MarketFact& fact) {
    const InstrumentId* subject = std::visit(SubjectOf{}, fact);
    InstrumentMarket* market = subject == nullptr ? nullptr : find_mutable(*subject);
    if (market != nullptr) std::visit(Taker{*market}, fact);
}

void MarketView::forget(const InstrumentId& instrument_id, MarketPart part) {
    InstrumentMarket* market = find_mutable(instrument_id);
    if (market == nullptr) return;
    switch (part) {
        case MarketPart::Quotes:
            market->best_bid.reset();
            market->best_ask.reset();
            market->last_price.reset();
            break;
        case MarketPart::MarkPrice: market->mark_price.reset(); break;
        case MarketPart::FeedStates: market->book_state = FeedState::Waiting; break;
        // Missing bars are seen in the bars themselves; the rest is not traded on.
        case MarketPart::Candles:
        case MarketPart::Other: break;
    }
}

}  // namespace trading::strategy
