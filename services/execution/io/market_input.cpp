#include "services/execution/io/market_input.hpp"

#include "common/codec/envelope_codec.hpp"
#include "common/codec/topics.hpp"

#include <utility>

namespace trading::execution {
namespace {

// "md.okx.BTC-USDT.ticker." -> BTC-USDT
domain::InstrumentId instrument_of_topic(std::string_view topic) {
    const auto venue_end = topic.find('.', topic.find('.') + 1);
    const auto instrument_end = topic.find('.', venue_end + 1);
    if (venue_end == std::string_view::npos || instrument_end == std::string_view::npos) return {};
    return domain::InstrumentId{topic.substr(venue_end + 1, instrument_end - venue_end - 1)};
}

}  // namespace

std::vector<std::string> MarketInput::prefixes(
    const std::string& venue, const std::vector<domain::InstrumentId>& instruments
) {
    std::vector<std::string> prefixes;
    for (const auto& id : instruments) {
        for (const char* kind : {"ticker", "candle", "mark", "limit", "instrument", "feed"}) {
            prefixes.push_back(codec::market_topic(venue, id.value(), kind));
        }
    }
    return prefixes;
}

MarketInput::MarketInput(bus::FactFeed feed, std::vector<domain::InstrumentId> instruments, Sink sink)
    : feed_(std::move(feed)), instruments_(std::move(instruments)), sink_(std::move(sink)) {}

void MarketInput::poll() { feed_.poll(*this); }

void MarketInput::on_fact(std::string_view /*topic*/, const v1::Envelope& fact) { take(fact); }

void MarketInput::on_topic_recovered(const v1::TopicSnapshot& snapshot) {
    for (const auto& fact : snapshot.facts()) take(fact);
    const domain::InstrumentId id = instrument_of_topic(snapshot.topic());
    const auto lost = lost_topics_.find(id);
    if (lost == lost_topics_.end() || lost->second.erase(snapshot.topic()) == 0) return;
    if (lost->second.empty()) report_book(id);
}

void MarketInput::on_topic_lost(std::string_view topic, bus::TopicLoss /*loss*/) {
    const domain::InstrumentId id = instrument_of_topic(topic);
    lost_topics_[id].insert(std::string{topic});
    report_book(id);
}

void MarketInput::on_publisher_silent() {
    is_silent_ = true;
    report_all_books();
}

void MarketInput::on_publisher_heard() {
    is_silent_ = false;
    report_all_books();
}

void MarketInput::take(const v1::Envelope& envelope) {
    auto fact = codec::decode_market_fact(envelope);
    if (!fact) {
        ++malformed_;
        return;
    }
    const auto* status = std::get_if<domain::FeedStatus>(&*fact);
    if (status == nullptr || status->channel != domain::Channel::Book) return sink_(*std::move(fact));
    const domain::InstrumentId id = status->instrument_id;
    book_status_[id] = *status;
    report_book(id);
}

void MarketInput::report_book(const domain::InstrumentId& id) {
    domain::FeedStatus status;
    const auto known = book_status_.find(id);
    if (known != book_status_.end()) status = known->second;
    status.instrument_id = id;
    status.channel = domain::Channel::Book;
    const auto lost = lost_topics_.find(id);
    if (is_silent_ || (lost != lost_topics_.end() && !lost->second.empty())) {
        status.state = domain::FeedState::Stale;
        status.reason = is_silent_ ? "gateway_silent" : "facts_lost";
    }
    sink_(std::move(status));
}

void MarketInput::report_all_books() {
    for (const auto& id : instruments_) report_book(id);
}

}  // namespace trading::execution
