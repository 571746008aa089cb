#include "services/strategy/io/feed_adapters.hpp"

#include "common/codec/envelope_codec.hpp"

namespace trading::strategy {
namespace {

// The n-th word of a topic, from the end: md.okx.BTC-USDT.ticker. -> 1: ticker, 2: BTC-USDT.
std::string_view word_from_end(std::string_view topic, int position) {
    if (!topic.empty() && topic.back() == '.') topic.remove_suffix(1);
    for (; position > 1; --position) {
        const auto dot = topic.rfind('.');
        if (dot == std::string_view::npos) return {};
        topic = topic.substr(0, dot);
    }
    const auto dot = topic.rfind('.');
    return dot == std::string_view::npos ? topic : topic.substr(dot + 1);
}

MarketPart market_part(std::string_view topic) {
    const std::string_view kind = word_from_end(topic, 1);
    if (kind == "ticker") return MarketPart::Quotes;
    if (kind == "mark") return MarketPart::MarkPrice;
    if (kind == "feed") return MarketPart::FeedStates;
    if (kind == "candle") return MarketPart::Candles;
    return MarketPart::Other;
}

AccountPart account_part(std::string_view topic) {
    const std::string_view kind = word_from_end(topic, 1);
    if (kind == "order") return AccountPart::Orders;
    if (kind == "position") return AccountPart::Positions;
    if (kind == "balance") return AccountPart::Balances;
    if (kind == "risk") return AccountPart::RiskState;
    return AccountPart::Other;
}

void count(FeedMeter& meter, const base::Clock& clock, const v1::Envelope& fact) {
    ++meter.facts;
    meter.lag = clock.now() - base::from_unix_nanoseconds(fact.ts_sent_ns());
}

}  // namespace

void MarketFeedAdapter::on_fact(std::string_view /*topic*/, const v1::Envelope& fact) {
    count(meter_, clock_, fact);
    take(fact, false);
}

void MarketFeedAdapter::on_topic_recovered(const v1::TopicSnapshot& snapshot) {
    for (const v1::Envelope& fact : snapshot.facts()) take(fact, true);
}

void MarketFeedAdapter::take(const v1::Envelope& envelope, bool is_history) {
    if (!codec::decode_market_fact(envelope, event_.fact)) {
        ++meter_.malformed;
        return;
    }
    event_.is_history = is_history;
    sink_(event_);
}

void MarketFeedAdapter::on_topic_lost(std::string_view topic, bus::TopicLoss /*loss*/) {
    ++meter_.losses;
    sink_(MarketTopicLost{domain::InstrumentId{word_from_end(topic, 2)}, market_part(topic)});
}

void MarketFeedAdapter::on_publisher_silent() {
    meter_.is_silent = true;
    sink_(FeedSilence{Feed::Market, true});
}

void MarketFeedAdapter::on_publisher_heard() {
    meter_.is_silent = false;
    sink_(FeedSilence{Feed::Market, false});
}

void AccountFeedAdapter::on_fact(std::string_view topic, const v1::Envelope& fact) {
    count(meter_, clock_, fact);
    auto decoded = codec::decode_execution_fact(fact);
    if (decoded) {
        sink_(AccountEvent{std::move(*decoded)});
        return;
    }
    // What cannot be read may have been a halt: nothing is traded until this process is replaced or restarted.
    ++meter_.malformed;
    if (account_part(topic) != AccountPart::Other) sink_(FeedSilence{Feed::Execution, true});
}

void AccountFeedAdapter::on_topic_recovered(const v1::TopicSnapshot& snapshot) {
    AccountSnapshot replaced;
    replaced.part = account_part(snapshot.topic());
    if (replaced.part == AccountPart::Other) return;
    for (const v1::Envelope& fact : snapshot.facts()) {
        auto decoded = codec::decode_execution_fact(fact);
        if (decoded) {
            replaced.facts.push_back(std::move(*decoded));
        } else {
            ++meter_.malformed;
        }
    }
    sink_(replaced);
}

void AccountFeedAdapter::on_topic_lost(std::string_view topic, bus::TopicLoss loss) {
    ++meter_.losses;
    update_wholeness(false);
    // A new execution process has said nothing yet: what the old one said of this part is void.
    const AccountPart part = account_part(topic);
    if (loss == bus::TopicLoss::NewEpoch && part != AccountPart::Other) sink_(AccountSnapshot{part, {}});
}

void AccountFeedAdapter::on_publisher_silent() {
    meter_.is_silent = true;
    sink_(FeedSilence{Feed::Execution, true});
}

void AccountFeedAdapter::on_publisher_heard() {
    meter_.is_silent = false;
    sink_(FeedSilence{Feed::Execution, false});
}

void AccountFeedAdapter::update_wholeness(bool is_whole) {
    if (is_whole == is_whole_) return;
    is_whole_ = is_whole;
    if (is_whole) {
        sink_(AccountRecovered{});
    } else {
        sink_(AccountLost{"facts are missing"});
    }
}

}  // namespace trading::strategy
