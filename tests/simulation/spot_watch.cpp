#include "tests/simulation/spot_watch.hpp"

#include <string_view>

namespace trading::simulation {

using namespace domain;

namespace {

constexpr base::Duration kMadeWayFor = std::chrono::seconds{2};
constexpr double kNothing = 1e-9;

bool sells_spot(const Order& order) { return order.instrument_id.value() == kSpot && order.side == Side::Sell; }

bool is_ours(std::string_view client_order_id) {
    return !client_order_id.empty() && !client_order_id.starts_with("person");
}

}  // namespace

void SpotWatch::on_accepted(const PlaceOrder& request) {
    const Order& order = request.order;
    if (!sells_spot(order)) return;
    if (order.type == OrderType::Stop) {
        if (scene_.now() > order.ts_expires) {
            late_stops_.insert(order.client_order_id.value());
            return;
        }
    } else if (scene_.now() - ts_stop_cancelled_ < kMadeWayFor) {
        scene_.sightings.see(Sight::SpotStopMadeWay);
    }
    check(order.client_order_id);
}

void SpotWatch::on_accepted(const AmendOrder& request) {
    if (request.instrument_id.value() == kSpot && request.quantity) check(request.client_order_id);
}

void SpotWatch::on_accepted(const CancelOrder& request) {
    if (request.instrument_id.value() == kSpot && request.is_stop) ts_stop_cancelled_ = scene_.now();
}

void SpotWatch::on_venue_order(const simulator::OrderChanged& changed) {
    const simulator::OrderView& order = changed.order;
    if (!changed.fill || order.instrument.value() != kSpot) return;
    if (order.algo_id == 0 && !is_ours(order.client_order_id)) return;
    const simulator::FillView& fill = *changed.fill;
    const double size = fill.size.to_double();
    held_ += order.side == Side::Buy ? size : -size;
    if (fill.fee_currency.value() == "BTC") held_ += fill.fee.to_double();  // What is charged is negative.
    if (!late_stops_.contains(order.algo_client_id)) return;
    sold_so_far_ += size;
    unknown_sales_[TradeId{fill.trade_id}] = size;
}

void SpotWatch::before_commit(const Fill& fill) {
    if (fill.instrument_id.value() != kSpot) return;
    const auto found = unknown_sales_.find(fill.trade_id);
    if (found == unknown_sales_.end()) return;
    known_so_far_ += found->second;
    unknown_sales_.erase(found);
}

void SpotWatch::check(const ClientOrderId& id) {
    const Offer offer = offered();
    const double not_known = sold_so_far_ - known_when_sent_[id];
    if (offer.orders + offer.stops <= held_ + not_known + kNothing) return;
    verdict_.fail(
        "S2",
        "orders for " + std::to_string(offer.orders) + " and stops for " + std::to_string(offer.stops) +
            " could sell more than the " + std::to_string(held_) + " coins of ours: " + id.value()
    );
}

SpotWatch::Offer SpotWatch::offered() const {
    Offer offer;
    simulator::OrderFilter orders;
    orders.instrument = InstrumentId{kSpot};
    for (const auto& order : venue_.core().pending_orders(our_account(), orders)) {
        const bool counts = order.side == Side::Sell && is_ours(order.client_order_id);
        if (counts) offer.orders += order.size.to_double() - order.filled_size.to_double();
    }
    simulator::AlgoFilter stops;
    stops.instrument = orders.instrument;
    for (const auto& algo : venue_.core().pending_algos(our_account(), stops)) {
        const bool counts = algo.side == Side::Sell && algo.size && !late_stops_.contains(algo.client_id);
        if (counts) offer.stops += algo.size->to_double();
    }
    return offer;
}

}  // namespace trading::simulation
