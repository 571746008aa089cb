#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

namespace trading::service {

using MetricLabels = std::map<std::string, std::string>;

// A handle on one time series; cheap to copy, valid as long as its `Metrics`. Safe from any thread, except `set_total`.
class Counter {
public:
    explicit Counter(prometheus::Counter& counter) : counter_(&counter) {}

    void increment(double by = 1) const;

    // For totals that a component counts itself: brings the series up to `total`; a smaller total is ignored.
    void set_total(std::uint64_t total);

private:
    prometheus::Counter* counter_;
    std::uint64_t reported_ = 0;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge& gauge) : gauge_(&gauge) {}
    void set(double value) const;

private:
    prometheus::Gauge* gauge_;
};

class Histogram {
public:
    explicit Histogram(prometheus::Histogram& histogram) : histogram_(&histogram) {}
    void observe(double value) const;

private:
    prometheus::Histogram* histogram_;
};

// The metrics of one process: trading_<service>_<noun>_<unit>, with `_total` for counters. Asking twice for the same
// name and labels gives the same series. Label values come from closed sets, never ids. Safe from any thread.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    [[nodiscard]] Counter counter(const std::string& name, const std::string& help, const MetricLabels& labels = {});
    [[nodiscard]] Gauge gauge(const std::string& name, const std::string& help, const MetricLabels& labels = {});

    // In seconds, with buckets from 10 microseconds to 10 seconds.
    [[nodiscard]] Histogram latency(const std::string& name, const std::string& help, const MetricLabels& labels = {});

    // All series in Prometheus' text format.
    [[nodiscard]] std::string to_text() const;

    // The names of all families, sorted: what tests/golden/metrics lists.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::shared_ptr<prometheus::Registry> registry_;
};

}  // namespace trading::service
