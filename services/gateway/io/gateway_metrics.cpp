#include "services/gateway/io/gateway_metrics.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace trading::gateway {
namespace {

constexpr std::array<base::CounterName<Counters>, 28> kCoreCounterNames{{
    {&Counters::book_frames, "book_frames_total", "Book messages of the venue"},
    {&Counters::book_gaps, "book_gaps_total", "Book sequences that did not continue"},
    {&Counters::book_resets, "book_resets_total", "Book sequences that legally started again"},
    {&Counters::book_crossings, "book_crossings_total", "Books given up because they were crossed"},
    {&Counters::book_overflows, "book_overflows_total", "Books given up because they were too deep"},
    {&Counters::book_duplicates, "book_duplicates_total", "Repeated or outdated book messages ignored"},
    {&Counters::book_fetches, "book_fetches_total", "Whole books asked for by request"},
    {&Counters::book_fetches_failed, "book_fetches_failed_total", "Whole books that did not come"},
    {&Counters::book_fetches_outdated, "book_fetches_outdated_total", "Whole books that came too old"},
    {&Counters::book_snapshots_missing, "book_snapshots_missing_total", "Subscriptions without a whole book"},
    {&Counters::book_recoveries, "book_recoveries_total", "Book recoveries started"},
    {&Counters::buffered_frames_dropped, "buffered_frames_dropped_total", "Updates dropped in recovery"},
    {&Counters::resubscribes, "resubscribes_total", "Feeds subscribed again"},
    {&Counters::resubscribes_refused, "resubscribes_refused_total", "Not subscribed again because of the limit"},
    {&Counters::trades, "trades_total", "Prints published"},
    {&Counters::trades_missing, "trades_missing_total", "Matches that the trade ids say are missing"},
    {&Counters::trade_gaps, "trade_gaps_total", "Holes in the trade ids"},
    {&Counters::trades_duplicate, "trades_duplicate_total", "Prints seen before and dropped"},
    {&Counters::candles_closed, "candles_closed_total", "Closed candles published"},
    {&Counters::candles_dropped, "candles_dropped_total", "Late or repeated candles dropped"},
    {&Counters::candle_holes, "candle_holes_total", "Missing closed candles found"},
    {&Counters::candle_fetches_failed, "candle_fetches_failed_total", "Candle histories that did not come"},
    {&Counters::candles_held_too_long, "candles_held_too_long_total", "Closed candles sent with a hole before them"},
    {&Counters::references_outdated, "references_outdated_total", "Tickers, marks and the like that were late"},
    {&Counters::feeds_silent, "feeds_silent_total", "Feeds silent for longer than their limit"},
    {&Counters::subscriptions_refused, "subscriptions_refused_total", "Subscriptions refused by the venue"},
    {&Counters::disconnects, "disconnects_total", "Lost connections to the venue"},
    {&Counters::events_foreign, "events_foreign_total", "Messages about instruments that are not ours"},
}};

std::string full_name(const char* name) { return std::string{"trading_gateway_"} + name; }

}  // namespace

GatewayMetrics::GatewayMetrics(service::Metrics& metrics, const std::vector<domain::InstrumentId>& instruments)
    : core_counters_(metrics, full_name(""), kCoreCounterNames),
      feeds_stale_(metrics.gauge(full_name("feeds_stale"), "Feeds that are stale now")),
      frame_to_fact_(
          metrics.latency(full_name("frame_to_fact_seconds"), "From the receipt of a message to the fact on the bus")
      ),
      trade_lag_(metrics.latency(full_name("trade_lag_seconds"), "From a match at the venue to the receipt of its print")),
      events_(metrics.counter(full_name("venue_events_total"), "Events of the venue's feeds")),
      facts_(metrics.counter(full_name("facts_total"), "Facts published")),
      fact_bytes_(metrics.counter(full_name("fact_bytes_total"), "Bytes published")),
      publish_failures_(metrics.counter(full_name("publish_failures_total"), "Facts that the bus did not take")),
      encode_failures_(metrics.counter(full_name("encode_failures_total"), "Facts that could not be encoded")),
      snapshots_(metrics.counter(full_name("snapshots_total"), "Snapshots asked for")),
      recorder_queue_(metrics.gauge(full_name("recorder_queue_facts"), "Facts waiting to be recorded")),
      recorder_rows_(metrics.counter(full_name("recorder_rows_total"), "Rows of market data written")),
      recorder_failures_(metrics.counter(full_name("recorder_failures_total"), "Failed attempts to record")),
      recorder_dropped_(metrics.counter(full_name("recorder_dropped_total"), "Facts that did not fit the queue")),
      recorder_abandoned_(metrics.counter(full_name("recorder_abandoned_total"), "Facts that the database refused")) {
    for (const domain::InstrumentId& id : instruments) {
        const service::MetricLabels labels{{"instrument", id.value()}};
        books_.emplace(
            id,
            BookGauges{
                metrics.gauge(full_name("book_staleness_seconds"), "Age of the last verified book", labels),
                metrics.gauge(
                    full_name("book_state"), "1 down, 2 waiting, 3 fetching, 4 recovering, 5 running", labels
                ),
            }
        );
    }
}

void GatewayMetrics::observe_publication(base::Duration latency) const {
    frame_to_fact_.observe(std::chrono::duration<double>(latency).count());
}

void GatewayMetrics::observe_lag(base::Duration lag) const {
    trade_lag_.observe(std::max(std::chrono::duration<double>(lag).count(), 0.0));
}

void GatewayMetrics::update(const GatewayCore& core, base::Timestamp now) {
    core_counters_.update(core.counters());
    feeds_stale_.set(static_cast<double>(core.watch().stale_count()));
    for (const auto& [id, gauges] : books_) {
        const InstrumentFeeds* const feeds = core.find(id);
        if (feeds == nullptr) continue;
        const auto age = now - core.watch().last_data(domain::FeedKey{domain::Channel::Book, id, {}});
        gauges.staleness.set(std::chrono::duration<double>(age).count());
        gauges.state.set(static_cast<double>(feeds->book.state()));
    }
}

void GatewayMetrics::update(
    const bus::FactPublisher::Counters& publisher, const bus::SnapshotServer::Counters& snapshots
) {
    facts_.set_total(publisher.facts);
    fact_bytes_.set_total(publisher.bytes);
    publish_failures_.set_total(publisher.failures);
    snapshots_.set_total(snapshots.requests);
}

void GatewayMetrics::update(const Recorder::Counters& recorder) {
    recorder_queue_.set(static_cast<double>(recorder.queued));
    recorder_rows_.set_total(recorder.rows);
    recorder_failures_.set_total(recorder.failures);
    recorder_dropped_.set_total(recorder.dropped);
    recorder_abandoned_.set_total(recorder.abandoned);
}

}  // namespace trading::gateway
