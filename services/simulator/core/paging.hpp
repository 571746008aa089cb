#pragma once

#include "services/simulator/core/venue_core.hpp"

#include <algorithm>
#include <vector>

namespace trading::simulator {

// Cuts one page out of `newest_first` by OKX's rules (see PageQuery). `id_of` and `time_of` say what a row is paged and
// filtered by.
template <class Row, class IdOf, class TimeOf>
[[nodiscard]] std::vector<Row> page_of(
    std::vector<Row> newest_first, const PageQuery& page, const IdOf& id_of, const TimeOf& time_of
) {
    std::vector<Row> rows;
    const std::int64_t older_than = page.after.value_or(INT64_MAX);
    const std::int64_t newer_than = page.before.value_or(INT64_MIN);
    for (Row& row : newest_first) {
        const std::int64_t id = id_of(row);
        if (id >= older_than || id <= newer_than) continue;
        if (page.begin && time_of(row) < *page.begin) continue;
        if (page.end && time_of(row) > *page.end) continue;
        rows.push_back(std::move(row));
    }
    if (rows.size() <= page.limit) return rows;
    // With `before` alone, the rows next to it are wanted: the oldest of what is left.
    const bool keeps_oldest = page.before && !page.after;
    if (keeps_oldest) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(page.limit));
    rows.resize(page.limit);
    return rows;
}

}  // namespace trading::simulator
