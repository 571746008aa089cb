#include "services/gateway/core/reference_keeper.hpp"

namespace trading::gateway {

template <class Fact>
void ReferenceKeeper::take(
    domain::Channel channel, const Fact& fact, std::optional<Fact>& last, FeedWatch& watch, Step& step
) {
    if (last && fact.times.ts_event < last->times.ts_event) {
        ++step.counters.references_outdated;
        return;
    }
    last = fact;
    step.publish(fact);
    watch.on_data(domain::FeedKey{channel, instrument_id_, {}}, step);
}

void ReferenceKeeper::on(const domain::InstrumentUpdate& update, FeedWatch& watch, Step& step) {
    take(domain::Channel::Instruments, update, update_, watch, step);
}

void ReferenceKeeper::on(const domain::Ticker& ticker, FeedWatch& watch, Step& step) {
    take(domain::Channel::Ticker, ticker, ticker_, watch, step);
}

void ReferenceKeeper::on(const domain::MarkPrice& mark_price, FeedWatch& watch, Step& step) {
    take(domain::Channel::MarkPrice, mark_price, mark_price_, watch, step);
}

void ReferenceKeeper::on(const domain::FundingRate& funding_rate, FeedWatch& watch, Step& step) {
    take(domain::Channel::FundingRate, funding_rate, funding_rate_, watch, step);
}

void ReferenceKeeper::on(const domain::PriceLimit& price_limit, FeedWatch& watch, Step& step) {
    take(domain::Channel::PriceLimit, price_limit, price_limit_, watch, step);
}

const domain::Instrument* ReferenceKeeper::instrument() const noexcept {
    return update_ ? &update_->instrument : nullptr;
}

void ReferenceKeeper::append_facts(std::vector<domain::MarketFact>& facts) const {
    if (update_) facts.emplace_back(*update_);
    if (ticker_) facts.emplace_back(*ticker_);
    if (mark_price_) facts.emplace_back(*mark_price_);
    if (funding_rate_) facts.emplace_back(*funding_rate_);
    if (price_limit_) facts.emplace_back(*price_limit_);
}

}  // namespace trading::gateway
