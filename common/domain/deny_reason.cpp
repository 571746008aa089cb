#include "common/domain/deny_reason.hpp"

#include "common/domain/enum_names.hpp"

namespace trading::domain {
namespace {

constexpr EnumNames<DenyReason, 35> kNames{{
    {DenyReason::TradingHalted, "trading_halted"},
    {DenyReason::OnlyReducing, "only_reducing"},
    {DenyReason::IntentExpired, "intent_expired"},
    {DenyReason::IntentMalformed, "intent_malformed"},
    {DenyReason::InstrumentUnknown, "instrument_unknown"},
    {DenyReason::InstrumentNotLive, "instrument_not_live"},
    {DenyReason::LimitsMissing, "limits_missing"},
    {DenyReason::NotReconciled, "not_reconciled"},
    {DenyReason::NotionalExceedsMax, "notional_exceeds_max"},
    {DenyReason::QuantityInvalid, "quantity_invalid"},
    {DenyReason::PriceTooFar, "price_too_far"},
    {DenyReason::PriceOutsideCollar, "price_outside_collar"},
    {DenyReason::DuplicateOrder, "duplicate_order"},
    {DenyReason::PositionLimit, "position_limit"},
    {DenyReason::OpenOrdersPerInstrument, "open_orders_per_instrument"},
    {DenyReason::ExposureLimit, "exposure_limit"},
    {DenyReason::OpenOrdersPerAccount, "open_orders_per_account"},
    {DenyReason::StrategyLimit, "strategy_limit"},
    {DenyReason::RateLimited, "rate_limited"},
    {DenyReason::DataStale, "data_stale"},
    {DenyReason::MarginInsufficient, "margin_insufficient"},
    {DenyReason::NothingToExit, "nothing_to_exit"},
    {DenyReason::StoreUnavailable, "store_unavailable"},
    {DenyReason::VenueUnavailable, "venue_unavailable"},
    {DenyReason::StrategyUnknown, "strategy_unknown"},
    {DenyReason::StopMissing, "stop_missing"},
    {DenyReason::ShortNotPossible, "short_not_possible"},
    {DenyReason::EntriesPaused, "entries_paused"},
    {DenyReason::StrategyLocked, "strategy_locked"},
    {DenyReason::InstrumentLocked, "instrument_locked"},
    {DenyReason::LeverageLimit, "leverage_limit"},
    {DenyReason::MarginRatioLow, "margin_ratio_low"},
    {DenyReason::LiquidationTooClose, "liquidation_too_close"},
    {DenyReason::VolumeTooThin, "volume_too_thin"},
    {DenyReason::SelfTrade, "self_trade"},
}};

}  // namespace

std::string_view to_string(DenyReason reason) noexcept { return kNames.name_of(reason); }
std::optional<DenyReason> parse_deny_reason(std::string_view text) noexcept { return kNames.value_of(text); }

}  // namespace trading::domain
