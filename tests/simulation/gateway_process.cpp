#include "tests/simulation/gateway_process.hpp"

#include "tests/simulation/market_intake.hpp"

#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

gateway::GatewayOptions gateway_options() {
    gateway::GatewayOptions options;
    options.instruments = {InstrumentId{kSpot}, InstrumentId{kSwap}};
    options.channels = {
        Channel::Book,
        Channel::Ticker,
        Channel::Candles,
        Channel::MarkPrice,
        Channel::PriceLimit,
        Channel::Instruments,
    };
    options.candles.intervals = {seconds{1}};
    options.candles.history_max = 8;
    options.candles.fetch_retry_longest = seconds{4};
    options.watch.silence_max = {{Channel::Book, seconds{4}}, {Channel::Ticker, seconds{6}}};
    options.watch.heal_interval = seconds{4};
    return options;
}

}  // namespace

GatewayProcess::GatewayProcess(Parts parts, Publish publish) : parts_(std::move(parts)), publish_(std::move(publish)) {}

void GatewayProcess::start() {
    const std::uint64_t life = ++life_;
    parts_.scene.journal.note("gateway", "start", life);
    core_ = std::make_unique<gateway::GatewayCore>(gateway_options());
    facts_.emplace(life);
    gaps_seen_ = 0;
    parts_.wire.open([this](VenueFeedEvent event) { apply(std::move(event)); });
    apply(gateway::InstrumentsLoaded{domain_instruments()});
    tick(life);
}

void GatewayProcess::disturb() {
    if (core_ == nullptr || !parts_.scene.faults.strikes(Fault::GatewayCrash, 1)) return;
    ++life_;
    core_.reset();
    facts_.reset();
    parts_.wire.close();
    const base::Duration pause = parts_.scene.draws.between(Site::Restart, 2, milliseconds{200}, seconds{4});
    parts_.scene.schedule.after(pause, [this] { start(); });
}

void GatewayProcess::tick(std::uint64_t life) {
    if (life != life_) return;
    apply(gateway::Tick{});
    parts_.scene.schedule.after(milliseconds{100}, [this, life] { tick(life); });
}

void GatewayProcess::heartbeat() {
    if (core_ == nullptr) return;
    for (const auto& message : facts_->heartbeats()) publish_(message);
}

void GatewayProcess::apply(const gateway::Input& input) {
    if (core_ == nullptr) return;
    gateway::Outputs outputs;
    core_->on_input(input, parts_.local_now(), outputs);
    if (core_->counters().book_gaps > gaps_seen_) {
        gaps_seen_ = core_->counters().book_gaps;
        parts_.scene.sightings.see(Sight::BookSequenceBroke);
    }
    std::optional<InstrumentId> published;
    std::int64_t sequence = 0;
    for (MarketFact& fact : outputs.facts) {
        if (const auto* update = std::get_if<BookUpdate>(&fact)) {
            published = update->instrument_id;
            sequence = update->venue_sequence;
        }
        std::string topic = topic_of(fact);
        publish_(facts_->number(std::move(topic), std::move(fact)));
    }
    if (published) {
        const gateway::InstrumentFeeds* feeds = core_->find(*published);
        if (feeds != nullptr && feeds->book.is_running() && feeds->book.sequence() == sequence) {
            parts_.watch.on_published(*published, sequence, feeds->book.book());
        }
    }
    for (const VenueFeedCommand& command : outputs.commands) parts_.wire.execute(command);
}

std::optional<Snapshot<MarketFact>> GatewayProcess::snapshot() {
    if (core_ == nullptr) return std::nullopt;
    gateway::Outputs outputs;
    core_->on_input(gateway::SnapshotWanted{}, parts_.local_now(), outputs);
    return facts_->snapshot(outputs.snapshot, [](const MarketFact& fact) { return topic_of(fact); });
}

}  // namespace trading::simulation
