#include "services/execution/core/reconciler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace trading::execution {

using domain::Quantity;

namespace {

// A bill is listed so soon after what it is about.
constexpr base::Duration kBillLag = std::chrono::minutes{10};

}  // namespace

void Reconciler::on_connection(bool is_up, Step& step) {
    is_connected_ = is_up;
    // Nothing that was missed is replayed, so nothing is certain until the next look.
    is_reconciled_ = false;
    is_current_ = false;
    look_.reset();
    ts_next_look_ = step.now;
    same_looks_ = 0;
    unequal_looks_ = 0;
    last_differences_.clear();
}

void Reconciler::tick(Step& step) {
    if (!is_connected_ || market_.is_empty()) return;
    if (look_) {
        if (step.now - look_->ts_started >= options_.answer_timeout) abandon(step);
        return;
    }
    if (ts_next_look_ <= step.now) start(step);
}

void Reconciler::start(Step& step) {
    look_ = Look{};
    look_->ts_started = step.now;
    const std::uint64_t look = ++looks_;
    step.out.requests.emplace_back(domain::FetchOpenOrders{look});
    step.out.requests.emplace_back(domain::FetchFills{books_.fills_since(options_.fill_overlap, step.now), look});
    // The venue lists trades among its bills, so the way back to the last other one may be long. Bills that were missed
    // before the newest fills show in the cash: then, and only then, all of them are asked for.
    base::Timestamp bills_since = ledger_.is_open() ? ledger_.bills_since() : step.now;
    if (unequal_looks_ == 0) bills_since = std::max(bills_since, books_.fills_since(kBillLag, step.now));
    step.out.requests.emplace_back(domain::FetchBills{bills_since - options_.fill_overlap, look});
}

void Reconciler::abandon(Step& step) {
    look_.reset();
    ts_next_look_ = step.now + options_.retry;
}

void Reconciler::on_open_orders(const domain::OpenOrdersFetched& answer, Step& step) {
    if (!is_of_this_look(answer.look)) return;
    if (!answer.has_answer) return abandon(step);
    look_->has_orders = true;
    ask_second_half(step);
}

void Reconciler::on_fills(const domain::FillsFetched& answer, Step& step) {
    if (!is_of_this_look(answer.look)) return;
    if (!answer.has_answer) return abandon(step);
    look_->has_fills = true;
    positions_.on_page(look_->ts_started);
    ask_second_half(step);
}

void Reconciler::on_bills(const domain::BillsFetched& answer, Step& step) {
    if (!is_of_this_look(answer.look)) return;
    if (!answer.has_answer) return abandon(step);
    look_->has_bills = true;
    ask_second_half(step);
}

void Reconciler::ask_second_half(Step& step) {
    if (look_->is_second_half_asked || !look_->has_orders || !look_->has_fills || !look_->has_bills) return;
    look_->is_second_half_asked = true;
    is_current_ = true;
    step.out.requests.emplace_back(domain::FetchPositions{looks_});
    step.out.requests.emplace_back(domain::FetchBalances{looks_});
}

Reconciler::Conclusion Reconciler::on_positions(const domain::PositionsFetched& answer, Step& step) {
    if (!is_of_this_look(answer.look) || !look_->is_second_half_asked) return Conclusion::None;
    if (!answer.has_answer) {
        abandon(step);
        return Conclusion::None;
    }
    look_->positions = answer;
    return look_->balances ? conclude(step) : Conclusion::None;
}

Reconciler::Conclusion Reconciler::on_balances(const domain::BalancesFetched& answer, Step& step) {
    if (!is_of_this_look(answer.look) || !look_->is_second_half_asked) return Conclusion::None;
    if (!answer.has_answer) {
        abandon(step);
        return Conclusion::None;
    }
    look_->balances = answer;
    return look_->positions ? conclude(step) : Conclusion::None;
}

Reconciler::Conclusion Reconciler::conclude(Step& step) {
    if (!ledger_.is_open()) open_books(step);
    for (const domain::Balance& balance : look_->balances->balances) ledger_.set_available(balance);
    const std::string found = differences();
    look_.reset();
    if (found.empty()) {
        ts_next_look_ = step.now + options_.interval;
        same_looks_ = 0;
        unequal_looks_ = 0;
        last_differences_.clear();
        is_reconciled_ = true;
        drop_copy_.begin(positions_, ledger_, books_.booked());
        report(true, found, step);
        return Conclusion::Equal;
    }
    ++unequal_looks_;
    same_looks_ = found == last_differences_ ? same_looks_ + 1 : 1;
    last_differences_ = found;
    const bool is_unexplained =
        same_looks_ >= options_.difference_looks || unequal_looks_ >= options_.unequal_looks_max;
    ts_next_look_ = step.now + (is_unexplained ? options_.interval : options_.retry);
    if (!is_unexplained) return Conclusion::None;
    is_reconciled_ = false;
    report(false, found, step);
    return Conclusion::Unexplained;
}

// The very first look: what the venue holds is where our books begin.
void Reconciler::open_books(Step& step) {
    const base::Timestamp ts_venue = look_->balances->ts_venue;
    for (const domain::PositionReport& position : look_->positions->positions) {
        const bool is_ours_already = !positions_.quantity(position.instrument_id).is_zero();
        if (!position.quantity.is_zero() && !is_ours_already) positions_.adopt(position, step);
    }
    ledger_.open(look_->balances->balances, ts_venue, step);
    books_.start_cursor(ts_venue, step);
}

std::string Reconciler::differences() const {
    std::string lines;
    const auto add_line = [&lines](std::string line) {
        if (!lines.empty()) lines += '\n';
        lines += line;
    };
    if (orders_.has_unbooked_fills()) add_line("the venue reports more filled than our fills add up to");
    orders_.for_each_open([&](const ManagedOrder& managed) {
        if (!managed.is_undecidable) return;
        add_line(fmt::format(
            "order {}: sent here, absent at the venue for longer than it remembers",
            managed.order.client_order_id.value()
        ));
    });
    std::map<domain::InstrumentId, Quantity> at_venue;
    std::set<domain::InstrumentId> instruments;
    for (const auto& position : look_->positions->positions) {
        at_venue[position.instrument_id] = position.quantity;
        instruments.insert(position.instrument_id);
    }
    for (const auto& [id, position] : positions_.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        // The venue keeps no positions of spot; there the balances tell.
        if (instrument == nullptr || instrument->is_derivative()) instruments.insert(id);
    }
    for (const auto& id : instruments) {
        const Quantity ours = positions_.quantity(id);
        if (ours == at_venue[id]) continue;
        add_line(fmt::format("position {}: ours {} venue {}", id.value(), ours.to_string(), at_venue[id].to_string()));
    }
    std::map<domain::Currency, domain::Cash> cash;
    for (const auto& balance : look_->balances->balances) cash[balance.currency] = balance.total;
    for (const auto& [currency, balance] : ledger_.balances()) cash.try_emplace(currency, domain::Cash{});
    for (const auto& [currency, total] : cash) {
        if (ledger_.total(currency) == total) continue;
        add_line(fmt::format(
            "balance {}: ours {} venue {}", currency.value(), ledger_.total(currency).to_string(), total.to_string()
        ));
    }
    for (std::string& line : drop_copy_.differences(positions_, ledger_)) add_line(std::move(line));
    return lines;
}

void Reconciler::report(bool is_equal, const std::string& differences, Step& step) {
    report_ = domain::ReconciliationReport{is_equal, differences, step.now};
    step.out.records.emplace_back(*report_);
    step.out.facts.emplace_back(*report_);
}

}  // namespace trading::execution
