#include "tests/property/gateway/faulty_venue.hpp"

#include <utility>

namespace trading::test {
namespace {

constexpr std::size_t kDepth = 400;
constexpr std::int64_t kMiddle = 1000;

domain::Price price(std::int64_t whole) { return domain::Price{base::Decimal{whole}}; }
domain::Quantity quantity(std::uint64_t whole) {
    return domain::Quantity{base::Decimal{static_cast<std::int64_t>(whole)}};
}

}  // namespace

domain::BookFrame FaultyVenue::change_book() {
    domain::BookUpdate update;
    update.instrument_id = btc();
    const std::uint64_t changes = random_.below(4);
    for (std::uint64_t change = 0; change < changes; ++change) {
        // Three in ten are deletes, many of levels that are not there.
        const std::uint64_t amount = random_.chance(0.3) ? 0 : 1 + random_.below(9);
        const auto distance = static_cast<std::int64_t>(1 + random_.below(30));
        if (random_.chance(0.5)) {
            update.bids.push_back({price(kMiddle - distance), quantity(amount)});
        } else {
            update.asks.push_back({price(kMiddle + distance), quantity(amount)});
        }
    }
    book_.apply(update);
    domain::BookFrame frame;
    frame.instrument_id = btc();
    frame.previous_sequence = sequence_;
    // Nothing changed: now and then a heartbeat, else a message without levels.
    const bool is_heartbeat = changes == 0 && random_.chance(0.5) && !history_.empty();
    if (!is_heartbeat) sequence_ += static_cast<std::int64_t>(1 + random_.below(20));
    frame.sequence = sequence_;
    frame.bids = update.bids;
    frame.asks = update.asks;
    frame.times = {now_, now_};
    history_[sequence_] = book_;
    times_[sequence_] = now_;
    if (!is_heartbeat) order_.push_back(sequence_);
    return frame;
}

void FaultyVenue::step(const Chances& chances, base::Timestamp now) {
    now_ = now;
    if (is_up_ && random_.chance(chances.disconnect)) {
        is_up_ = false;
        arrivals_.clear();
        arrivals_.emplace_back(domain::FeedConnection{false, "closed_by_venue"});
    } else if (!is_up_ && random_.chance(0.2)) {
        is_up_ = true;
        is_subscribed_ = true;
        arrivals_.emplace_back(domain::FeedConnection{true, "connected"});
        if (!random_.chance(chances.missing_snapshot)) deliver(whole_at(sequence_), chances);
    }
    domain::BookFrame frame = change_book();
    if (random_.chance(chances.new_start)) {
        // The message that continues the chain with a lower number.
        frame.sequence = next_floor_;
        sequence_ = next_floor_;
        next_floor_ -= 1'000'000;
        history_[sequence_] = book_;
        times_[sequence_] = now_;
        order_.push_back(sequence_);
    }
    if (is_subscribed_ && is_up_) deliver(std::move(frame), chances);
}

void FaultyVenue::deliver(domain::VenueFeedEvent event, const Chances& chances) {
    if (random_.chance(chances.loss)) return;
    if (random_.chance(chances.repetition)) arrivals_.push_back(event);
    arrivals_.push_back(std::move(event));
    if (arrivals_.size() >= 2 && random_.chance(chances.reordering)) {
        std::swap(arrivals_[arrivals_.size() - 1], arrivals_[arrivals_.size() - 2]);
    }
}

domain::BookFrame FaultyVenue::whole_at(std::int64_t sequence) const {
    domain::BookFrame frame;
    frame.instrument_id = btc();
    frame.is_snapshot = true;
    frame.sequence = sequence;
    frame.bids = history_.at(sequence).bids(kDepth);
    frame.asks = history_.at(sequence).asks(kDepth);
    frame.times = {times_.at(sequence), now_};
    return frame;
}

void FaultyVenue::execute(const domain::VenueFeedCommand& command, const Chances& chances) {
    if (!is_up_) return;
    const auto* const subscribe = std::get_if<domain::Subscribe>(&command);
    const auto* const unsubscribe = std::get_if<domain::Unsubscribe>(&command);
    if (subscribe != nullptr && subscribe->key.channel == domain::Channel::Book) {
        is_subscribed_ = true;
        if (!random_.chance(chances.missing_snapshot)) deliver(whole_at(sequence_), chances);
    } else if (unsubscribe != nullptr && unsubscribe->key.channel == domain::Channel::Book) {
        is_subscribed_ = false;
    } else if (std::holds_alternative<domain::FetchBook>(command)) {
        if (random_.chance(chances.failed_fetch)) {
            arrivals_.emplace_back(domain::BookFetchFailed{btc(), {}});
        } else {
            const std::size_t age = random_.chance(chances.outdated_fetch) ? random_.below(10) : 0;
            const std::size_t position = order_.size() - 1 - std::min(age, order_.size() - 1);
            arrivals_.emplace_back(domain::BookFetched{whole_at(order_[position])});
        }
    }
}

std::vector<domain::VenueFeedEvent> FaultyVenue::take_arrivals() {
    std::vector<domain::VenueFeedEvent> arrived;
    // Sometimes the newest message is late and can still be overtaken.
    while (arrivals_.size() > 1 || (!arrivals_.empty() && random_.chance(0.7))) {
        arrived.push_back(std::move(arrivals_.front()));
        arrivals_.pop_front();
    }
    return arrived;
}

const domain::OrderBook* FaultyVenue::book_at(std::int64_t sequence) const {
    const auto found = history_.find(sequence);
    return found == history_.end() ? nullptr : &found->second;
}

}  // namespace trading::test
