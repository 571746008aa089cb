#include "common/domain/order.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<OrderType, 4> kTypeNames{{
    {OrderType::Limit, "limit"},
    {OrderType::Market, "market"},
    {OrderType::PostOnly, "post_only"},
    {OrderType::Stop, "stop"},
}};

constexpr EnumNames<TimeInForce, 3> kTimeInForceNames{{
    {TimeInForce::GoodTillCancelled, "gtc"},
    {TimeInForce::ImmediateOrCancel, "ioc"},
    {TimeInForce::FillOrKill, "fok"},
}};

constexpr EnumNames<OrderPurpose, 5> kPurposeNames{{
    {OrderPurpose::Entry, "entry"},
    {OrderPurpose::Exit, "exit"},
    {OrderPurpose::StopLoss, "stop_loss"},
    {OrderPurpose::TakeProfit, "take_profit"},
    {OrderPurpose::Flatten, "flatten"},
}};

constexpr EnumNames<OrderStatus, 10> kStatusNames{{
    {OrderStatus::Planned, "planned"},
    {OrderStatus::InFlight, "in_flight"},
    {OrderStatus::Unknown, "unknown"},
    {OrderStatus::Live, "live"},
    {OrderStatus::PartiallyFilled, "partially_filled"},
    {OrderStatus::Filled, "filled"},
    {OrderStatus::Cancelled, "cancelled"},
    {OrderStatus::Rejected, "rejected"},
    {OrderStatus::NotPlaced, "not_placed"},
    {OrderStatus::Triggered, "triggered"},
}};

constexpr EnumNames<LiquiditySide, 2> kLiquidityNames{
    {{LiquiditySide::Maker, "maker"}, {LiquiditySide::Taker, "taker"}}};

}  // namespace

std::string_view to_string(OrderType type) noexcept { return kTypeNames.name_of(type); }
std::optional<OrderType> parse_order_type(std::string_view text) noexcept { return kTypeNames.value_of(text); }
std::string_view to_string(TimeInForce value) noexcept { return kTimeInForceNames.name_of(value); }
std::optional<TimeInForce> parse_time_in_force(std::string_view text) noexcept {
    return kTimeInForceNames.value_of(text);
}
std::string_view to_string(OrderPurpose purpose) noexcept { return kPurposeNames.name_of(purpose); }
std::optional<OrderPurpose> parse_order_purpose(std::string_view text) noexcept { return kPurposeNames.value_of(text); }
std::string_view to_string(OrderStatus status) noexcept { return kStatusNames.name_of(status); }
std::optional<OrderStatus> parse_order_status(std::string_view text) noexcept { return kStatusNames.value_of(text); }
std::string_view to_string(LiquiditySide side) noexcept { return kLiquidityNames.name_of(side); }
std::optional<LiquiditySide> parse_liquidity_side(std::string_view text) noexcept {
    return kLiquidityNames.value_of(text);
}

bool is_terminal(OrderStatus status) noexcept {
    switch (status) {
        case OrderStatus::Planned:
        case OrderStatus::InFlight:
        case OrderStatus::Unknown:
        case OrderStatus::Live:
        case OrderStatus::PartiallyFilled: return false;
        case OrderStatus::Filled:
        case OrderStatus::Cancelled:
        case OrderStatus::Rejected:
        case OrderStatus::NotPlaced:
        case OrderStatus::Triggered: return true;
    }
    return false;
}

bool may_be_open(OrderStatus status) noexcept { return !is_terminal(status); }

}  // namespace trading::domain
