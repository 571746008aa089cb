#include "tests/simulation/money_watch.hpp"

#include "common/domain/rounding.hpp"
#include "tests/simulation/venue_words.hpp"

#include <algorithm>
#include <cmath>

namespace trading::simulation {

using namespace domain;

namespace {

// The limits are checked at the prices of the decision; until the order trades the market moves a little.
constexpr double kPriceSlack = 1.03;
constexpr std::size_t kEntriesPerSecondMax = 8;
constexpr double kOrderNotionalMax = 6400;
constexpr double kPositionNotionalMax = 10'000;

bool opens(const Order& order) { return order.purpose == OrderPurpose::Entry && !order.is_reduce_only; }

bool is_by_a_person(const simulator::OrderView& order) {
    return order.algo_id == 0 && (order.client_order_id.empty() || order.client_order_id.starts_with("person"));
}

}  // namespace

MoneyWatch::MoneyWatch(Scene& scene, const Venue& venue, const Database& database, Verdict& verdict)
    : scene_(scene), venue_(venue), database_(database), verdict_(verdict), instruments_(domain_instruments()) {}

void MoneyWatch::on_sent(const PlaceOrder& request) {
    check_steps(request.order);
    if (!opens(request.order)) return;
    check_rate(request.order);
}

void MoneyWatch::on_under_way(const PlaceOrder& request) {
    if (!opens(request.order)) return;
    under_way_[request.order.client_order_id] = request.order;
    check_exposure(request.order.instrument_id);
}

void MoneyWatch::check_steps(const Order& order) {
    const auto instrument = std::find_if(instruments_.begin(), instruments_.end(), [&](const Instrument& each) {
        return each.id == order.instrument_id;
    });
    if (instrument == instruments_.end()) return verdict_.fail("I10", "an instrument that is not ours");
    const std::string& name = order.client_order_id.value();
    if (!is_on_lot(*instrument, order.quantity) || order.quantity < instrument->minimum_quantity) {
        return verdict_.fail("I10", "the quantity does not fit the lot: " + name + " " + order.quantity.to_string());
    }
    for (const auto& price : {order.limit_price, order.trigger_price}) {
        if (price && !is_on_tick(*instrument, *price)) verdict_.fail("I10", "a price off the tick: " + name);
    }
    if (!opens(order)) return;
    const double mark = mark_of(order.instrument_id);
    if (order.limit_price) {
        const double distance = std::abs(order.limit_price->to_double() - mark) / mark;
        if (distance > 0.03) verdict_.fail("I10", "a price far from the market: " + name);
    }
    if (notional_of(order.instrument_id, order.quantity.to_double()) > kOrderNotionalMax * kPriceSlack) {
        verdict_.fail("I10", "one order above its limit: " + name);
    }
}

void MoneyWatch::check_rate(const Order& order) {
    entries_.push_back(order.ts_created);
    // Our clock may have been set back.
    std::erase_if(entries_, [&](base::Timestamp entry) {
        return entry <= order.ts_created - std::chrono::seconds{1} || entry > order.ts_created;
    });
    if (entries_.size() > kEntriesPerSecondMax) {
        verdict_.fail("I10", "more entries in a second than the limit");
    }
}

double MoneyWatch::mark_of(const InstrumentId& id) const {
    const auto mark = venue_.core().mark_price(id.value());
    if (mark) return mark->price.to_double();
    const auto ticker = venue_.core().ticker(id.value());
    return ticker ? ticker->last_price.to_double() : 0.0;
}

double MoneyWatch::notional_of(const InstrumentId& id, double quantity) const {
    const double multiplier = id.value() == kSwap ? 0.01 : 1.0;
    return mark_of(id) * quantity * multiplier;
}

void MoneyWatch::on_venue_order(const simulator::OrderChanged& changed) {
    if (!changed.fill) return;
    const Fill fill = fill_of(*changed.fill);
    fills_.emplace(FillKey{fill.instrument_id, fill.trade_id.value()}, fill);
    const auto [slot, is_first] = trade_ids_.try_emplace(fill.trade_id.value(), fill.instrument_id);
    if (!is_first && slot->second != fill.instrument_id) scene_.sightings.see(Sight::SharedTradeId);
    const double quantity = fill.quantity.to_double();
    if (is_by_a_person(changed.order)) {
        by_people_[fill.instrument_id] += quantity;
        orders_of_people_.insert(fill.venue_order_id);
    }
    const double before = held_[fill.instrument_id];
    const double after = before + (fill.side == Side::Buy ? quantity : -quantity);
    held_[fill.instrument_id] = after;
    if (before * after < -1e-12) scene_.sightings.see(Sight::PositionFlipped);
}

void MoneyWatch::on_accepted(const PlaceOrder& request) {
    if (opens(request.order)) check_exposure(request.order.instrument_id);
}

// Position, plus everything of one side that may still open more of it: at the venue, or on its way there.
void MoneyWatch::check_exposure(const InstrumentId& id) {
    double longest = held_[id];
    double shortest = longest;
    simulator::OrderFilter filter;
    filter.instrument = id;
    for (const auto& order : venue_.core().pending_orders(our_account(), filter)) {
        if (order.is_reduce_only) continue;
        const double left = order.size.to_double() - order.filled_size.to_double();
        (order.side == Side::Buy ? longest : shortest) += order.side == Side::Buy ? left : -left;
    }
    for (const auto& [name, order] : under_way_) {
        // What arrives after its expiry is refused.
        if (order.instrument_id != id || order.ts_expires < scene_.now()) continue;
        const double left = order.quantity.to_double();
        (order.side == Side::Buy ? longest : shortest) += order.side == Side::Buy ? left : -left;
    }
    const double worst = std::max(std::abs(longest), std::abs(shortest));
    const double limit = kPositionNotionalMax;
    const double allowed = limit * kPriceSlack + notional_of(id, by_people_[id]);
    const double found = notional_of(id, worst);
    if (found > allowed) {
        verdict_.fail(
            "I5", id.value() + " could come to hold " + std::to_string(found) + " of " + std::to_string(limit)
        );
    }
    if (found > limit * 0.98 && found <= limit * kPriceSlack) scene_.sightings.see(Sight::LimitReached);
}

void MoneyWatch::before_commit(const Fill& fill) {
    const auto found = fills_.find({fill.instrument_id, fill.trade_id.value()});
    const std::string name = fill.instrument_id.value() + " " + fill.trade_id.value();
    if (found == fills_.end()) return verdict_.fail("I6", "a fill that the venue does not know: " + name);
    const Fill& there = found->second;
    const bool is_same = fill.quantity == there.quantity && fill.price == there.price && fill.fee == there.fee &&
                         fill.fee_currency == there.fee_currency && fill.side == there.side &&
                         fill.realised_pnl == there.realised_pnl;
    if (!is_same) verdict_.fail("I6", "another fill than at the venue: " + name);
}

void MoneyWatch::before_commit(const LedgerEntry& entry) {
    std::map<Currency, base::Decimal> sums;
    for (const LedgerLine& line : entry.lines) {
        const auto sum = base::add(sums[line.currency], line.amount.value());
        if (!sum) return verdict_.fail("I14", "a ledger entry does not fit: " + entry.entry_id);
        sums[line.currency] = *sum;
    }
    for (const auto& [currency, sum] : sums) {
        if (!sum.is_zero()) verdict_.fail("I14", "an unbalanced ledger entry: " + entry.entry_id);
    }
}

void MoneyWatch::before_commit(const Position& row) {
    const auto before = database_.positions().find(row.instrument_id);
    if (before != database_.positions().end() && row.version <= before->second.version) {
        verdict_.fail("I9", "an older version overwrites: position " + row.instrument_id.value());
    }
}

void MoneyWatch::conclude() {
    std::map<FillKey, int> ours;
    for (const Fill& fill : database_.fills()) ++ours[{fill.instrument_id, fill.trade_id.value()}];
    for (const auto& [key, fill] : fills_) {
        if (ours[key] == 1) continue;
        verdict_.fail("I6", "a fill is missing or doubled: " + key.first.value() + " " + key.second);
    }
    for (const VenueOrderId& id : orders_of_people_) {
        if (database_.activities().contains("order:" + id.value())) continue;
        verdict_.fail("I20", "what a person traded is not on record: order " + id.value());
    }
    compare_positions();
    compare_balances();
}

void MoneyWatch::compare_positions() {
    std::map<InstrumentId, Quantity> there;
    for (const auto& position : venue_.core().positions(our_account())) {
        there[position.instrument] = Quantity{position.size};
    }
    for (const Instrument& instrument : instruments_) {
        if (instrument.is_spot()) continue;
        const auto row = database_.positions().find(instrument.id);
        const Quantity ours = row == database_.positions().end() ? Quantity{} : row->second.quantity;
        if (ours == there[instrument.id]) continue;
        verdict_.fail(
            "I3",
            "position of " + instrument.id.value() + ": ours " + ours.to_string() + ", the venue's " +
                there[instrument.id].to_string()
        );
    }
}

void MoneyWatch::compare_balances() {
    for (const auto& balance : venue_.core().balances(our_account())) {
        const auto row = database_.balances().find(balance.currency);
        const Cash ours = row == database_.balances().end() ? Cash{} : row->second.total;
        if (ours.value() == balance.cash) continue;
        verdict_.fail(
            "I14", balance.currency.value() + ": ours " + ours.to_string() + ", the venue's " + balance.cash.to_string()
        );
    }
}

}  // namespace trading::simulation
