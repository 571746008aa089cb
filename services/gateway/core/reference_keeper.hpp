#pragma once

#include "services/gateway/core/feed_watch.hpp"

#include <optional>
#include <vector>

namespace trading::gateway {

// One instrument's facts of which only the newest matters: its contract, ticker, mark price, funding rate and price
// limit. Publishes each one that is not older than the one before.
class ReferenceKeeper {
public:
    explicit ReferenceKeeper(domain::InstrumentId instrument_id) : instrument_id_(std::move(instrument_id)) {}

    void on(const domain::InstrumentUpdate& update, FeedWatch& watch, Step& step);
    void on(const domain::Ticker& ticker, FeedWatch& watch, Step& step);
    void on(const domain::MarkPrice& mark_price, FeedWatch& watch, Step& step);
    void on(const domain::FundingRate& funding_rate, FeedWatch& watch, Step& step);
    void on(const domain::PriceLimit& price_limit, FeedWatch& watch, Step& step);

    // Nothing before the first update.
    [[nodiscard]] const domain::Instrument* instrument() const noexcept;

    void append_facts(std::vector<domain::MarketFact>& facts) const;

private:
    template <class Fact>
    void take(domain::Channel channel, const Fact& fact, std::optional<Fact>& last, FeedWatch& watch, Step& step);

    domain::InstrumentId instrument_id_;
    std::optional<domain::InstrumentUpdate> update_;
    std::optional<domain::Ticker> ticker_;
    std::optional<domain::MarkPrice> mark_price_;
    std::optional<domain::FundingRate> funding_rate_;
    std::optional<domain::PriceLimit> price_limit_;
};

}  // namespace trading::gateway
