#include "services/execution/core/orderless_fills.hpp"

#include "services/execution/core/client_order_id.hpp"

#include <fmt/format.h>

namespace trading::execution {

namespace {

// The order's own report comes so soon after its fill, if it comes.
constexpr base::Duration kReportLag = std::chrono::milliseconds{500};
constexpr base::Duration kQueryAgain = std::chrono::seconds{2};

}  // namespace

void OrderlessFills::note(const domain::Fill& fill, base::Timestamp now) {
    // One that was booked with its order carries the name that we gave it.
    const bool had_order =
        has_our_form(fill.client_order_id) || fill.client_order_id == key_of_foreign_order(fill.venue_order_id);
    if (had_order || fill.venue_order_id.empty() || fills_.contains(fill.venue_order_id)) return;
    if (fills_.size() >= kOrdersMax) {
        ++not_asked_;
        return;
    }
    fills_.emplace(fill.venue_order_id, Waiting{fill, now + kReportLag});
}

void OrderlessFills::tick(Step& step) {
    std::erase_if(fills_, [&](const auto& entry) { return orders_.find(entry.first) != nullptr; });
    for (auto& [id, waiting] : fills_) {
        if (step.now < waiting.ts_next_query) continue;
        waiting.ts_next_query = step.now + kQueryAgain;
        step.out.requests.emplace_back(
            domain::QueryOrder{waiting.fill.instrument_id, key_of_foreign_order(id), false, id, {}}
        );
    }
}

void OrderlessFills::settle(const domain::OrderReport& report, Step& step) {
    const auto found = fills_.find(report.venue_order_id);
    if (found == fills_.end() || orders_.find(report.venue_order_id) != nullptr) return;
    // The stop's own order is adopted with this report.
    if (orders_.find(report.parent_client_order_id) != nullptr) return;
    const domain::Fill& fill = found->second.fill;
    external_.note(
        {.activity_id = activity_of_fill(fill),
         .kind = domain::ExternalKind::Fill,
         .instrument_id = fill.instrument_id,
         .detail = fmt::format(
             "fill {} {} {}, booked as our stop's",
             fill.trade_id.value(),
             domain::to_string(fill.side),
             fill.quantity.to_string()
         )},
        step
    );
    fills_.erase(found);
}

}  // namespace trading::execution
