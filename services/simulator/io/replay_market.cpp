#include "services/simulator/io/replay_market.hpp"

#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/market_json.hpp"

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
        if (waiting_.try_emplace(topic).second) registry_.reserve(topic);
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
    if (!has_topic(subscription.topic)) return;
    const bool has_started = starts_at_ && now >= *starts_at_;
    if (!has_started) starts_at_ = now + kQuietBeforeStart;
    if (subscription.channel != "books" || !books_.contains(subscription.instrument)) return;
    FrameContext context;
    context.channel = subscription.channel;
    context.instrument = subscription.instrument;
    context.is_initial = true;
    subscriber.push(context, snapshot_of(subscription.instrument));
}

bool ReplayMarket::can_take(const std::string& topic) const {
    return registry_.has(topic) && registry_.backlog(topic) < kBacklogMax;
}

void ReplayMarket::pump(base::MonotonicTime now) {
    if (!starts_at_ || now < *starts_at_) return;
    std::size_t budget = kFramesPerPumpMax;
    for (auto& [topic, waiting] : waiting_) {
        while (!waiting.empty() && budget > 0 && can_take(topic)) {
            play(topic, waiting.front());
            waiting.pop_front();
            --budget;
        }
    }
    const auto elapsed = static_cast<double>((now - *starts_at_).count());
    while (next_ < capture_.frames.size() && budget > 0) {
        const RecordedFrame& frame = capture_.frames[next_];
        if (speed_ && static_cast<double>(frame.offset.count()) > elapsed * *speed_) return;
        const std::string topic = topic_of(frame);
        std::deque<std::size_t>& waiting = waiting_.at(topic);
        const bool has_listener = registry_.has(topic);
        // A slow reader holds everything up, so that what all readers see keeps its recorded order.
        if (has_listener && (!waiting.empty() || !can_take(topic))) return;
        if (has_listener) {
            play(topic, next_);
        } else {
            waiting.push_back(next_);
        }
        ++next_;
        --budget;
    }
}

void ReplayMarket::play(const std::string& topic, std::size_t index) {
    const RecordedFrame& frame = capture_.frames[index];
    if (frame.channel == "books") apply_to_book(index);
    if (frame.channel == "tickers") last_tickers_[frame.instrument] = index;
    ++frames_played_;
    registry_.publish_recorded(topic, context_of(frame), frame.text);
}

void ReplayMarket::apply_to_book(std::size_t index) {
    const RecordedFrame& frame = capture_.frames[index];
    Book& book = books_[frame.instrument];
    if (frame.is_snapshot) {
        book.bids.clear();
        book.asks.clear();
    }
    apply_side(book.bids, frame.data.find("bids"));
    apply_side(book.asks, frame.data.find("asks"));
    book.time = base::from_unix_milliseconds(frame.data.integer_of("ts").value_or(0));
    book.last_frame = index;
    ++book.frames;
}

// As the venue would send it now: the last frame's time, numbers and checksum hold for the whole book.
Frame ReplayMarket::snapshot_of(const std::string& instrument) const {
    const std::optional<BookFrame> whole = book(instrument);
    const JsonValue& last = capture_.frames[books_.find(instrument)->second.last_frame].data;
    JsonWriter json;
    json.begin_array().begin_object().key("asks");
    write_levels(json, whole->asks);
    json.key("bids");
    write_levels(json, whole->bids);
    json.field("ts", last.text_of("ts"));
    for (const char* const name : {"checksum", "seqId"}) {
        if (const JsonValue* value = last.find(name)) value->write(json.key(name));
    }
    if (last.find("seqId") != nullptr) json.integer_field("prevSeqId", -1);
    const std::string data = json.end_object().end_array().take();
    return make_push(public_argument("books", "instId", instrument), "snapshot", data);
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
