#include "services/gateway/core/gateway_core.hpp"

#include <algorithm>
#include <utility>

namespace trading::gateway {

using domain::Channel;
using domain::FeedKey;

GatewayCore::GatewayCore(GatewayOptions options)
    : options_(std::move(options)), watch_(options_.watch), resubscriber_(options_.resubscribes) {}

GatewayCore::~GatewayCore() = default;

void GatewayCore::on_input(const Input& input, base::Timestamp now, Outputs& out) {
    Step step{now, out, counters_};
    std::visit([&](const auto& known) { on(known, step); }, input);
}

const InstrumentFeeds* GatewayCore::find(const domain::InstrumentId& id) const {
    const auto found = instruments_.find(id);
    return found == instruments_.end() ? nullptr : found->second.get();
}

InstrumentFeeds* GatewayCore::ours(const domain::InstrumentId& id) {
    const auto found = instruments_.find(id);
    if (found != instruments_.end()) return found->second.get();
    ++counters_.events_foreign;
    return nullptr;
}

CandleKeeper* GatewayCore::candles_of(const domain::InstrumentId& id, base::Duration interval) {
    InstrumentFeeds* const feeds = ours(id);
    if (feeds == nullptr) return nullptr;
    const auto found = feeds->candles.find(interval);
    if (found != feeds->candles.end()) return &found->second;
    ++counters_.events_foreign;
    return nullptr;
}

void GatewayCore::on(const InstrumentsLoaded& loaded, Step& step) {
    for (const domain::InstrumentId& id : options_.instruments) {
        const auto listed = std::find_if(loaded.instruments.begin(), loaded.instruments.end(), [&](const auto& each) {
            return each.id == id;
        });
        if (listed == loaded.instruments.end()) {
            missing_.push_back(id);
            continue;
        }
        const BookBuilder::Shared shared{watch_, resubscriber_};
        auto& feeds = instruments_[id];
        feeds = std::make_unique<InstrumentFeeds>(id, options_, shared);
        const domain::FactTimes times{listed->ts_event, step.now};
        on_event(domain::InstrumentUpdate{*listed, times}, step);
        for (const FeedKey& key : feeds_of(*listed, options_)) subscribe(key, step);
        for (auto& [interval, keeper] : feeds->candles) keeper.start(step);
        if (is_connected_) feeds->book.on_connected(step);
    }
    for (const Channel channel : {Channel::Instruments, Channel::VenueStatus}) {
        if (options_.channels.contains(channel)) subscribe(FeedKey{channel, {}, {}}, step);
    }
}

void GatewayCore::subscribe(const FeedKey& key, Step& step) {
    watch_.add(key, step);
    step.command(domain::Subscribe{key});
}

void GatewayCore::on(const domain::VenueFeedEvent& event, Step& step) {
    std::visit([&](const auto& known) { on_event(known, step); }, event);
}

void GatewayCore::on(const SnapshotWanted& wanted, Step& step) {
    if (wanted.instrument_id.empty()) {
        for (const domain::VenueStatus& status : venue_statuses_) step.out.snapshot.emplace_back(status);
        watch_.append_statuses(wanted.instrument_id, step.out.snapshot);
    }
    for (const auto& [id, feeds] : instruments_) {
        if (!wanted.instrument_id.empty() && wanted.instrument_id != id) continue;
        feeds->append_facts(step.out.snapshot);
        watch_.append_statuses(id, step.out.snapshot);
    }
}

void GatewayCore::on(const Tick&, Step& step) {
    watch_.on_tick(step);
    for (auto& [id, feeds] : instruments_) feeds->on_tick(step);
    if (is_connected_) heal_silent_feeds(step);
}

void GatewayCore::heal_silent_feeds(Step& step) {
    for (const FeedKey& key : watch_.due_for_healing(step.now)) {
        // A book that does not run is already being recovered by its builder.
        const bool is_book = key.channel == Channel::Book;
        if (is_book && !instruments_.at(key.instrument_id)->book.is_running()) continue;
        // Refused by the limit: the next heal interval tries again.
        static_cast<void>(resubscriber_.try_resubscribe(key, step));
    }
}

void GatewayCore::on_event(const domain::FeedConnection& connection, Step& step) {
    if (connection.is_up) {
        watch_.on_connected(step);
        for (auto& [id, feeds] : instruments_) feeds->book.on_connected(step);
    } else {
        if (is_connected_) ++counters_.disconnects;
        for (auto& [id, feeds] : instruments_) feeds->book.on_disconnected();
        watch_.on_disconnected(step);
    }
    is_connected_ = connection.is_up;
}

void GatewayCore::on_event(const domain::SubscriptionConfirmed& confirmed, Step& step) {
    // These two speak only when something changes: being subscribed is all there is to know.
    const Channel channel = confirmed.key.channel;
    if (channel == Channel::Instruments || channel == Channel::VenueStatus) watch_.on_data(confirmed.key, step);
}

void GatewayCore::on_event(const domain::SubscriptionRefused& refused, Step& step) {
    ++counters_.subscriptions_refused;
    watch_.mark_stale(refused.key, "refused", step);
}

void GatewayCore::on_event(const domain::InstrumentUpdate& update, Step& step) {
    const auto found = instruments_.find(update.instrument.id);
    if (found == instruments_.end()) return;  // The venue tells of all it lists.
    found->second->references.on(update, watch_, step);
    const domain::InstrumentStatus status = found->second->references.instrument()->status;
    found->second->book.allow_crossing(status == domain::InstrumentStatus::PreOpen);
}

void GatewayCore::on_event(const domain::BookFrame& frame, Step& step) {
    if (auto* const feeds = ours(frame.instrument_id)) feeds->book.on_frame(frame, step);
}

void GatewayCore::on_event(const domain::BookFetched& fetched, Step& step) {
    if (auto* const feeds = ours(fetched.frame.instrument_id)) feeds->book.on_fetched(fetched.frame, step);
}

void GatewayCore::on_event(const domain::BookFetchFailed& failed, Step& step) {
    if (auto* const feeds = ours(failed.instrument_id)) feeds->book.on_fetch_failed(step);
}

void GatewayCore::on_event(const domain::CandlesFetched& fetched, Step& step) {
    if (auto* const keeper = candles_of(fetched.instrument_id, fetched.interval)) {
        keeper->on_fetched(fetched.candles, step);
    }
}

void GatewayCore::on_event(const domain::CandlesFetchFailed& failed, Step& step) {
    if (auto* const keeper = candles_of(failed.instrument_id, failed.interval)) keeper->on_fetch_failed(step);
}

void GatewayCore::on_event(const domain::Trade& trade, Step& step) {
    if (auto* const feeds = ours(trade.instrument_id)) feeds->trades.on_trade(trade, watch_, step);
}

void GatewayCore::on_event(const domain::Ticker& ticker, Step& step) {
    if (auto* const feeds = ours(ticker.instrument_id)) feeds->references.on(ticker, watch_, step);
}

void GatewayCore::on_event(const domain::Candle& candle, Step& step) {
    if (auto* const keeper = candles_of(candle.instrument_id, candle.interval)) keeper->on_candle(candle, watch_, step);
}

void GatewayCore::on_event(const domain::MarkPrice& mark_price, Step& step) {
    if (auto* const feeds = ours(mark_price.instrument_id)) feeds->references.on(mark_price, watch_, step);
}

void GatewayCore::on_event(const domain::FundingRate& funding_rate, Step& step) {
    if (auto* const feeds = ours(funding_rate.instrument_id)) feeds->references.on(funding_rate, watch_, step);
}

void GatewayCore::on_event(const domain::PriceLimit& price_limit, Step& step) {
    if (auto* const feeds = ours(price_limit.instrument_id)) feeds->references.on(price_limit, watch_, step);
}

void GatewayCore::on_event(const domain::VenueStatus& status, Step& step) {
    if (venue_statuses_.size() >= options_.venue_statuses_max) venue_statuses_.pop_front();
    venue_statuses_.push_back(status);
    step.publish(status);
    watch_.on_data(FeedKey{Channel::VenueStatus, {}, {}}, step);
}

}  // namespace trading::gateway
