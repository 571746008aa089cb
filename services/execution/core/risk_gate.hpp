#pragma once

#include "common/domain/intent.hpp"
#include "services/execution/core/entry_history.hpp"
#include "services/execution/core/entry_locks.hpp"
#include "services/execution/core/entry_pauses.hpp"
#include "services/execution/core/ledger.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_table.hpp"
#include "services/execution/core/position_keeper.hpp"
#include "services/execution/core/venue_positions.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace trading::execution {

// Proof that the risk gate let it pass; nobody else can make one, and orders are planned from nothing else. An exit
// that has to wait is kept as its accepted intent.
template <class T>
class Approved {
public:
    [[nodiscard]] const T& value() const noexcept { return value_; }

private:
    friend class RiskGate;
    explicit Approved(T value) : value_(std::move(value)) {}

    T value_;
};

struct Denied {
    domain::DenyReason reason = domain::DenyReason::IntentMalformed;
    std::string detail;  // The numbers: "limit=10000 notional=42000".
};

using Verdict = std::variant<Approved<domain::OrderIntent>, Denied>;

// The account's condition at the moment of the check.
struct AccountCondition {
    domain::TradingState state = domain::TradingState::Halted;
    bool is_reconciled = false;
    bool is_venue_up = false;
    bool is_stopping = false;
    std::optional<base::Duration> clock_offset;  // Absent: not known.
    std::optional<domain::Cash> equity;          // In the currency of the account's limits. Absent: not known.
    std::optional<domain::Ratio> margin_ratio;   // The venue's figure. Absent: it names none.
};

// What the rules look at; all of it belongs to the core.
struct RiskView {
    const Limits& limits;
    const base::Duration& validity_max;
    const MarketView& market;
    const OrderTable& orders;
    const PositionKeeper& positions;
    const Ledger& ledger;
    const EntryHistory& history;
    const MessageRate& rate;
    const EntryLocks& locks;
    const VenuePositions& venue_positions;
    const EntryPauses& pauses;
};

// Everything between a wish and an order: one ordered list of rules for each kind of intent, the first refusal wins.
// Pure; a check takes less than 5 microseconds. Exits, protection and cancels skip every rule about exposure and
// frequency: nothing may keep us in a position.
class RiskGate {
public:
    explicit RiskGate(RiskView view) : view_(view) {}

    // The approved intent is the wish, except that an exit is cut down to what can be closed.
    [[nodiscard]] Verdict check(
        const domain::OrderIntent& intent, const AccountCondition& condition, base::Timestamp now
    ) const;

private:
    RiskView view_;
};

// The rules that an intent of this kind must pass, in their order.
[[nodiscard]] std::vector<std::string_view> rule_names(domain::IntentKind kind);

}  // namespace trading::execution
