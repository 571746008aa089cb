#pragma once

#include "common/base/result.hpp"
#include "common/domain/execution_fact.hpp"

#include "trading/v1/balance.pb.h"
#include "trading/v1/fill.pb.h"
#include "trading/v1/order.pb.h"
#include "trading/v1/order_intent.pb.h"
#include "trading/v1/position.pb.h"
#include "trading/v1/reconciliation.pb.h"
#include "trading/v1/risk_state.pb.h"

namespace trading::codec {

// Intents, replies and execution facts to and from their messages. These are rare and people read them, so there is one
// form for the bus and for gRPC: numbers are decimal text, absent numbers are absent fields.
//
// `encode` cannot fail: every value has an exact text. `decode` fills a value that the caller reuses and refuses
// (`Malformed` or `OutOfRange`, naming the field) unspecified and unknown enum values, empty required ids and numbers
// that are missing or do not parse; the value is then worthless. What the fields mean together is not judged here.
void encode(const domain::Order& order, v1::Order& message);
void encode(const domain::OrderEvent& event, v1::OrderEvent& message);
void encode(const domain::Fill& fill, v1::Fill& message);
void encode(const domain::Position& position, v1::Position& message);
void encode(const domain::Balance& balance, v1::Balance& message);
void encode(const domain::RiskState& state, v1::RiskState& message);
void encode(const domain::OrderIntent& intent, v1::OrderIntent& message);
void encode(const domain::IntentReply& reply, v1::IntentReply& message);
void encode(const domain::ReconciliationReport& report, v1::ReconciliationReport& message);

[[nodiscard]] base::Status decode(const v1::Order& message, domain::Order& order);
[[nodiscard]] base::Status decode(const v1::OrderEvent& message, domain::OrderEvent& event);
[[nodiscard]] base::Status decode(const v1::Fill& message, domain::Fill& fill);
[[nodiscard]] base::Status decode(const v1::Position& message, domain::Position& position);
[[nodiscard]] base::Status decode(const v1::Balance& message, domain::Balance& balance);
[[nodiscard]] base::Status decode(const v1::RiskState& message, domain::RiskState& state);
[[nodiscard]] base::Status decode(const v1::OrderIntent& message, domain::OrderIntent& intent);
// Also refuses a denial without its reason, and a reason without a denial.
[[nodiscard]] base::Status decode(const v1::IntentReply& message, domain::IntentReply& reply);
[[nodiscard]] base::Status decode(const v1::ReconciliationReport& message, domain::ReconciliationReport& report);

}  // namespace trading::codec
