#include "services/simulator/io/okx_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace trading::simulator {

namespace {

template <class Value, std::size_t kSize>
using Words = std::array<std::pair<Value, std::string_view>, kSize>;

constexpr Words<domain::Side, 2> kSides{{{domain::Side::Buy, "buy"}, {domain::Side::Sell, "sell"}}};
constexpr Words<MarginMode, 3> kMarginModes{
    {{MarginMode::Cash, "cash"}, {MarginMode::Cross, "cross"}, {MarginMode::Isolated, "isolated"}}};
constexpr Words<PositionMode, 2> kPositionModes{
    {{PositionMode::Net, "net_mode"}, {PositionMode::LongShort, "long_short_mode"}}};
constexpr Words<PositionSide, 3> kPositionSides{
    {{PositionSide::Net, "net"}, {PositionSide::Long, "long"}, {PositionSide::Short, "short"}}};
constexpr Words<OrderKind, 6> kOrderKinds{
    {{OrderKind::Limit, "limit"},
     {OrderKind::Market, "market"},
     {OrderKind::PostOnly, "post_only"},
     {OrderKind::FillOrKill, "fok"},
     {OrderKind::ImmediateOrCancel, "ioc"},
     {OrderKind::OptimalLimitIoc, "optimal_limit_ioc"}}};
constexpr Words<SelfTrade, 3> kSelfTrades{
    {{SelfTrade::CancelMaker, "cancel_maker"},
     {SelfTrade::CancelTaker, "cancel_taker"},
     {SelfTrade::CancelBoth, "cancel_both"}}};
constexpr Words<OrderState, 4> kOrderStates{
    {{OrderState::Live, "live"},
     {OrderState::PartiallyFilled, "partially_filled"},
     {OrderState::Filled, "filled"},
     {OrderState::Canceled, "canceled"}}};
constexpr Words<OrderCategory, 2> kCategories{
    {{OrderCategory::Normal, "normal"}, {OrderCategory::FullLiquidation, "full_liquidation"}}};
constexpr Words<ExecutionRole, 2> kRoles{{{ExecutionRole::Taker, "T"}, {ExecutionRole::Maker, "M"}}};
constexpr Words<AlgoKind, 4> kAlgoKinds{
    {{AlgoKind::Conditional, "conditional"},
     {AlgoKind::OneCancelsOther, "oco"},
     {AlgoKind::Trigger, "trigger"},
     {AlgoKind::Trailing, "move_order_stop"}}};
constexpr Words<AlgoState, 4> kAlgoStates{
    {{AlgoState::Live, "live"},
     {AlgoState::Effective, "effective"},
     {AlgoState::Canceled, "canceled"},
     {AlgoState::Failed, "order_failed"}}};
constexpr Words<TriggerBy, 3> kTriggers{
    {{TriggerBy::Last, "last"}, {TriggerBy::Mark, "mark"}, {TriggerBy::Index, "index"}}};
constexpr Words<TriggeredLeg, 3> kLegs{
    {{TriggeredLeg::None, ""}, {TriggeredLeg::TakeProfit, "tp"}, {TriggeredLeg::StopLoss, "sl"}}};
constexpr Words<ChangeReason, 6> kReasons{
    {{ChangeReason::Filled, "filled"},
     {ChangeReason::Transferred, "transferred"},
     {ChangeReason::Liquidation, "liquidation"},
     {ChangeReason::FundingFee, "funding_fee"},
     {ChangeReason::SetLeverage, "set_leverage"},
     {ChangeReason::AdjustMargin, "adjust_margin"}}};
constexpr Words<domain::InstrumentKind, 3> kInstrumentKinds{
    {{domain::InstrumentKind::Spot, "SPOT"},
     {domain::InstrumentKind::PerpetualSwap, "SWAP"},
     {domain::InstrumentKind::Future, "FUTURES"}}};
constexpr Words<domain::InstrumentStatus, 6> kStatuses{
    {{domain::InstrumentStatus::Live, "live"},
     {domain::InstrumentStatus::PostOnly, "post_only"},
     {domain::InstrumentStatus::Suspended, "suspend"},
     {domain::InstrumentStatus::PreOpen, "preopen"},
     {domain::InstrumentStatus::Settling, "settling"},
     {domain::InstrumentStatus::Expired, "expired"}}};

template <class Value, std::size_t kSize>
[[nodiscard]] std::string_view word_of(const Words<Value, kSize>& words, Value value) noexcept {
    const auto* const found =
        std::find_if(words.begin(), words.end(), [value](const auto& entry) { return entry.first == value; });
    return found == words.end() ? std::string_view{} : found->second;
}

template <class Value, std::size_t kSize>
[[nodiscard]] std::optional<Value> value_of(const Words<Value, kSize>& words, std::string_view word) noexcept {
    const auto* const found =
        std::find_if(words.begin(), words.end(), [word](const auto& entry) { return entry.second == word; });
    if (found == words.end() || word.empty()) return std::nullopt;
    return found->first;
}

template <class Numbered>
[[nodiscard]] std::string number_unless(Numbered value, Numbered none) {
    return value == none ? std::string{} : fmt::format("{}", static_cast<int>(value));
}

}  // namespace

