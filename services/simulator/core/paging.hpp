#pragma once

#include "services/simulator/core/venue_core.hpp"

#include <vector>

namespace trading::simulator {

// Collects one page of rows that arrive newest first, by OKX's rules (see PageQuery). Copies only what may be on the
// page, and says when no later row can be on it.
template <class Row>
class Page {
public:
    explicit Page(const PageQuery& query)
        : query_(query),
          older_than_(query.after.value_or(INT64_MAX)),
          newer_than_(query.before.value_or(INT64_MIN)),
          keeps_oldest_(query.before && !query.after) {}

    // `id` is what the rows are paged by; it must fall from row to row.
    void offer(const Row& row, std::int64_t id, base::Timestamp time) {
        if (id >= older_than_ || id <= newer_than_) return;
        if (query_.begin && time < *query_.begin) return;
        if (query_.end && time > *query_.end) return;
        rows_.push_back(row);
    }

    // With `before` alone the rows next to it are wanted, so all newer ones have to be seen first.
    [[nodiscard]] bool is_complete() const noexcept { return !keeps_oldest_ && rows_.size() >= query_.limit; }

    [[nodiscard]] std::vector<Row> take() {
        if (rows_.size() > query_.limit)
            rows_.erase(rows_.begin(), rows_.end() - static_cast<std::ptrdiff_t>(query_.limit));
        return std::move(rows_);
    }

private:
    const PageQuery& query_;
    std::int64_t older_than_;
    std::int64_t newer_than_;
    bool keeps_oldest_;
    std::vector<Row> rows_;
};

}  // namespace trading::simulator
