#include "services/simulator/io/book_feed.hpp"

#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"

namespace trading::simulator {

namespace {

constexpr std::int64_t kResetSequence = 3;

// books-rpi carries the same levels in a shape of its own, and no checksum.
[[nodiscard]] std::string book_data(const BookFrame& frame, std::string_view channel) {
    const bool is_rpi = channel == "books-rpi";
    JsonWriter json;
    json.begin_array().begin_object().key("asks");
    is_rpi ? write_rpi_levels(json, frame.asks) : write_levels(json, frame.asks);
    json.key("bids");
    is_rpi ? write_rpi_levels(json, frame.bids) : write_levels(json, frame.bids);
    json.field("ts", okx_time(frame.time));
    if (!is_rpi) json.integer_field("checksum", 0);
    json.integer_field("seqId", frame.sequence);
    return json.integer_field("prevSeqId", frame.previous_sequence).end_object().end_array().take();
}

[[nodiscard]] std::string top_data(const BookView& view, std::string_view instrument) {
    JsonWriter json;
    json.begin_array().begin_object().key("asks");
    write_levels(json, view.asks);
    json.key("bids");
    write_levels(json, view.bids);
    if (!instrument.empty()) json.field("instId", instrument);
    json.field("ts", okx_time(view.time)).integer_field("seqId", view.sequence);
    return json.end_object().end_array().take();
}

[[nodiscard]] FrameContext context_of(std::string_view channel, std::string_view instrument) {
    FrameContext context;
    context.channel = channel;
    context.instrument = instrument;
    return context;
}

}  // namespace

BookFeed::BookFeed(const VenueHost& host, SubscriberRegistry& registry, FaultInjector& faults, const base::Clock& clock)
    : host_(host), registry_(registry), faults_(faults), clock_(clock) {
    for (const InstrumentSpec& spec : host_.core().instruments()) {
        Book& book = books_[spec.published.id.value()];
        book.instrument = spec.published.id.value();
        book.last_sent = clock_.monotonic_now();
        static_cast<void>(book.chain.take(host_.core().book(book.instrument, kDepth)));
    }
}

void BookFeed::on_changed(const domain::InstrumentId& instrument) {
    const auto found = books_.find(instrument.value());
    if (found == books_.end()) return;
    found->second.is_best_dirty = true;
    found->second.is_dirty = true;
}

void BookFeed::on_slot(base::Timestamp now) {
    const base::MonotonicTime monotonic = clock_.monotonic_now();
    const bool is_book_time = monotonic >= next_books_;
    if (is_book_time) next_books_ = monotonic + kBookInterval;
    for (auto& [name, book] : books_) {
        if (book.is_best_dirty) send_best(book);
        if (!is_book_time) continue;
        if (faults_.takes_sequence_reset(name, monotonic)) {
            book.chain.reset_sequence(kResetSequence);
            book.is_dirty = true;
        }
        if (book.is_dirty || monotonic - book.last_sent >= kKeepAlive) send_books(book, now);
        if (book.is_dirty) send_five(book);
        book.is_dirty = false;
    }
}

void BookFeed::send_best(Book& book) {
    book.is_best_dirty = false;
    const std::string topic = public_topic("bbo-tbt", book.instrument);
    if (!registry_.has(topic)) return;
    BookView view = host_.core().book(book.instrument, 1);
    if (view.bids == book.best_bids && view.asks == book.best_asks) return;
    const Frame frame = make_push(public_argument("bbo-tbt", "instId", book.instrument), "", top_data(view, ""));
    book.best_bids = std::move(view.bids);
    book.best_asks = std::move(view.asks);
    registry_.publish(topic, context_of("bbo-tbt", book.instrument), frame);
}

void BookFeed::send_books(Book& book, base::Timestamp now) {
    const base::MonotonicTime monotonic = clock_.monotonic_now();
    BookFrame frame = book.chain.take(host_.core().book(book.instrument, kDepth));
    if (frame.is_empty()) {
        if (monotonic - book.last_sent < kKeepAlive) return;
        frame = book.chain.heartbeat(now);
    }
    book.last_sent = monotonic;
    for (const std::string_view channel : {"books", "books-rpi"}) {
        const std::string topic = public_topic(channel, book.instrument);
        if (!registry_.has(topic)) continue;
        FrameContext context = context_of(channel, book.instrument);
        context.is_book_update = true;
        const std::string argument = public_argument(channel, "instId", book.instrument);
        registry_.publish(topic, context, make_push(argument, "update", book_data(frame, channel)));
    }
}

void BookFeed::send_five(Book& book) {
    constexpr std::size_t kFive = 5;
    const std::string topic = public_topic("books5", book.instrument);
    if (!registry_.has(topic)) return;
    BookView view = host_.core().book(book.instrument, kFive);
    if (view.bids == book.five_bids && view.asks == book.five_asks) return;
    const std::string argument = public_argument("books5", "instId", book.instrument);
    const Frame frame = make_push(argument, "", top_data(view, book.instrument));
    book.five_bids = std::move(view.bids);
    book.five_asks = std::move(view.asks);
    registry_.publish(topic, context_of("books5", book.instrument), frame);
}

void BookFeed::on_subscribed(Subscriber& subscriber, const Subscription& subscription) const {
    const auto found = books_.find(subscription.instrument);
    if (found == books_.end()) return;
    FrameContext context = context_of(subscription.channel, subscription.instrument);
    context.is_initial = true;
    if (subscription.channel == "books" || subscription.channel == "books-rpi") {
        const std::string data = book_data(found->second.chain.snapshot(), subscription.channel);
        subscriber.push(context, make_push(subscription.pushed_argument, "snapshot", data));
        return;
    }
    const bool is_best = subscription.channel == "bbo-tbt";
    if (!is_best && subscription.channel != "books5") return;
    const BookView view = host_.core().book(subscription.instrument, is_best ? 1 : 5);
    const std::string data = top_data(view, is_best ? std::string_view{} : subscription.instrument);
    subscriber.push(context, make_push(subscription.pushed_argument, "", data));
}

std::optional<BookFrame> BookFeed::cached(std::string_view instrument) const {
    const auto found = books_.find(instrument);
    if (found == books_.end()) return std::nullopt;
    return found->second.chain.snapshot();
}

}  // namespace trading::simulator
