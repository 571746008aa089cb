#include "services/execution/core/ledger.hpp"

#include "common/base/planted_defect.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>
#include <string_view>

namespace trading::execution {

using domain::Balance;
using domain::Cash;
using domain::Currency;
using domain::LedgerAccount;
using domain::LedgerEntry;

namespace {

constexpr int kCashScale = 12;
constexpr std::string_view kBill = "bill:";  // Begins the ids of entries that book a bill.

void add_pair(LedgerEntry& entry, LedgerAccount reason, const Currency& currency, Cash amount) {
    if (amount.is_zero()) return;
    entry.lines.push_back({LedgerAccount::Venue, currency, amount});
    entry.lines.push_back({reason, currency, negative(amount)});
}

bool is_balanced(const LedgerEntry& entry) {
    std::map<Currency, Cash> sums;
    for (const auto& line : entry.lines) sums[line.currency] = sum(sums[line.currency], line.amount);
    return std::all_of(sums.begin(), sums.end(), [](const auto& each) { return each.second.is_zero(); });
}

LedgerAccount account_of(domain::BillKind kind) {
    switch (kind) {
        case domain::BillKind::Funding: return LedgerAccount::Funding;
        case domain::BillKind::Transfer: return LedgerAccount::Transfers;
        case domain::BillKind::Liquidation:
        case domain::BillKind::Other: return LedgerAccount::External;
    }
    return LedgerAccount::External;
}

std::string kind_of(domain::BillKind kind) {
    switch (kind) {
        case domain::BillKind::Funding: return "funding";
        case domain::BillKind::Transfer: return "transfer";
        case domain::BillKind::Liquidation: return "liquidation";
        case domain::BillKind::Other: return "external";
    }
    return "external";
}

// Exact where it fits; the venue itself keeps no more digits than this.
Cash quote_amount(const domain::Fill& fill) {
    auto product = base::multiply(fill.price.value(), fill.quantity.value());
    if (!product) {
        product = base::multiply(fill.price.value(), fill.quantity.value(), kCashScale, base::Rounding::HalfEven);
    }
    return Cash{exact(product)};
}

}  // namespace

void Ledger::recover(const domain::RecoveredState& state) {
    for (const Balance& balance : state.balances) balances_[balance.currency] = balance;
    for (const LedgerEntry& entry : state.entries) {
        if (entry.entry_id.starts_with(kBill)) booked_bills_.insert(entry.entry_id.substr(kBill.size()));
        ts_last_bill_ = std::max(ts_last_bill_, entry.ts_event);
        if (entry.kind == "opening") ts_opened_ = std::max(ts_opened_, entry.ts_event);
    }
    is_open_ = !state.balances.empty() || !state.entries.empty();
}

void Ledger::open(const std::vector<Balance>& balances, base::Timestamp ts_venue, Step& step) {
    TRADING_ASSERT(!is_open_);
    is_open_ = true;
    ts_opened_ = ts_venue;
    ts_last_bill_ = ts_venue;
    for (const Balance& balance : balances) {
        LedgerEntry entry;
        entry.entry_id = "opening:" + balance.currency.value();
        entry.kind = "opening";
        entry.ts_event = ts_venue;
        add_pair(entry, LedgerAccount::Transfers, balance.currency, balance.total);
        set_available(balance);
        post(std::move(entry), step);
    }
}

void Ledger::book_fill(const domain::Fill& fill, const domain::Instrument& instrument, Step& step) {
    LedgerEntry entry;
    entry.entry_id = "fill:" + fill.instrument_id.value() + ":" + fill.trade_id.value();
    entry.kind = "fill";
    entry.instrument_id = fill.instrument_id;
    entry.ts_event = fill.times.ts_event;
    if (instrument.is_spot()) {
        const bool is_buy = fill.side == domain::Side::Buy;
        const Cash base_amount{fill.quantity.value()};
        const Cash paid = quote_amount(fill);
        add_pair(entry, LedgerAccount::Trading, instrument.base_currency, is_buy ? base_amount : negative(base_amount));
        add_pair(entry, LedgerAccount::Trading, instrument.quote_currency, is_buy ? negative(paid) : paid);
    } else {
        add_pair(entry, LedgerAccount::Trading, instrument.settle_currency, fill.realised_pnl);
    }
    if (!TRADING_PLANTED_DEFECT("fees_not_booked")) {
        add_pair(entry, LedgerAccount::Fees, fill.fee_currency, fill.fee);
    }
    post(std::move(entry), step);
}

bool Ledger::book_bill(const domain::Bill& bill, Step& step) {
    if (!is_open_ || bill.ts_event <= ts_opened_) return false;
    if (TRADING_PLANTED_DEFECT("funding_not_booked") && bill.kind == domain::BillKind::Funding) return false;
    LedgerEntry entry;
    if (!booked_bills_.insert(bill.bill_id).second) return false;
    entry.entry_id = std::string{kBill} + bill.bill_id;
    entry.kind = kind_of(bill.kind);
    entry.instrument_id = bill.instrument_id;
    entry.ts_event = bill.ts_event;
    add_pair(entry, account_of(bill.kind), bill.currency, bill.amount);
    ts_last_bill_ = std::max(ts_last_bill_, bill.ts_event);
    post(std::move(entry), step);
    return true;
}

void Ledger::set_available(const Balance& venue_balance) {
    Balance& balance = balances_[venue_balance.currency];
    balance.currency = venue_balance.currency;
    balance.available = venue_balance.available;
}

Cash Ledger::total(const Currency& currency) const {
    const auto found = balances_.find(currency);
    return found == balances_.end() ? Cash{} : found->second.total;
}

Cash Ledger::available(const Currency& currency) const {
    const auto found = balances_.find(currency);
    return found == balances_.end() ? Cash{} : found->second.available;
}

void Ledger::post(LedgerEntry entry, Step& step) {
    TRADING_ASSERT(is_balanced(entry));
    std::set<Currency> touched;
    for (const auto& line : entry.lines) {
        if (line.account != LedgerAccount::Venue) continue;
        Balance& balance = balances_[line.currency];
        balance.currency = line.currency;
        balance.total = sum(balance.total, line.amount);
        balance.ts_event = std::max(balance.ts_event, entry.ts_event);
        touched.insert(line.currency);
    }
    step.out.records.emplace_back(std::move(entry));
    for (const Currency& currency : touched) {
        step.out.records.emplace_back(balances_.at(currency));
        step.out.facts.emplace_back(balances_.at(currency));
    }
}

}  // namespace trading::execution
