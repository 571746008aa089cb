#pragma once

#include "common/base/counter_name.hpp"
#include "common/service/metrics.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace trading::service {

// The series of a component that counts for itself. One thread.
template <class Totals>
class CounterGroup {
public:
    // The names of the series are `prefix` and then the table's.
    CounterGroup(Metrics& metrics, const std::string& prefix, std::span<const base::CounterName<Totals>> names) {
        for (const auto& row : names) series_.emplace_back(row.total, metrics.counter(prefix + row.name, row.help));
    }

    void update(const Totals& totals) {
        for (auto& [total, counter] : series_) counter.set_total(totals.*total);
    }

private:
    std::vector<std::pair<std::uint64_t Totals::*, Counter>> series_;
};

}  // namespace trading::service
