#include "services/gateway/core/instrument_feeds.hpp"

namespace trading::gateway {

using domain::Channel;
using domain::FeedKey;

InstrumentFeeds::InstrumentFeeds(
    const domain::InstrumentId& id, const GatewayOptions& options, BookBuilder::Shared shared
)
    : book(id, options.book, shared), trades(id), references(id) {
    if (!options.channels.contains(Channel::Candles)) return;
    for (const base::Duration interval : options.candles.intervals) {
        candles.emplace(interval, CandleKeeper{FeedKey{Channel::Candles, id, interval}, options.candles});
    }
}

void InstrumentFeeds::append_facts(std::vector<domain::MarketFact>& facts) const {
    references.append_facts(facts);
    for (const auto& [interval, keeper] : candles) keeper.append_candles(facts);
    if (const auto whole = book.whole()) facts.emplace_back(*whole);
}

void InstrumentFeeds::on_tick(Step& step) {
    book.on_tick(step);
    for (auto& [interval, keeper] : candles) keeper.on_tick(step);
}

std::vector<FeedKey> feeds_of(const domain::Instrument& instrument, const GatewayOptions& options) {
    std::vector<FeedKey> keys;
    for (const Channel channel : options.channels) {
        switch (channel) {
            case Channel::Book:
            case Channel::Trades:
            case Channel::Ticker:
            case Channel::PriceLimit: keys.push_back(FeedKey{channel, instrument.id, {}}); break;
            case Channel::MarkPrice:
                if (instrument.is_derivative()) keys.push_back(FeedKey{channel, instrument.id, {}});
                break;
            case Channel::FundingRate:
                if (instrument.kind == domain::InstrumentKind::PerpetualSwap) {
                    keys.push_back(FeedKey{channel, instrument.id, {}});
                }
                break;
            case Channel::Candles:
                for (const base::Duration interval : options.candles.intervals) {
                    keys.push_back(FeedKey{channel, instrument.id, interval});
                }
                break;
            case Channel::Instruments:
            case Channel::VenueStatus: break;  // One feed for all instruments.
        }
    }
    return keys;
}

}  // namespace trading::gateway
