#include "services/gateway/core/trade_checker.hpp"

#include <algorithm>
#include <charconv>

namespace trading::gateway {
namespace {

// Ids that are no positive numbers cannot be checked.
std::optional<std::int64_t> number_of(const domain::TradeId& id) {
    const std::string& text = id.value();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number <= 0) return std::nullopt;
    return number;
}

}  // namespace

void TradeChecker::on_trade(const domain::Trade& trade, FeedWatch& watch, Step& step) {
    if (const auto last = number_of(trade.trade_id)) {
        const Range print{*last - std::max<std::int64_t>(trade.match_count, 1) + 1, *last};
        const bool is_late = last_id_ && print.last <= *last_id_;
        if (is_late && !take_from_hole(print)) {
            ++step.counters.trades_duplicate;
            return;
        }
        if (last_id_ && print.first > *last_id_ + 1) note_hole(Range{*last_id_ + 1, print.first - 1}, watch, step);
        if (!is_late) last_id_ = print.last;
    }
    ++step.counters.trades;
    step.publish(trade);
    watch.on_data(key_, step);
}

void TradeChecker::note_hole(Range hole, FeedWatch& watch, Step& step) {
    ++step.counters.trade_gaps;
    step.counters.trades_missing += static_cast<std::uint64_t>(hole.last - hole.first + 1);
    if (holes_.size() >= kHolesMax) holes_.erase(holes_.begin());
    holes_.push_back(hole);
    watch.mark_stale(key_, "trade_gap", step);
}

bool TradeChecker::take_from_hole(Range print) {
    const auto found = std::find_if(holes_.begin(), holes_.end(), [&](const Range& hole) {
        return hole.first <= print.first && print.last <= hole.last;
    });
    if (found == holes_.end()) return false;
    const Range before{found->first, print.first - 1};
    const Range after{print.last + 1, found->last};
    holes_.erase(found);
    if (before.first <= before.last) holes_.push_back(before);
    if (after.first <= after.last) holes_.push_back(after);
    if (holes_.size() > kHolesMax) holes_.erase(holes_.begin());
    return true;
}

}  // namespace trading::gateway
