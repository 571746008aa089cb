#include "services/gateway/io/feed_report.hpp"

#include "common/codec/market_codec.hpp"

namespace trading::gateway {
namespace {

void add_book(const domain::InstrumentId& id, const BookBuilder& builder, v1::ListFeedsResponse& response) {
    v1::BookTop& top = *response.add_books();
    top.set_instrument_id(id.value());
    if (!builder.is_running()) return;
    if (const auto bid = builder.book().best_bid()) {
        top.set_best_bid_price(bid->price.to_string());
        top.set_best_bid_quantity(bid->quantity.to_string());
    }
    if (const auto ask = builder.book().best_ask()) {
        top.set_best_ask_price(ask->price.to_string());
        top.set_best_ask_quantity(ask->quantity.to_string());
    }
    top.set_venue_sequence(builder.sequence());
    top.set_ts_event_ns(base::to_unix_nanoseconds(builder.times().ts_event));
}

void add_statuses(const domain::InstrumentId& id, const FeedWatch& watch, v1::ListFeedsResponse& response) {
    std::vector<domain::MarketFact> facts;
    watch.append_statuses(id, facts);
    for (const domain::MarketFact& fact : facts) {
        if (!codec::encode(std::get<domain::FeedStatus>(fact), *response.add_feeds())) {
            response.mutable_feeds()->RemoveLast();
        }
    }
}

}  // namespace

v1::ListFeedsResponse report_feeds(const GatewayCore& core, const GatewayOptions& options) {
    v1::ListFeedsResponse response;
    add_statuses({}, core.watch(), response);
    for (const domain::InstrumentId& id : options.instruments) {
        const InstrumentFeeds* const feeds = core.find(id);
        if (feeds == nullptr) continue;
        add_statuses(id, core.watch(), response);
        add_book(id, feeds->book, response);
    }
    return response;
}

}  // namespace trading::gateway
