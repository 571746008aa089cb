#pragma once

#include "services/execution/core/closing_view.hpp"

#include <map>
#include <string_view>

namespace trading::execution {

// Closes a position, or half of it, at the market because a rule demands it. What other orders are closing already is
// not closed twice, and attempts on one instrument keep a pause between them.
class PositionCloser {
public:
    enum class Part { Half = 1, All = 2 };

    explicit PositionCloser(ClosingView view) : view_(view) {}

    // Whether an order went out. On spot not before its stop has made way: ask again.
    bool close(const domain::InstrumentId& id, Part part, std::string_view rule, Step& step);

private:
    ClosingView view_;
    std::map<domain::InstrumentId, base::Timestamp> ts_next_attempt_;
};

}  // namespace trading::execution
