#include "tests/simulation/market_wire.hpp"

#include "tests/simulation/venue_words.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kMarkRepeat = seconds{4};

std::optional<BookLevel> level_of(const std::optional<simulator::BookLevelView>& level) {
    if (!level) return std::nullopt;
    return BookLevel{Price{level->price}, Quantity{level->size}};
}

std::vector<BookLevel> levels_of(const std::vector<simulator::BookLevelView>& levels) {
    std::vector<BookLevel> all;
    all.reserve(levels.size());
    for (const auto& level : levels) all.push_back({Price{level.price}, Quantity{level.size}});
    return all;
}

Candle candle_of(const InstrumentId& id, const simulator::CandleView& view) {
    Candle candle;
    candle.instrument_id = id;
    candle.interval = seconds{1};
    candle.ts_open = view.open_time;
    candle.open = Price{view.open};
    candle.high = Price{view.high};
    candle.low = Price{view.low};
    candle.close = Price{view.close};
    candle.volume = Quantity{view.volume};
    candle.is_closed = true;
    return candle;
}

}  // namespace

MarketWire::MarketWire(Scene& scene, Venue& venue, FeedWatch& watch, std::function<base::Timestamp()> local_now)
    : scene_(scene), venue_(venue), watch_(watch), local_now_(std::move(local_now)) {
    for (const std::string_view id : {kSpot, kSwap}) books_[InstrumentId{id}];
    venue_.listen([this](const simulator::Event& event) { on_event(event); });
    repeat_marks();
}

void MarketWire::open(Sink sink) {
    sink_ = std::move(sink);
    subscribed_.clear();
    connect(scene_.latency(entity_of("feed"), milliseconds{30}, milliseconds{300}));
}

void MarketWire::close() {
    sink_ = {};
    is_up_ = false;
    ++connection_;
}

void MarketWire::connect(base::Duration delay) {
    const std::uint64_t connection = ++connection_;
    scene_.schedule.after(delay, [this, connection] {
        if (connection != connection_ || !sink_) return;
        is_up_ = true;
        ts_last_ = scene_.now();
        scene_.journal.note("wire", "feed_up", connection);
        sink_(FeedConnection{true, "connected"});
        const std::set<FeedKey> again = subscribed_;
        for (const FeedKey& key : again) begin(key);
    });
}

void MarketWire::disturb() {
    if (!is_up_ || !scene_.faults.strikes(Fault::FeedSocketLost, 1)) return;
    is_up_ = false;
    ++connection_;
    sink_(FeedConnection{false, "closed_by_venue"});
    connect(scene_.latency(entity_of("feed_again"), milliseconds{100}, seconds{4}));
}

FactTimes MarketWire::times(base::Timestamp ts_event) const { return {on_the_wire(ts_event), local_now_()}; }

bool MarketWire::is_subscribed(Channel channel, const InstrumentId& id) const {
    const base::Duration interval = channel == Channel::Candles ? seconds{1} : seconds{0};
    return is_up_ && subscribed_.contains(FeedKey{channel, id, interval});
}

void MarketWire::send(VenueFeedEvent event, std::uint64_t entity) {
    if (!is_up_) return;
    const bool is_lost = scene_.faults.strikes(Fault::FrameLost, entity);
    const bool is_doubled = scene_.faults.strikes(Fault::FrameDoubled, entity);
    if (is_lost) return;
    const base::Timestamp when =
        std::max(ts_last_, scene_.now() + scene_.latency(entity, milliseconds{1}, milliseconds{15}));
    ts_last_ = when;
    if (is_doubled) deliver(event, when);
    deliver(std::move(event), when);
}

void MarketWire::deliver(VenueFeedEvent event, base::Timestamp when) {
    scene_.schedule.at(when, [this, event = std::move(event), connection = connection_]() mutable {
        if (connection == connection_ && sink_) sink_(std::move(event));
    });
}

void MarketWire::execute(const VenueFeedCommand& command) {
    std::visit([this](const auto& known) { on(known); }, command);
}

void MarketWire::on(const Subscribe& command) {
    subscribed_.insert(command.key);
    begin(command.key);
}

void MarketWire::on(const Unsubscribe& command) { subscribed_.erase(command.key); }

void MarketWire::begin(const FeedKey& key) {
    if (!is_up_) return;
    send(SubscriptionConfirmed{key}, entity_of(key.instrument_id.value()));
    if (key.channel == Channel::Book) send_book(key.instrument_id, true);
    if (key.channel == Channel::Ticker) send_ticker(key.instrument_id);
    if (key.channel == Channel::MarkPrice) send_mark(key.instrument_id);
    if (key.channel == Channel::PriceLimit) send_limit(key.instrument_id);
}

