#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"

#include "trading/v1/status.pb.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace trading::control {

// The last known state of every instrument, put together from the facts of gateway and execution: what the operator's
// overview shows. The agent's thread writes, gRPC's threads read; safe from any thread.
class InstrumentBoard {
public:
    static constexpr std::size_t kInstrumentsMax = 2'000;

    void apply(const domain::MarketFact& fact);
    void apply(const domain::ExecutionFact& fact);

    // In the order of their ids.
    [[nodiscard]] std::vector<v1::InstrumentSummary> summaries() const;
    [[nodiscard]] std::optional<v1::InstrumentSummary> summary(const domain::InstrumentId& id) const;

    [[nodiscard]] std::uint64_t ticks() const;

    // As last told by execution; absent before it was heard.
    [[nodiscard]] std::optional<domain::RiskState> risk_state() const;
    [[nodiscard]] std::optional<domain::ReconciliationReport> reconciliation() const;

private:
    struct Row {
        std::optional<domain::Instrument> instrument;
        std::optional<domain::Ticker> ticker;
        std::optional<domain::Price> mark_price;
        std::optional<domain::FeedStatus> book_feed;
        std::optional<domain::Position> position;
        std::map<domain::ClientOrderId, bool> open_orders;  // Open now; terminal ones are erased.
        std::uint64_t orders = 0;
        std::uint64_t fills = 0;
        std::uint64_t ticks = 0;
        base::Timestamp ts_event{};
    };

    // Null when there are too many.
    Row* row_of(const domain::InstrumentId& id);
    static void fill_market(const Row& row, v1::InstrumentSummary& summary);
    static void fill_position(const Row& row, v1::InstrumentSummary& summary);
    static v1::InstrumentSummary to_summary(const domain::InstrumentId& id, const Row& row);
    void apply_order(const domain::OrderEvent& event);

    mutable std::mutex mutex_;
    std::map<domain::InstrumentId, Row> rows_;
    std::uint64_t ticks_ = 0;
    std::optional<domain::RiskState> risk_state_;
    std::optional<domain::ReconciliationReport> reconciliation_;
};

// What the position would gain if closed at `price`, before fees, in quote currency; nothing for inverse contracts,
// which gain in their base currency, and when the numbers do not fit.
[[nodiscard]] std::optional<base::Decimal> unrealised_pnl(
    const domain::Instrument& instrument, const domain::Position& position, domain::Price price
);

}  // namespace trading::control
