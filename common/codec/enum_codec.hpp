#pragma once

#include "common/base/result.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/external_activity.hpp"
#include "common/domain/instrument.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/decision.pb.h"
#include "trading/v1/fill.pb.h"
#include "trading/v1/instrument.pb.h"
#include "trading/v1/market_data.pb.h"
#include "trading/v1/order.pb.h"
#include "trading/v1/order_intent.pb.h"
#include "trading/v1/risk_state.pb.h"
#include "trading/v1/stopping.pb.h"

#include <string_view>

namespace trading::codec {

// Enums to and from the contracts. `encode` is total; `decode` refuses `_UNSPECIFIED` and numbers that this build does
// not know with `Malformed`, naming the field.
[[nodiscard]] v1::Side encode(domain::Side value);
[[nodiscard]] v1::Channel encode(domain::Channel value);
[[nodiscard]] v1::FeedState encode(domain::FeedState value);
[[nodiscard]] v1::InstrumentKind encode(domain::InstrumentKind value);
[[nodiscard]] v1::ContractKind encode(domain::ContractKind value);
[[nodiscard]] v1::InstrumentStatus encode(domain::InstrumentStatus value);
[[nodiscard]] v1::OrderType encode(domain::OrderType value);
[[nodiscard]] v1::TimeInForce encode(domain::TimeInForce value);
[[nodiscard]] v1::OrderPurpose encode(domain::OrderPurpose value);
[[nodiscard]] v1::OrderStatus encode(domain::OrderStatus value);
[[nodiscard]] v1::LiquiditySide encode(domain::LiquiditySide value);
[[nodiscard]] v1::IntentKind encode(domain::IntentKind value);
[[nodiscard]] v1::IntentVerdict encode(domain::IntentVerdict value);
[[nodiscard]] v1::DenyReason encode(domain::DenyReason value);
[[nodiscard]] v1::TradingState encode(domain::TradingState value);
[[nodiscard]] v1::DecisionOutcome encode(domain::DecisionOutcome value);
[[nodiscard]] v1::ExternalKind encode(domain::ExternalKind value);
[[nodiscard]] v1::ExternalVerdict encode(domain::ExternalVerdict value);

[[nodiscard]] base::Status decode(v1::Side number, std::string_view field, domain::Side& value);
[[nodiscard]] base::Status decode(v1::Channel number, std::string_view field, domain::Channel& value);
[[nodiscard]] base::Status decode(v1::FeedState number, std::string_view field, domain::FeedState& value);
[[nodiscard]] base::Status decode(v1::InstrumentKind number, std::string_view field, domain::InstrumentKind& value);
[[nodiscard]] base::Status decode(v1::ContractKind number, std::string_view field, domain::ContractKind& value);
[[nodiscard]] base::Status decode(v1::InstrumentStatus number, std::string_view field, domain::InstrumentStatus& value);
[[nodiscard]] base::Status decode(v1::OrderType number, std::string_view field, domain::OrderType& value);
[[nodiscard]] base::Status decode(v1::TimeInForce number, std::string_view field, domain::TimeInForce& value);
[[nodiscard]] base::Status decode(v1::OrderPurpose number, std::string_view field, domain::OrderPurpose& value);
[[nodiscard]] base::Status decode(v1::OrderStatus number, std::string_view field, domain::OrderStatus& value);
[[nodiscard]] base::Status decode(v1::LiquiditySide number, std::string_view field, domain::LiquiditySide& value);
[[nodiscard]] base::Status decode(v1::IntentKind number, std::string_view field, domain::IntentKind& value);
[[nodiscard]] base::Status decode(v1::IntentVerdict number, std::string_view field, domain::IntentVerdict& value);
[[nodiscard]] base::Status decode(v1::DenyReason number, std::string_view field, domain::DenyReason& value);
[[nodiscard]] base::Status decode(v1::TradingState number, std::string_view field, domain::TradingState& value);
[[nodiscard]] base::Status decode(v1::DecisionOutcome number, std::string_view field, domain::DecisionOutcome& value);
[[nodiscard]] base::Status decode(v1::ExternalKind number, std::string_view field, domain::ExternalKind& value);
[[nodiscard]] base::Status decode(v1::ExternalVerdict number, std::string_view field, domain::ExternalVerdict& value);

}  // namespace trading::codec
