#include "tests/simulation/market_intake.hpp"

#include "tests/simulation/venue.hpp"

namespace trading::simulation {

using namespace domain;

namespace {

struct TopicOf {
    std::string operator()(const InstrumentUpdate& fact) const { return fact.instrument.id.value() + "|instrument"; }
    std::string operator()(const BookUpdate& fact) const { return fact.instrument_id.value() + "|book"; }
    std::string operator()(const Trade& fact) const { return fact.instrument_id.value() + "|trade"; }
    std::string operator()(const Ticker& fact) const { return fact.instrument_id.value() + "|ticker"; }
    std::string operator()(const Candle& fact) const { return fact.instrument_id.value() + "|candle"; }
    std::string operator()(const MarkPrice& fact) const { return fact.instrument_id.value() + "|mark"; }
    std::string operator()(const FundingRate& fact) const { return fact.instrument_id.value() + "|funding"; }
    std::string operator()(const PriceLimit& fact) const { return fact.instrument_id.value() + "|limit"; }
    std::string operator()(const FeedStatus& fact) const { return fact.instrument_id.value() + "|feed"; }
    std::string operator()(const VenueStatus& /*fact*/) const { return "all|status"; }
};

bool is_followed(std::string_view kind) {
    return kind == "ticker" || kind == "mark" || kind == "limit" || kind == "instrument" || kind == "feed";
}

}  // namespace

std::string topic_of(const MarketFact& fact) { return std::visit(TopicOf{}, fact); }

InstrumentId instrument_of_topic(std::string_view topic) { return InstrumentId{topic.substr(0, topic.find('|'))}; }

std::string_view kind_of_topic(std::string_view topic) { return topic.substr(topic.find('|') + 1); }

MarketIntake::MarketIntake(
    Scene& scene,
    std::function<void(const MarketFact&)> sink,
    std::function<void()> ask,
    std::function<void(std::string_view)> on_hole
)
    : sink_(std::move(sink)),
      feed_(
          scene,
          {
              .on_fact = [this](const MarketFact& fact) { take(fact); },
              .on_recovered =
                  [this](std::string_view topic, const std::vector<MarketFact>& facts) { on_recovered(topic, facts); },
              .on_lost = [this](std::string_view topic, bus::TopicLoss /*loss*/) { on_lost(topic); },
              .on_silence = [this](bool is_silent) { on_silence(is_silent); },
              .ask = std::move(ask),
              .on_hole = std::move(on_hole),
          }
      ) {}

void MarketIntake::on_message(const Message<MarketFact>& message) {
    if (is_followed(kind_of_topic(message.topic))) feed_.on_message(message);
}

void MarketIntake::on_snapshot(const Snapshot<MarketFact>& snapshot) {
    Snapshot<MarketFact> followed;
    followed.epoch = snapshot.epoch;
    for (const auto& topic : snapshot.topics) {
        if (is_followed(kind_of_topic(topic.name))) followed.topics.push_back(topic);
    }
    feed_.on_snapshot(followed);
}

void MarketIntake::on_recovered(std::string_view topic, const std::vector<MarketFact>& facts) {
    for (const MarketFact& fact : facts) take(fact);
    const InstrumentId id = instrument_of_topic(topic);
    const auto lost = lost_topics_.find(id);
    if (lost == lost_topics_.end() || lost->second.erase(std::string{topic}) == 0) return;
    if (lost->second.empty()) report_book(id);
}

void MarketIntake::on_lost(std::string_view topic) {
    const InstrumentId id = instrument_of_topic(topic);
    lost_topics_[id].insert(std::string{topic});
    report_book(id);
}

void MarketIntake::on_silence(bool is_silent) {
    is_silent_ = is_silent;
    for (const std::string_view id : {kSpot, kSwap}) report_book(InstrumentId{id});
}

void MarketIntake::take(const MarketFact& fact) {
    const auto* status = std::get_if<FeedStatus>(&fact);
    if (status == nullptr || status->channel != Channel::Book) return sink_(fact);
    book_status_[status->instrument_id] = *status;
    report_book(status->instrument_id);
}

void MarketIntake::report_book(const InstrumentId& id) {
    FeedStatus status;
    const auto known = book_status_.find(id);
    if (known != book_status_.end()) status = known->second;
    status.instrument_id = id;
    status.channel = Channel::Book;
    const auto lost = lost_topics_.find(id);
    if (is_silent_ || (lost != lost_topics_.end() && !lost->second.empty())) {
        status.state = FeedState::Stale;
        status.reason = is_silent_ ? "gateway_silent" : "facts_lost";
    }
    sink_(status);
}

}  // namespace trading::simulation
