#include "services/simulator/io/replay_market.hpp"

#include "services/simulator/io/json_writer.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

[[nodiscard]] std::string topic_of(const RecordedFrame& frame) { return public_topic(frame.channel, frame.instrument); }

[[nodiscard]] FrameContext context_of(const RecordedFrame& frame) {
    FrameContext context;
    context.channel = frame.channel;
    context.instrument = frame.instrument;
    context.is_initial = frame.is_snapshot;
    context.is_book_update = frame.channel == "books" && !frame.is_snapshot;
    return context;
}

}  // namespace

ReplayMarket::ReplayMarket(Capture capture, std::optional<double> speed, SubscriberRegistry& registry)
    : capture_(std::move(capture)), speed_(speed), registry_(registry) {
    for (const RecordedFrame& frame : capture_.frames) {
        const std::string topic = topic_of(frame);
        if (lanes_.try_emplace(topic).second) registry_.reserve(topic);
    }
}

const InstrumentSpec* ReplayMarket::find(std::string_view instrument) const {
    const auto found = std::find_if(
        capture_.instruments.begin(),
        capture_.instruments.end(),
        [instrument](const InstrumentSpec& spec) { return spec.published.id.value() == instrument; }
    );
    return found == capture_.instruments.end() ? nullptr : &*found;
}

void ReplayMarket::on_subscribed(Subscriber& subscriber, const Subscription& subscription, base::MonotonicTime now) {
    const auto lane = lanes_.find(subscription.topic);
    if (lane == lanes_.end()) return;
    const bool has_started = starts_at_ && now >= *starts_at_;
    if (!has_started) starts_at_ = now + kQuietBeforeStart;
    for (const std::size_t index : lane->second.to_repeat) {
        FrameContext context = context_of(capture_.frames[index]);
        context.is_initial = true;
        subscriber.push(context, capture_.frames[index].text);
    }
}

bool ReplayMarket::can_take(const std::string& topic) const {
    return registry_.has(topic) && registry_.backlog(topic) < kBacklogMax;
}

void ReplayMarket::pump(base::MonotonicTime now) {
    if (!starts_at_ || now < *starts_at_) return;
    std::size_t budget = kFramesPerPumpMax;
    for (auto& [topic, lane] : lanes_) {
        while (!lane.waiting.empty() && budget > 0 && can_take(topic)) {
            play(topic, lane.waiting.front());
            lane.waiting.pop_front();
            --budget;
        }
    }
    const auto elapsed = static_cast<double>((now - *starts_at_).count());
    while (next_ < capture_.frames.size() && budget > 0) {
        const RecordedFrame& frame = capture_.frames[next_];
        if (speed_ && static_cast<double>(frame.offset.count()) > elapsed * *speed_) return;
        const std::string topic = topic_of(frame);
        Lane& lane = lanes_.at(topic);
        const bool has_listener = registry_.has(topic);
        // A slow reader holds everything up, so that what all readers see keeps its recorded order.
        if (has_listener && (!lane.waiting.empty() || !can_take(topic))) return;
        if (has_listener) {
            play(topic, next_);
        } else {
            lane.waiting.push_back(next_);
        }
        ++next_;
        --budget;
    }
}

void ReplayMarket::play(const std::string& topic, std::size_t index) {
    const RecordedFrame& frame = capture_.frames[index];
    Lane& lane = lanes_.at(topic);
    const bool is_chain = frame.channel == "books";
    if (!is_chain || frame.is_snapshot) lane.to_repeat.clear();
    lane.to_repeat.push_back(index);
    if (is_chain) apply_to_book(frame);
    if (frame.channel == "tickers") last_tickers_[frame.instrument] = index;
    ++frames_played_;
    registry_.publish_recorded(topic, context_of(frame), frame.text);
}

void ReplayMarket::apply_to_book(const RecordedFrame& frame) {
    Book& book = books_[frame.instrument];
    if (frame.is_snapshot) {
        book.bids.clear();
        book.asks.clear();
    }
    apply_side(book.bids, frame.data.find("bids"));
    apply_side(book.asks, frame.data.find("asks"));
    book.time = base::from_unix_milliseconds(frame.data.integer_of("ts").value_or(0));
    ++book.frames;
}

void ReplayMarket::apply_side(Side& side, const JsonValue* levels) {
    constexpr std::size_t kFields = 4;
    if (levels == nullptr) return;
    for (const JsonValue& level : levels->items()) {
        if (level.items().size() < kFields) continue;
        const auto price = base::Decimal::from_string(level.items()[0].text());
        const auto size = base::Decimal::from_string(level.items()[1].text());
        const auto orders = base::Decimal::from_string(level.items()[3].text());
        if (!price || !size || !orders) continue;
        if (size->is_zero()) {
            side.erase(*price);
        } else {
            side[*price] = BookLevelView{*price, *size, orders->coefficient()};
        }
    }
}

std::optional<BookFrame> ReplayMarket::book(std::string_view instrument) const {
    const auto found = books_.find(instrument);
    if (found == books_.end()) return std::nullopt;
    BookFrame frame;
    frame.is_snapshot = true;
    for (const auto& [price, level] : found->second.asks) frame.asks.push_back(level);
    for (auto level = found->second.bids.rbegin(); level != found->second.bids.rend(); ++level) {
        frame.bids.push_back(level->second);
    }
    frame.sequence = found->second.frames;
    frame.time = found->second.time;
    return frame;
}

std::string ReplayMarket::ticker_row(std::string_view instrument) const {
    const auto found = last_tickers_.find(instrument);
    if (found == last_tickers_.end()) return {};
    JsonWriter json;
    capture_.frames[found->second].data.write(json);
    return json.take();
}

}  // namespace trading::simulator
