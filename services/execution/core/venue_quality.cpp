#include "services/execution/core/venue_quality.hpp"

#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

namespace {

constexpr int kScale = 8;

template <class Value>
void push(std::deque<Value>& window, Value value, std::size_t size) {
    window.push_back(std::move(value));
    if (window.size() > size) window.pop_front();
}

}  // namespace

void VenueQuality::on_planned(const domain::Order& order) {
    Expected expected;
    if (order.type == domain::OrderType::Market) {
        const InstrumentMarket* market = market_.find(order.instrument_id);
        if (market != nullptr) expected.middle = market->reference_price();
    }
    expected_[order.client_order_id] = expected;
    oldest_.push_back(order.client_order_id);
    while (oldest_.size() > kExpectedMax) {
        expected_.erase(oldest_.front());
        oldest_.pop_front();
    }
}

void VenueQuality::on_sent(const domain::ClientOrderId& id, base::Timestamp now) {
    const auto found = expected_.find(id);
    if (found != expected_.end()) found->second.ts_sent = now;
}

void VenueQuality::on_answered(const domain::RequestAnswered& answer, base::Timestamp now) {
    if (answer.kind != domain::RequestKind::Place || answer.outcome == domain::RequestOutcome::NotSent) return;
    const auto found = expected_.find(answer.client_order_id);
    if (found != expected_.end() && found->second.ts_sent) {
        push(latencies_, now - *found->second.ts_sent, kAnswers);
        found->second.ts_sent.reset();
    }
    // A lost answer says nothing about what the venue thinks of our orders.
    if (answer.outcome == domain::RequestOutcome::Unknown) return;
    push(refusals_, answer.outcome == domain::RequestOutcome::Refused, kPlacements);
}

void VenueQuality::on_fill(const domain::Fill& fill) {
    const auto found = expected_.find(fill.client_order_id);
    if (found == expected_.end() || !found->second.middle) return;
    const domain::Price middle = *found->second.middle;
    const domain::Price worse =
        fill.side == domain::Side::Buy ? difference(fill.price, middle) : difference(middle, fill.price);
    const auto fraction = base::divide(worse.value(), middle.value(), kScale, base::Rounding::HalfEven);
    if (fraction) push(slippages_, *fraction, kFills);
}

std::optional<std::string> VenueQuality::breach(const AccountLimits& limits) {
    if (refusals_.size() == kPlacements) {
        const auto refused = std::count(refusals_.begin(), refusals_.end(), true);
        const auto ratio = exact(base::divide(
            base::Decimal{refused}, base::Decimal{static_cast<std::int64_t>(kPlacements)}, kScale, base::Rounding::HalfEven
        ));
        if (ratio > limits.reject_ratio_max.value()) {
            refusals_.clear();
            return fmt::format("rejects={} limit={}", ratio.to_string(), limits.reject_ratio_max.to_string());
        }
    }
    if (slippages_.size() == kFills) {
        base::Decimal total;
        for (const base::Decimal& each : slippages_) total = exact(base::add(total, each));
        const auto mean = exact(base::divide(
            total, base::Decimal{static_cast<std::int64_t>(kFills)}, kScale, base::Rounding::HalfEven
        ));
        if (mean > limits.slippage_max.value()) {
            slippages_.clear();
            return fmt::format("slippage={} limit={}", mean.to_string(), limits.slippage_max.to_string());
        }
    }
    if (latencies_.size() == kAnswers) {
        const auto late = std::count_if(latencies_.begin(), latencies_.end(), [&](base::Duration each) {
            return each > limits.acknowledgement_max;
        });
        if (late > kLateAnswersAllowed) {
            latencies_.clear();
            return fmt::format(
                "late_answers={} of {} limit={}ms",
                late,
                kAnswers,
                std::chrono::duration_cast<std::chrono::milliseconds>(limits.acknowledgement_max).count()
            );
        }
    }
    return std::nullopt;
}

}  // namespace trading::execution
