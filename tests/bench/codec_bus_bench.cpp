// A book update of ten levels: domain to wire bytes and back, and from one thread to another over the bus.
#include "common/bus/fact_publisher.hpp"
#include "common/bus/fact_subscriber.hpp"
#include "common/codec/envelope_codec.hpp"

#include <benchmark/benchmark.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace trading;

constexpr const char* kTopic = "md.okx.BTC-USDT-SWAP.book.";
constexpr int kHops = 20'000;
constexpr int kPollMs = 100;

domain::BookUpdate book_update() {
    domain::BookUpdate update;
    update.instrument_id = domain::InstrumentId{"BTC-USDT-SWAP"};
    for (std::int64_t level = 0; level < 5; ++level) {
        const domain::Quantity quantity{base::Decimal::from_parts(79'041 + level, 2).value()};
        update.bids.push_back({domain::Price{base::Decimal::from_parts(639'214 - level, 1).value()}, quantity});
        update.asks.push_back({domain::Price{base::Decimal::from_parts(639'215 + level, 1).value()}, quantity});
    }
    update.venue_sequence = 333'794'734'980;
    update.times = {base::from_unix_milliseconds(1'786'541'241'006), base::from_unix_milliseconds(1'786'541'241'010)};
    return update;
}

void book_update_to_envelope(benchmark::State& state) {
    const domain::BookUpdate update = book_update();
    v1::Envelope envelope;
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(codec::encode(update, envelope));
    }
}

void book_update_to_wire(benchmark::State& state) {
    const domain::BookUpdate update = book_update();
    v1::Envelope envelope;
    std::string bytes;
    for (auto step : state) {
        static_cast<void>(step);
        benchmark::DoNotOptimize(codec::encode(update, envelope));
        envelope.SerializeToString(&bytes);
        benchmark::DoNotOptimize(bytes.data());
    }
    state.counters["bytes"] = static_cast<double>(bytes.size());
}

void wire_to_book_update(benchmark::State& state) {
    v1::Envelope envelope;
    if (!codec::encode(book_update(), envelope)) state.SkipWithError("not encoded");
    const std::string bytes = envelope.SerializeAsString();
    v1::Envelope received;
    domain::MarketFact fact;
    for (auto step : state) {
        static_cast<void>(step);
        received.ParseFromString(bytes);
        benchmark::DoNotOptimize(codec::decode_market_fact(received, fact));
    }
    if (fact != domain::MarketFact{book_update()}) state.SkipWithError("another update came back");
}

// Listens on its own thread and notes how long each fact was on its way.
class Listener {
public:
    Listener(bus::Context& context, const std::string& endpoint)
        : subscriber_(bus::FactSubscriber::create(context).value()) {
        latencies_.reserve(kHops);
        if (!subscriber_.connect(endpoint) || !subscriber_.subscribe(kTopic)) std::abort();
        thread_ = std::thread{[this] { listen(); }};
    }

    ~Listener() {
        is_stopping_ = true;
        thread_.join();
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::uint64_t heard() const { return heard_.load(std::memory_order_acquire); }
    [[nodiscard]] std::vector<std::int64_t>& latencies() { return latencies_; }

private:
    void listen() {
        pollfd descriptor{subscriber_.descriptor(), POLLIN, 0};
        while (!is_stopping_) {
            const auto drained = subscriber_.receive([this](const bus::Delivery& delivery) {
                if (!codec::decode_market_fact(delivery.envelope, fact_)) std::abort();
                latencies_.push_back(base::to_unix_nanoseconds(clock_.now()) - delivery.envelope.ts_sent_ns());
                heard_.store(delivery.envelope.sequence(), std::memory_order_release);
            });
            if (drained.count == 0) ::poll(&descriptor, 1, kPollMs);
        }
    }

    base::SystemClock clock_;
    bus::FactSubscriber subscriber_;
    domain::MarketFact fact_;
    std::vector<std::int64_t> latencies_;
    std::atomic<std::uint64_t> heard_{0};
    std::atomic<bool> is_stopping_{false};
    std::thread thread_;
};

double quantile_us(const std::vector<std::int64_t>& sorted, double share) {
    const auto position = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return static_cast<double>(sorted[position]) / 1000;
}

// One fact at a time, the next one when it has been heard: what a hop costs on a quiet bus, sleeping receiver included.
void bus_hop(benchmark::State& state, const std::string& endpoint) {
    base::SystemClock clock;
    bus::Context context;
    auto publisher =
        bus::FactPublisher::bind(context, clock, {.endpoint = endpoint, .producer = "bench", .epoch = 1, .socket = {}});
    if (!publisher) {
        state.SkipWithError(publisher.error().detail.c_str());
        return;
    }
    Listener listener{context, publisher->last_endpoint()};
    const domain::BookUpdate update = book_update();
    v1::Envelope envelope;
    while (publisher->counters().subscriptions == 0) publisher->poll_subscriptions();
    for (auto step : state) {
        static_cast<void>(step);
        if (!codec::encode(update, envelope) || !publisher->publish(kTopic, envelope)) std::abort();
        while (listener.heard() != envelope.sequence()) std::this_thread::yield();
    }
    std::vector<std::int64_t> latencies = listener.latencies();
    std::sort(latencies.begin(), latencies.end());
    state.counters["p50_us"] = quantile_us(latencies, 0.5);
    state.counters["p99_us"] = quantile_us(latencies, 0.99);
    state.counters["p99.9_us"] = quantile_us(latencies, 0.999);
}

void bus_hop_tcp(benchmark::State& state) { bus_hop(state, "tcp://127.0.0.1:*"); }

void bus_hop_ipc(benchmark::State& state) {
    bus_hop(state, "ipc:///tmp/trading-bench-" + std::to_string(::getpid()) + ".ipc");
}

BENCHMARK(book_update_to_envelope);
BENCHMARK(book_update_to_wire);
BENCHMARK(wire_to_book_update);
BENCHMARK(bus_hop_tcp)->Iterations(kHops)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(bus_hop_ipc)->Iterations(kHops)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
