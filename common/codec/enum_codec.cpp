#include "common/codec/enum_codec.hpp"

#include "common/base/assert.hpp"

#include <fmt/format.h>

#include <array>

namespace trading::codec {
namespace {

// One row for each value, read in both directions. The numbers may drift apart; the rows say what belongs together.
template <class Ours, class Theirs>
struct Row {
    Ours ours;
    Theirs theirs;
};

template <class Ours, class Theirs, std::size_t Count>
Theirs look_up(const std::array<Row<Ours, Theirs>, Count>& table, Ours value) {
    for (const auto& row : table) {
        if (row.ours == value) return row.theirs;
    }
    TRADING_ASSERT(!"an enumerator without a row");
    return table.front().theirs;
}

template <class Ours, class Theirs, std::size_t Count>
base::Status look_up(
    const std::array<Row<Ours, Theirs>, Count>& table, Theirs number, std::string_view field, Ours& value
) {
    for (const auto& row : table) {
        if (row.theirs == number) {
            value = row.ours;
            return {};
        }
    }
    return base::failure(
        base::ErrorCode::Malformed, fmt::format("{}: {} is not a known value", field, static_cast<int>(number))
    );
}

constexpr std::array<Row<domain::Side, v1::Side>, 2> kSide{{
    {domain::Side::Buy, v1::SIDE_BUY},
    {domain::Side::Sell, v1::SIDE_SELL},
}};

constexpr std::array<Row<domain::Channel, v1::Channel>, 9> kChannel{{
    {domain::Channel::Book, v1::CHANNEL_BOOK},
    {domain::Channel::Trades, v1::CHANNEL_TRADES},
    {domain::Channel::Ticker, v1::CHANNEL_TICKER},
    {domain::Channel::Candles, v1::CHANNEL_CANDLES},
    {domain::Channel::MarkPrice, v1::CHANNEL_MARK_PRICE},
    {domain::Channel::FundingRate, v1::CHANNEL_FUNDING_RATE},
    {domain::Channel::PriceLimit, v1::CHANNEL_PRICE_LIMIT},
    {domain::Channel::Instruments, v1::CHANNEL_INSTRUMENTS},
    {domain::Channel::VenueStatus, v1::CHANNEL_VENUE_STATUS},
}};

constexpr std::array<Row<domain::FeedState, v1::FeedState>, 3> kFeedState{{
    {domain::FeedState::Waiting, v1::FEED_STATE_WAITING},
    {domain::FeedState::Fresh, v1::FEED_STATE_FRESH},
    {domain::FeedState::Stale, v1::FEED_STATE_STALE},
}};

constexpr std::array<Row<domain::InstrumentKind, v1::InstrumentKind>, 3> kInstrumentKind{{
    {domain::InstrumentKind::Spot, v1::INSTRUMENT_KIND_SPOT},
    {domain::InstrumentKind::PerpetualSwap, v1::INSTRUMENT_KIND_PERPETUAL_SWAP},
    {domain::InstrumentKind::Future, v1::INSTRUMENT_KIND_FUTURE},
}};

constexpr std::array<Row<domain::ContractKind, v1::ContractKind>, 3> kContractKind{{
    {domain::ContractKind::None, v1::CONTRACT_KIND_NONE},
    {domain::ContractKind::Linear, v1::CONTRACT_KIND_LINEAR},
    {domain::ContractKind::Inverse, v1::CONTRACT_KIND_INVERSE},
}};

constexpr std::array<Row<domain::InstrumentStatus, v1::InstrumentStatus>, 6> kInstrumentStatus{{
    {domain::InstrumentStatus::Live, v1::INSTRUMENT_STATUS_LIVE},
    {domain::InstrumentStatus::PostOnly, v1::INSTRUMENT_STATUS_POST_ONLY},
    {domain::InstrumentStatus::Suspended, v1::INSTRUMENT_STATUS_SUSPENDED},
    {domain::InstrumentStatus::PreOpen, v1::INSTRUMENT_STATUS_PRE_OPEN},
    {domain::InstrumentStatus::Settling, v1::INSTRUMENT_STATUS_SETTLING},
    {domain::InstrumentStatus::Expired, v1::INSTRUMENT_STATUS_EXPIRED},
}};

constexpr std::array<Row<domain::OrderType, v1::OrderType>, 4> kOrderType{{
    {domain::OrderType::Limit, v1::ORDER_TYPE_LIMIT},
    {domain::OrderType::Market, v1::ORDER_TYPE_MARKET},
    {domain::OrderType::PostOnly, v1::ORDER_TYPE_POST_ONLY},
    {domain::OrderType::Stop, v1::ORDER_TYPE_STOP},
}};

constexpr std::array<Row<domain::TimeInForce, v1::TimeInForce>, 3> kTimeInForce{{
    {domain::TimeInForce::GoodTillCancelled, v1::TIME_IN_FORCE_GOOD_TILL_CANCELLED},
    {domain::TimeInForce::ImmediateOrCancel, v1::TIME_IN_FORCE_IMMEDIATE_OR_CANCEL},
    {domain::TimeInForce::FillOrKill, v1::TIME_IN_FORCE_FILL_OR_KILL},
}};

constexpr std::array<Row<domain::OrderPurpose, v1::OrderPurpose>, 5> kOrderPurpose{{
    {domain::OrderPurpose::Entry, v1::ORDER_PURPOSE_ENTRY},
    {domain::OrderPurpose::Exit, v1::ORDER_PURPOSE_EXIT},
    {domain::OrderPurpose::StopLoss, v1::ORDER_PURPOSE_STOP_LOSS},
    {domain::OrderPurpose::TakeProfit, v1::ORDER_PURPOSE_TAKE_PROFIT},
    {domain::OrderPurpose::Flatten, v1::ORDER_PURPOSE_FLATTEN},
}};

constexpr std::array<Row<domain::OrderStatus, v1::OrderStatus>, 10> kOrderStatus{{
    {domain::OrderStatus::Planned, v1::ORDER_STATUS_PLANNED},
    {domain::OrderStatus::InFlight, v1::ORDER_STATUS_IN_FLIGHT},
    {domain::OrderStatus::Unknown, v1::ORDER_STATUS_UNKNOWN},
    {domain::OrderStatus::Live, v1::ORDER_STATUS_LIVE},
    {domain::OrderStatus::PartiallyFilled, v1::ORDER_STATUS_PARTIALLY_FILLED},
    {domain::OrderStatus::Filled, v1::ORDER_STATUS_FILLED},
    {domain::OrderStatus::Cancelled, v1::ORDER_STATUS_CANCELLED},
    {domain::OrderStatus::Rejected, v1::ORDER_STATUS_REJECTED},
    {domain::OrderStatus::NotPlaced, v1::ORDER_STATUS_NOT_PLACED},
    {domain::OrderStatus::Triggered, v1::ORDER_STATUS_TRIGGERED},
}};

constexpr std::array<Row<domain::LiquiditySide, v1::LiquiditySide>, 2> kLiquiditySide{{
    {domain::LiquiditySide::Maker, v1::LIQUIDITY_SIDE_MAKER},
    {domain::LiquiditySide::Taker, v1::LIQUIDITY_SIDE_TAKER},
}};

constexpr std::array<Row<domain::IntentKind, v1::IntentKind>, 4> kIntentKind{{
    {domain::IntentKind::Enter, v1::INTENT_KIND_ENTER},
    {domain::IntentKind::Exit, v1::INTENT_KIND_EXIT},
    {domain::IntentKind::Protect, v1::INTENT_KIND_PROTECT},
    {domain::IntentKind::Cancel, v1::INTENT_KIND_CANCEL},
}};

constexpr std::array<Row<domain::IntentVerdict, v1::IntentVerdict>, 3> kIntentVerdict{{
    {domain::IntentVerdict::Accepted, v1::INTENT_VERDICT_ACCEPTED},
    {domain::IntentVerdict::Denied, v1::INTENT_VERDICT_DENIED},
    {domain::IntentVerdict::Duplicate, v1::INTENT_VERDICT_DUPLICATE},
}};

constexpr std::array<Row<domain::DenyReason, v1::DenyReason>, 35> kDenyReason{{
    {domain::DenyReason::TradingHalted, v1::DENY_REASON_TRADING_HALTED},
    {domain::DenyReason::OnlyReducing, v1::DENY_REASON_ONLY_REDUCING},
    {domain::DenyReason::IntentExpired, v1::DENY_REASON_INTENT_EXPIRED},
    {domain::DenyReason::IntentMalformed, v1::DENY_REASON_INTENT_MALFORMED},
    {domain::DenyReason::InstrumentUnknown, v1::DENY_REASON_INSTRUMENT_UNKNOWN},
    {domain::DenyReason::InstrumentNotLive, v1::DENY_REASON_INSTRUMENT_NOT_LIVE},
    {domain::DenyReason::LimitsMissing, v1::DENY_REASON_LIMITS_MISSING},
    {domain::DenyReason::NotReconciled, v1::DENY_REASON_NOT_RECONCILED},
    {domain::DenyReason::NotionalExceedsMax, v1::DENY_REASON_NOTIONAL_EXCEEDS_MAX},
    {domain::DenyReason::QuantityInvalid, v1::DENY_REASON_QUANTITY_INVALID},
    {domain::DenyReason::PriceTooFar, v1::DENY_REASON_PRICE_TOO_FAR},
    {domain::DenyReason::PriceOutsideCollar, v1::DENY_REASON_PRICE_OUTSIDE_COLLAR},
    {domain::DenyReason::DuplicateOrder, v1::DENY_REASON_DUPLICATE_ORDER},
    {domain::DenyReason::PositionLimit, v1::DENY_REASON_POSITION_LIMIT},
    {domain::DenyReason::OpenOrdersPerInstrument, v1::DENY_REASON_OPEN_ORDERS_PER_INSTRUMENT},
    {domain::DenyReason::ExposureLimit, v1::DENY_REASON_EXPOSURE_LIMIT},
    {domain::DenyReason::OpenOrdersPerAccount, v1::DENY_REASON_OPEN_ORDERS_PER_ACCOUNT},
    {domain::DenyReason::StrategyLimit, v1::DENY_REASON_STRATEGY_LIMIT},
    {domain::DenyReason::RateLimited, v1::DENY_REASON_RATE_LIMITED},
    {domain::DenyReason::DataStale, v1::DENY_REASON_DATA_STALE},
    {domain::DenyReason::MarginInsufficient, v1::DENY_REASON_MARGIN_INSUFFICIENT},
    {domain::DenyReason::NothingToExit, v1::DENY_REASON_NOTHING_TO_EXIT},
    {domain::DenyReason::StoreUnavailable, v1::DENY_REASON_STORE_UNAVAILABLE},
    {domain::DenyReason::VenueUnavailable, v1::DENY_REASON_VENUE_UNAVAILABLE},
    {domain::DenyReason::StrategyUnknown, v1::DENY_REASON_STRATEGY_UNKNOWN},
    {domain::DenyReason::StopMissing, v1::DENY_REASON_STOP_MISSING},
    {domain::DenyReason::ShortNotPossible, v1::DENY_REASON_SHORT_NOT_POSSIBLE},
    {domain::DenyReason::EntriesPaused, v1::DENY_REASON_ENTRIES_PAUSED},
    {domain::DenyReason::StrategyLocked, v1::DENY_REASON_STRATEGY_LOCKED},
    {domain::DenyReason::InstrumentLocked, v1::DENY_REASON_INSTRUMENT_LOCKED},
    {domain::DenyReason::LeverageLimit, v1::DENY_REASON_LEVERAGE_LIMIT},
    {domain::DenyReason::MarginRatioLow, v1::DENY_REASON_MARGIN_RATIO_LOW},
    {domain::DenyReason::LiquidationTooClose, v1::DENY_REASON_LIQUIDATION_TOO_CLOSE},
    {domain::DenyReason::VolumeTooThin, v1::DENY_REASON_VOLUME_TOO_THIN},
    {domain::DenyReason::SelfTrade, v1::DENY_REASON_SELF_TRADE},
}};

constexpr std::array<Row<domain::TradingState, v1::TradingState>, 4> kTradingState{{
    {domain::TradingState::Active, v1::TRADING_STATE_ACTIVE},
    {domain::TradingState::Reducing, v1::TRADING_STATE_REDUCING},
    {domain::TradingState::Halted, v1::TRADING_STATE_HALTED},
    {domain::TradingState::Killed, v1::TRADING_STATE_KILLED},
}};

constexpr std::array<Row<domain::DecisionOutcome, v1::DecisionOutcome>, 3> kDecisionOutcome{{
    {domain::DecisionOutcome::NoTrade, v1::DECISION_OUTCOME_NO_TRADE},
    {domain::DecisionOutcome::Enter, v1::DECISION_OUTCOME_ENTER},
    {domain::DecisionOutcome::Exit, v1::DECISION_OUTCOME_EXIT},
}};

constexpr std::array<Row<domain::ExternalKind, v1::ExternalKind>, 6> kExternalKind{{
    {domain::ExternalKind::Order, v1::EXTERNAL_KIND_ORDER},
    {domain::ExternalKind::Fill, v1::EXTERNAL_KIND_FILL},
    {domain::ExternalKind::Cancel, v1::EXTERNAL_KIND_CANCEL},
    {domain::ExternalKind::Transfer, v1::EXTERNAL_KIND_TRANSFER},
    {domain::ExternalKind::Settings, v1::EXTERNAL_KIND_SETTINGS},
    {domain::ExternalKind::Unresolved, v1::EXTERNAL_KIND_UNRESOLVED},
}};

constexpr std::array<Row<domain::ExternalVerdict, v1::ExternalVerdict>, 4> kExternalVerdict{{
    {domain::ExternalVerdict::Open, v1::EXTERNAL_VERDICT_OPEN},
    {domain::ExternalVerdict::Adopted, v1::EXTERNAL_VERDICT_ADOPTED},
    {domain::ExternalVerdict::Ignored, v1::EXTERNAL_VERDICT_IGNORED},
    {domain::ExternalVerdict::Halted, v1::EXTERNAL_VERDICT_HALTED},
}};

}  // namespace

v1::Side encode(domain::Side value) { return look_up(kSide, value); }
v1::Channel encode(domain::Channel value) { return look_up(kChannel, value); }
v1::FeedState encode(domain::FeedState value) { return look_up(kFeedState, value); }
v1::InstrumentKind encode(domain::InstrumentKind value) { return look_up(kInstrumentKind, value); }
v1::ContractKind encode(domain::ContractKind value) { return look_up(kContractKind, value); }
v1::InstrumentStatus encode(domain::InstrumentStatus value) { return look_up(kInstrumentStatus, value); }
v1::OrderType encode(domain::OrderType value) { return look_up(kOrderType, value); }
v1::TimeInForce encode(domain::TimeInForce value) { return look_up(kTimeInForce, value); }
v1::OrderPurpose encode(domain::OrderPurpose value) { return look_up(kOrderPurpose, value); }
v1::OrderStatus encode(domain::OrderStatus value) { return look_up(kOrderStatus, value); }
v1::LiquiditySide encode(domain::LiquiditySide value) { return look_up(kLiquiditySide, value); }
v1::IntentKind encode(domain::IntentKind value) { return look_up(kIntentKind, value); }
v1::IntentVerdict encode(domain::IntentVerdict value) { return look_up(kIntentVerdict, value); }
v1::DenyReason encode(domain::DenyReason value) { return look_up(kDenyReason, value); }
v1::TradingState encode(domain::TradingState value) { return look_up(kTradingState, value); }
v1::DecisionOutcome encode(domain::DecisionOutcome value) { return look_up(kDecisionOutcome, value); }
v1::ExternalKind encode(domain::ExternalKind value) { return look_up(kExternalKind, value); }
v1::ExternalVerdict encode(domain::ExternalVerdict value) { return look_up(kExternalVerdict, value); }

base::Status decode(v1::Side number, std::string_view field, domain::Side& value) {
    return look_up(kSide, number, field, value);
}

base::Status decode(v1::Channel number, std::string_view field, domain::Channel& value) {
    return look_up(kChannel, number, field, value);
}

base::Status decode(v1::FeedState number, std::string_view field, domain::FeedState& value) {
    return look_up(kFeedState, number, field, value);
}

base::Status decode(v1::InstrumentKind number, std::string_view field, domain::InstrumentKind& value) {
    return look_up(kInstrumentKind, number, field, value);
}

base::Status decode(v1::ContractKind number, std::string_view field, domain::ContractKind& value) {
    return look_up(kContractKind, number, field, value);
}

base::Status decode(v1::InstrumentStatus number, std::string_view field, domain::InstrumentStatus& value) {
    return look_up(kInstrumentStatus, number, field, value);
}

base::Status decode(v1::OrderType number, std::string_view field, domain::OrderType& value) {
    return look_up(kOrderType, number, field, value);
}

base::Status decode(v1::TimeInForce number, std::string_view field, domain::TimeInForce& value) {
    return look_up(kTimeInForce, number, field, value);
}

base::Status decode(v1::OrderPurpose number, std::string_view field, domain::OrderPurpose& value) {
    return look_up(kOrderPurpose, number, field, value);
}

base::Status decode(v1::OrderStatus number, std::string_view field, domain::OrderStatus& value) {
    return look_up(kOrderStatus, number, field, value);
}

base::Status decode(v1::LiquiditySide number, std::string_view field, domain::LiquiditySide& value) {
    return look_up(kLiquiditySide, number, field, value);
}

base::Status decode(v1::IntentKind number, std::string_view field, domain::IntentKind& value) {
    return look_up(kIntentKind, number, field, value);
}

base::Status decode(v1::IntentVerdict number, std::string_view field, domain::IntentVerdict& value) {
    return look_up(kIntentVerdict, number, field, value);
}

base::Status decode(v1::DenyReason number, std::string_view field, domain::DenyReason& value) {
    return look_up(kDenyReason, number, field, value);
}

base::Status decode(v1::TradingState number, std::string_view field, domain::TradingState& value) {
    return look_up(kTradingState, number, field, value);
}

base::Status decode(v1::DecisionOutcome number, std::string_view field, domain::DecisionOutcome& value) {
    return look_up(kDecisionOutcome, number, field, value);
}

base::Status decode(v1::ExternalKind number, std::string_view field, domain::ExternalKind& value) {
    return look_up(kExternalKind, number, field, value);
}

base::Status decode(v1::ExternalVerdict number, std::string_view field, domain::ExternalVerdict& value) {
    return look_up(kExternalVerdict, number, field, value);
}

}  // namespace trading::codec
