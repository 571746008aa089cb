#pragma once

#include "common/base/result.hpp"
#include "common/base/strong_string.hpp"

#include <string_view>

namespace trading::domain {

// A tradable contract as the venue names it, e.g. BTC-USDT-SWAP.
using InstrumentId = base::StrongString<struct InstrumentIdKind>;

// A currency code, e.g. USDT.
using Currency = base::StrongString<struct CurrencyKind>;

// One account at one venue; execution is the single writer of an account.
using AccountId = base::StrongString<struct AccountIdKind>;

// One configured strategy instance.
using StrategyId = base::StrongString<struct StrategyIdKind>;

// One wish of a strategy. Unique for ever; execution takes each one once.
using IntentId = base::StrongString<struct IntentIdKind>;

// One evaluation of a strategy, traded or not.
using DecisionId = base::StrongString<struct DecisionIdKind>;

// Ours for an order: 1 to 32 characters of [A-Za-z0-9], a pure function of the intent.
using ClientOrderId = base::StrongString<struct ClientOrderIdKind>;

// The venue's for an order; known after its acknowledgement.
using VenueOrderId = base::StrongString<struct VenueOrderIdKind>;

// The venue's for a match. Unique per instrument only.
using TradeId = base::StrongString<struct TradeIdKind>;

// The one way to a client order id from outside text; `InvalidArgument` when the venue would refuse it.
[[nodiscard]] base::Result<ClientOrderId> make_client_order_id(std::string_view text);

}  // namespace trading::domain
