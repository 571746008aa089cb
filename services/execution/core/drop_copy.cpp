#include "services/execution/core/drop_copy.hpp"

#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

namespace trading::execution {

using domain::Cash;
using domain::Quantity;

namespace {

constexpr int kScale = 12;

// Exact where it fits, as our books have it.
base::Decimal product(const base::Decimal& left, const base::Decimal& right) {
    const auto whole = base::multiply(left, right);
    return whole ? *whole : exact(base::multiply(left, right, kScale, base::Rounding::HalfEven));
}

}  // namespace

void DropCopy::take(const domain::Fill& fill) {
    const bool is_new =
        fills_.emplace(BookedFills::key_type{fill.instrument_id, fill.trade_id}, fill.times.ts_event).second;
    if (!is_new || !has_begun_ || fill.times.ts_event <= ts_opened_) return;
    const domain::Instrument* instrument = market_.instrument(fill.instrument_id);
    if (instrument == nullptr) return;
    const bool is_buy = fill.side == domain::Side::Buy;
    const base::Decimal bought = is_buy ? fill.quantity.value() : exact(fill.quantity.value().negated());
    if (instrument->is_spot()) {
        add_cash(instrument->base_currency, bought);
        add_cash(instrument->quote_currency, exact(product(bought, fill.price.value()).negated()));
    } else {
        Quantity& position = positions_[fill.instrument_id];
        position = sum(position, Quantity{bought});
        add_cash(instrument->settle_currency, fill.realised_pnl.value());
    }
    add_cash(fill.fee_currency, fill.fee.value());
}

void DropCopy::take(const domain::Bill& bill) {
    const bool is_new = bills_.insert(bill.bill_id).second;
    if (is_new && has_begun_ && bill.ts_event > ts_opened_) add_cash(bill.currency, bill.amount.value());
}

void DropCopy::begin(const PositionKeeper& positions, const Ledger& ledger, const BookedFills& booked) {
    if (has_begun_) return;
    has_begun_ = true;
    ts_opened_ = ledger.opened_at();
    fills_.insert(booked.begin(), booked.end());
    for (const std::string& id : ledger.booked_bills()) bills_.insert(id);
    for (const auto& [id, position] : positions.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        if (instrument != nullptr && instrument->is_derivative()) positions_[id] = position.quantity;
    }
    for (const auto& [currency, balance] : ledger.balances()) cash_[currency] = balance.total;
}

std::vector<std::string> DropCopy::differences(const PositionKeeper& positions, const Ledger& ledger) const {
    std::vector<std::string> lines;
    if (!has_begun_) return lines;
    for (const auto& [id, rebuilt] : positions_) {
        const Quantity ours = positions.quantity(id);
        if (ours == rebuilt) continue;
        lines.push_back(
            fmt::format("position {}: ours {} rebuilt from fills {}", id.value(), ours.to_string(), rebuilt.to_string())
        );
    }
    for (const auto& [currency, rebuilt] : cash_) {
        const Cash ours = ledger.total(currency);
        if (ours == rebuilt) continue;
        lines.push_back(fmt::format(
            "balance {}: ours {} rebuilt from fills and bills {}",
            currency.value(),
            ours.to_string(),
            rebuilt.to_string()
        ));
    }
    return lines;
}

void DropCopy::forget(base::Timestamp before) {
    std::erase_if(fills_, [before](const auto& entry) { return entry.second < before; });
}

void DropCopy::add_cash(const domain::Currency& currency, const base::Decimal& amount) {
    Cash& total = cash_[currency];
    total = sum(total, Cash{amount});
}

}  // namespace trading::execution
