#include "common/journal/journal_metrics.hpp"

namespace trading::journal {

JournalMetrics::JournalMetrics(service::Metrics& metrics, const std::string& service)
    : bytes_(metrics.counter("trading_" + service + "_journal_bytes_total", "Bytes written to the journal")),
      files_(metrics.counter("trading_" + service + "_journal_files_total", "Journal files begun")),
      dropped_(metrics.counter(
          "trading_" + service + "_journal_dropped_total", "Inputs and outputs that were not recorded"
      )),
      failures_(metrics.counter("trading_" + service + "_journal_failures_total", "Writes that the disk refused")),
      runs_removed_(metrics.counter(
          "trading_" + service + "_journal_runs_removed_total", "Old runs removed to stay within the limit"
      )),
      queued_bytes_(metrics.gauge("trading_" + service + "_journal_queued_bytes", "Bytes waiting for the disk")),
      is_recording_(metrics.gauge(
          "trading_" + service + "_journal_is_recording", "1 while this run can be replayed, 0 after a loss"
      )) {}

void JournalMetrics::update(const Writer& writer) {
    const Writer::Counters counters = writer.counters();
    bytes_.set_total(counters.bytes);
    files_.set_total(counters.files);
    dropped_.set_total(counters.dropped);
    failures_.set_total(counters.failures);
    runs_removed_.set_total(counters.runs_removed);
    queued_bytes_.set(static_cast<double>(counters.queued_bytes));
    is_recording_.set(counters.is_recording ? 1 : 0);
}

}  // namespace trading::journal