std::string_view okx_word(domain::Side side) noexcept { return word_of(kSides, side); }
std::string_view okx_word(MarginMode mode) noexcept { return word_of(kMarginModes, mode); }
std::string_view okx_word(PositionMode mode) noexcept { return word_of(kPositionModes, mode); }
std::string_view okx_word(PositionSide side) noexcept { return word_of(kPositionSides, side); }
std::string_view okx_word(OrderKind kind) noexcept { return word_of(kOrderKinds, kind); }
std::string_view okx_word(SelfTrade mode) noexcept { return word_of(kSelfTrades, mode); }
std::string_view okx_word(OrderState state) noexcept { return word_of(kOrderStates, state); }
std::string_view okx_word(OrderCategory category) noexcept { return word_of(kCategories, category); }
std::string_view okx_word(ExecutionRole role) noexcept { return word_of(kRoles, role); }
std::string_view okx_word(AlgoKind kind) noexcept { return word_of(kAlgoKinds, kind); }
std::string_view okx_word(AlgoState state) noexcept { return word_of(kAlgoStates, state); }
std::string_view okx_word(TriggerBy by) noexcept { return word_of(kTriggers, by); }
std::string_view okx_word(TriggeredLeg leg) noexcept { return word_of(kLegs, leg); }
std::string_view okx_word(ChangeReason reason) noexcept { return word_of(kReasons, reason); }
std::string_view okx_word(domain::InstrumentKind kind) noexcept { return word_of(kInstrumentKinds, kind); }
std::string_view okx_word(domain::InstrumentStatus status) noexcept { return word_of(kStatuses, status); }

std::string okx_number(CancelSource source) { return number_unless(source, CancelSource::None); }
std::string okx_number(OrderSource source) { return number_unless(source, OrderSource::None); }
std::string okx_number(AmendResult result) { return number_unless(result, AmendResult::None); }
std::string okx_number(AmendSource source) { return number_unless(source, AmendSource::None); }

std::optional<domain::Side> parse_okx_side(std::string_view word) noexcept { return value_of(kSides, word); }
std::optional<MarginMode> parse_okx_margin_mode(std::string_view word) noexcept { return value_of(kMarginModes, word); }

std::optional<PositionMode> parse_okx_position_mode(std::string_view word) noexcept {
    return value_of(kPositionModes, word);
}

std::optional<PositionSide> parse_okx_position_side(std::string_view word) noexcept {
    return value_of(kPositionSides, word);
}

std::optional<OrderKind> parse_okx_order_kind(std::string_view word) noexcept { return value_of(kOrderKinds, word); }
std::optional<SelfTrade> parse_okx_self_trade(std::string_view word) noexcept { return value_of(kSelfTrades, word); }
std::optional<AlgoKind> parse_okx_algo_kind(std::string_view word) noexcept { return value_of(kAlgoKinds, word); }
std::optional<TriggerBy> parse_okx_trigger_by(std::string_view word) noexcept { return value_of(kTriggers, word); }

bool is_left_out_algo(std::string_view word) noexcept {
    constexpr std::array<std::string_view, 4> kLeftOut{"chase", "twap", "smart_iceberg", "iceberg"};
    return std::find(kLeftOut.begin(), kLeftOut.end(), word) != kLeftOut.end();
}

std::string okx_time(base::Timestamp time) {
    if (time == base::Timestamp{}) return {};
    return fmt::format("{}", base::to_unix_milliseconds(time));
}

std::string okx_id(std::int64_t id) { return id == 0 ? std::string{} : fmt::format("{}", id); }

std::string okx_text(const std::optional<base::Decimal>& value) { return value ? value->to_string() : std::string{}; }

}  // namespace trading::simulator
