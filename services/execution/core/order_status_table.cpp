#include "services/execution/core/order_status_table.hpp"

#include "common/base/assert.hpp"

#include <array>
#include <cstddef>

namespace trading::execution {
namespace {

using domain::OrderStatus;

constexpr std::size_t kTriggers = 11;
constexpr std::size_t kStatuses = 10;
constexpr auto kSent = OrderStatus::InFlight;
constexpr auto kUnkn = OrderStatus::Unknown;
constexpr auto kLive = OrderStatus::Live;
constexpr auto kPart = OrderStatus::PartiallyFilled;
constexpr auto kFill = OrderStatus::Filled;
constexpr auto kCanc = OrderStatus::Cancelled;
constexpr auto kReje = OrderStatus::Rejected;
constexpr auto kNotP = OrderStatus::NotPlaced;
constexpr auto kTrig = OrderStatus::Triggered;
constexpr auto kNone = OrderStatus{0};  // Refused.

using Row = std::array<OrderStatus, kTriggers>;

// clang-format off
constexpr std::array<Row, kStatuses> kTable{{
    // Sent   Lost   Refused Never  Live   Partial Filled Cancel Reject Trigger Absent
    {kSent, kUnkn, kReje, kNotP, kLive, kPart, kFill, kCanc, kReje, kTrig, kNotP},  // Planned
    {kSent, kUnkn, kReje, kNotP, kLive, kPart, kFill, kCanc, kReje, kTrig, kNotP},  // InFlight
    {kUnkn, kUnkn, kNone, kNone, kLive, kPart, kFill, kCanc, kReje, kTrig, kNotP},  // Unknown
    {kLive, kLive, kLive, kNone, kLive, kPart, kFill, kCanc, kReje, kTrig, kCanc},  // Live
    {kPart, kPart, kPart, kNone, kPart, kPart, kFill, kCanc, kReje, kTrig, kCanc},  // PartiallyFilled
    {kFill, kFill, kFill, kNone, kFill, kFill, kFill, kFill, kNone, kNone, kFill},  // Filled
    {kCanc, kCanc, kCanc, kNone, kCanc, kCanc, kCanc, kCanc, kNone, kNone, kCanc},  // Cancelled
    {kReje, kReje, kReje, kNone, kNone, kNone, kNone, kReje, kReje, kNone, kReje},  // Rejected
    {kNotP, kNotP, kNotP, kNotP, kNone, kNone, kNone, kNotP, kNotP, kNone, kNotP},  // NotPlaced
    {kTrig, kTrig, kTrig, kNone, kTrig, kTrig, kTrig, kTrig, kReje, kTrig, kTrig},  // Triggered
}};
// clang-format on

}  // namespace

std::string_view to_string(OrderTrigger trigger) noexcept {
    switch (trigger) {
        case OrderTrigger::Sent: return "sent";
        case OrderTrigger::AnswerLost: return "answer_lost";
        case OrderTrigger::AnswerRefused: return "answer_refused";
        case OrderTrigger::NeverSent: return "never_sent";
        case OrderTrigger::SeenLive: return "seen_live";
        case OrderTrigger::SeenPartiallyFilled: return "seen_partially_filled";
        case OrderTrigger::SeenFilled: return "seen_filled";
        case OrderTrigger::SeenCancelled: return "seen_cancelled";
        case OrderTrigger::SeenRejected: return "seen_rejected";
        case OrderTrigger::SeenTriggered: return "seen_triggered";
        case OrderTrigger::ProvenAbsent: return "proven_absent";
    }
    return "unknown";
}

OrderTrigger trigger_of(OrderStatus reported) noexcept {
    switch (reported) {
        case OrderStatus::Planned:
        case OrderStatus::InFlight:
        case OrderStatus::Unknown:
        case OrderStatus::Live: return OrderTrigger::SeenLive;
        case OrderStatus::PartiallyFilled: return OrderTrigger::SeenPartiallyFilled;
        case OrderStatus::Filled: return OrderTrigger::SeenFilled;
        case OrderStatus::Cancelled: return OrderTrigger::SeenCancelled;
        case OrderStatus::Rejected: return OrderTrigger::SeenRejected;
        case OrderStatus::NotPlaced: return OrderTrigger::ProvenAbsent;
        case OrderStatus::Triggered: return OrderTrigger::SeenTriggered;
    }
    return OrderTrigger::SeenLive;
}

std::optional<OrderStatus> next_status(OrderStatus status, OrderTrigger trigger) noexcept {
    const auto row = static_cast<std::size_t>(status) - 1;
    const auto column = static_cast<std::size_t>(trigger);
    TRADING_ASSERT(row < kStatuses);
    TRADING_ASSERT(column < kTriggers);
    const OrderStatus next = kTable[row][column];
    if (next == kNone) return std::nullopt;
    return next;
}

}  // namespace trading::execution
