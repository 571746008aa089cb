#include "common/service/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace trading::service {
namespace {

// 1-2-5 steps from 10 microseconds to 10 seconds.
prometheus::Histogram::BucketBoundaries latency_boundaries() {
    prometheus::Histogram::BucketBoundaries boundaries;
    for (double decade = 1e-5; decade < 20; decade *= 10) {
        for (const double step : {1.0, 2.0, 5.0}) boundaries.push_back(decade * step);
    }
    return boundaries;
}

}  // namespace

void Counter::increment(double by) const { counter_->Increment(by); }

void Counter::set_total(std::uint64_t total) {
    if (total <= reported_) return;
    counter_->Increment(static_cast<double>(total - reported_));
    reported_ = total;
}

void Gauge::set(double value) const { gauge_->Set(value); }

void Histogram::observe(double value) const { histogram_->Observe(value); }

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& help, const MetricLabels& labels) {
    return Counter{prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels)};
}

Gauge Metrics::gauge(const std::string& name, const std::string& help, const MetricLabels& labels) {
    return Gauge{prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add(labels)};
}

Histogram Metrics::latency(const std::string& name, const std::string& help, const MetricLabels& labels) {
    static const prometheus::Histogram::BucketBoundaries boundaries = latency_boundaries();
    return Histogram{prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_).Add(labels, boundaries)};
}

std::string Metrics::to_text() const { return prometheus::TextSerializer{}.Serialize(registry_->Collect()); }

std::vector<std::string> Metrics::names() const {
    std::vector<std::string> names;
    for (const prometheus::MetricFamily& family : registry_->Collect()) names.push_back(family.name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace trading::service