void MarketWire::on_event(const simulator::Event& event) {
    if (const auto* book = std::get_if<simulator::BookChanged>(&event)) {
        send_book(book->instrument, false);
    } else if (const auto* ticker = std::get_if<simulator::TickerChanged>(&event)) {
        send_ticker(ticker->instrument);
    } else if (const auto* mark = std::get_if<simulator::MarkChanged>(&event)) {
        send_mark(mark->mark.instrument);
    } else if (const auto* limit = std::get_if<simulator::PriceLimitChanged>(&event)) {
        send_limit(limit->limit.instrument);
    } else if (const auto* changed = std::get_if<simulator::InstrumentChanged>(&event)) {
        const auto* spec = venue_.core().find_instrument(changed->instrument.value());
        if (spec == nullptr) return;
        Instrument instrument = spec->published;
        if (instrument.is_spot()) instrument.maximum_market_quantity = {};
        send(InstrumentUpdate{std::move(instrument), times(scene_.now())}, entity_of(changed->instrument.value()));
    } else if (const auto* closed = std::get_if<simulator::CandleClosed>(&event)) {
        if (closed->bar != simulator::Bar::S1 || !is_subscribed(Channel::Candles, closed->instrument)) return;
        Candle candle = candle_of(closed->instrument, closed->candle);
        candle.times = times(scene_.now());
        send(std::move(candle), entity_of(closed->instrument.value()) + 3);
    }
}

domain::BookFrame MarketWire::frame_of(const InstrumentId& id, const simulator::BookFrame& frame) {
    BookFrame sent;
    sent.instrument_id = id;
    sent.is_snapshot = frame.is_snapshot;
    sent.sequence = frame.sequence;
    sent.previous_sequence = frame.previous_sequence;
    sent.bids = levels_of(frame.bids);
    sent.asks = levels_of(frame.asks);
    sent.times = times(frame.time);
    return sent;
}

void MarketWire::send_book(const InstrumentId& id, bool is_whole) {
    simulator::BookDifference& chain = books_.at(id);
    const simulator::BookView visible = venue_.core().book(id.value(), kDepth);
    const simulator::BookFrame frame = chain.take(visible);
    watch_.on_venue_book(id, visible);
    if (!is_subscribed(Channel::Book, id)) return;
    const std::uint64_t entity = entity_of(id.value()) + 1;
    if (!frame.is_empty() && !frame.is_snapshot) send(frame_of(id, frame), entity);
    if (is_whole) send(frame_of(id, chain.snapshot()), entity);
}

void MarketWire::send_ticker(const InstrumentId& id) {
    if (!is_subscribed(Channel::Ticker, id)) return;
    const auto view = venue_.core().ticker(id.value());
    if (!view) return;
    Ticker ticker;
    ticker.instrument_id = id;
    ticker.last_price = Price{view->last_price};
    ticker.last_quantity = Quantity{view->last_size};
    ticker.best_bid = level_of(view->best_bid);
    ticker.best_ask = level_of(view->best_ask);
    // The simulated market is thin; how much of it an order takes is not what these seeds are about.
    ticker.volume_24h = Quantity{base::Decimal{1'000'000'000}};
    ticker.times = times(scene_.now());
    send(std::move(ticker), entity_of(id.value()) + 2);
}

void MarketWire::send_mark(const InstrumentId& id) {
    if (!is_subscribed(Channel::MarkPrice, id)) return;
    const auto view = venue_.core().mark_price(id.value());
    if (view) send(MarkPrice{id, Price{view->price}, times(scene_.now())}, entity_of(id.value()) + 4);
}

void MarketWire::send_limit(const InstrumentId& id) {
    if (!is_subscribed(Channel::PriceLimit, id)) return;
    const auto view = venue_.core().price_limit(id.value());
    if (!view) return;
    PriceLimit limit{id, Price{view->highest_buy}, Price{view->lowest_sell}, times(scene_.now())};
    send(std::move(limit), entity_of(id.value()) + 5);
}

void MarketWire::repeat_marks() {
    send_mark(InstrumentId{kSwap});
    scene_.schedule.after(kMarkRepeat, [this] { repeat_marks(); });
}

void MarketWire::on(const FetchBook& command) {
    const base::Duration there = scene_.latency(entity_of("fetch_book"), milliseconds{5}, milliseconds{200});
    scene_.schedule.after(there, [this, id = command.instrument_id, connection = connection_] {
        if (connection != connection_ || !sink_) return;
        send_book(id, false);
        BookFrame frame = frame_of(id, books_.at(id).snapshot());
        // It may overtake what the socket has sent before.
        const base::Duration back = scene_.latency(entity_of("fetch_book"), milliseconds{1}, milliseconds{30});
        scene_.schedule.after(back, [this, frame = std::move(frame), connection] {
            if (connection == connection_ && sink_) sink_(BookFetched{frame});
        });
    });
}

void MarketWire::on(const FetchCandles& command) {
    const base::Duration there = scene_.latency(entity_of("fetch_candles"), milliseconds{5}, milliseconds{300});
    scene_.schedule.after(there, [this, command] {
        if (!sink_) return;
        CandlesFetched fetched{command.instrument_id, command.interval, {}};
        simulator::PageQuery page;
        page.limit = static_cast<std::size_t>(command.count);
        for (const auto& view : venue_.core().candles(command.instrument_id.value(), simulator::Bar::S1, page)) {
            if (view.is_closed) fetched.candles.push_back(candle_of(command.instrument_id, view));
        }
        std::reverse(fetched.candles.begin(), fetched.candles.end());
        sink_(fetched);
    });
}

}  // namespace trading::simulation
