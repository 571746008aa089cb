#include "tests/simulation/order_watch.hpp"

#include <optional>
#include <utility>

namespace trading::simulation {

using namespace domain;

namespace {

constexpr base::Duration kAbsenceMargin = std::chrono::milliseconds{500};
constexpr int kAbsencesNeeded = 2;

bool is_closed_for_good(OrderStatus status) {
    return status == OrderStatus::Cancelled || status == OrderStatus::Rejected || status == OrderStatus::NotPlaced;
}

bool may_follow(OrderStatus before, OrderStatus after) {
    if (!is_terminal(before) || before == after) return true;
    return before == OrderStatus::Triggered && after == OrderStatus::Rejected;  // It fired, and its order failed.
}

std::string name_of(const Order& row) {
    return row.client_order_id.value() + " " + row.instrument_id.value() + " " + std::string{to_string(row.purpose)} +
           " " + std::string{to_string(row.status)};
}

}  // namespace

void OrderWatch::on_sent(const PlaceOrder& request) {
    Life& life = lives_[request.order.client_order_id];
    if (++life.sent > 1) verdict_.fail("I2", "sent twice: " + name_of(request.order));
    compare_row(request);
    check_single(request.order);
}

void OrderWatch::check_single(const Order& order) {
    if (!order.strategy_id.value().starts_with("eager") || order.purpose != OrderPurpose::Entry) return;
    for (const auto& [id, row] : database_.orders()) {
        const bool is_rival = row.strategy_id == order.strategy_id && row.instrument_id == order.instrument_id &&
                              row.purpose == OrderPurpose::Entry && id != order.client_order_id;
        if (is_rival && may_be_open(row.status)) verdict_.fail("S1", "a second entry beside " + name_of(row));
    }
}

void OrderWatch::compare_row(const PlaceOrder& request) {
    const Order& sent = request.order;
    const Order* row = database_.order(sent.client_order_id);
    if (row == nullptr) return verdict_.fail("I1", "sent without a durable row: " + name_of(sent));
    const bool is_same = row->instrument_id == sent.instrument_id && row->side == sent.side &&
                         row->quantity == sent.quantity && row->limit_price == sent.limit_price &&
                         row->trigger_price == sent.trigger_price && row->ts_expires == sent.ts_expires &&
                         row->intent_id == sent.intent_id && row->is_reduce_only == sent.is_reduce_only;
    if (!is_same) verdict_.fail("I1", "sent otherwise than its row says: " + name_of(sent));
    if (sent.ts_expires == base::Timestamp{}) verdict_.fail("I1", "sent without an expiry: " + name_of(sent));
    if (sent.intent_id.empty()) verdict_.fail("I1", "sent without an intent: " + name_of(sent));
    const bool is_wish = sent.purpose == OrderPurpose::Entry || sent.purpose == OrderPurpose::Exit;
    const IntentTaken* taken = database_.intent(sent.intent_id);
    if (is_wish && (taken == nullptr || taken->reply.verdict != IntentVerdict::Accepted)) {
        verdict_.fail("I1", "sent for an intent that was not accepted: " + name_of(sent));
    }
}

void OrderWatch::on_reply(const PlaceOrder& request, const simulator::Reply& reply) {
    const Order& order = request.order;
    if (reply.code == "50036") scene_.sightings.see(Sight::PlacedAfterExpiry);
    if (reply.code == "51016" || reply.code == "51065") verdict_.fail("I2", "an id came twice: " + name_of(order));
    if (!reply.is_accepted()) return;
    ++accepted_orders_;
    Life& life = lives_[order.client_order_id];
    if (++life.accepted > 1) verdict_.fail("I2", "accepted twice: " + name_of(order));
    const Order* row = database_.order(order.client_order_id);
    if (row == nullptr) return verdict_.fail("I1", "accepted without a durable row: " + name_of(order));
    const bool is_stop = order.type == OrderType::Stop;
    if (!is_stop && is_closed_for_good(row->status)) {
        verdict_.fail("I3", "accepted although we hold it for dead: " + name_of(*row));
    }
    if (!is_stop && scene_.now() > row->ts_expires + std::chrono::milliseconds{1}) {
        verdict_.fail("I15", "accepted after its expiry: " + name_of(*row));
    }
    if (order.purpose != OrderPurpose::Entry && order.purpose != OrderPurpose::Exit) return;
    const auto [slot, is_first] = accepted_.try_emplace(order.intent_id, order.client_order_id);
    if (!is_first && slot->second != order.client_order_id) {
        verdict_.fail("I2", "an intent became two orders: " + order.intent_id.value());
    }
}

void OrderWatch::on_reply(const CancelOrder& request, const simulator::Reply& reply) {
    if (reply.is_accepted()) return;
    const auto found = venue_.core().find_order(
        our_account(), request.instrument_id.value(), std::nullopt, request.client_order_id.value()
    );
    if (found && found->state == simulator::OrderState::Filled) scene_.sightings.see(Sight::CancelLostToFill);
}

void OrderWatch::on_reply(const AmendOrder& request, const simulator::Reply& reply) {
    if (!reply.is_accepted()) return scene_.sightings.see(Sight::AmendRefused);
    if (request.ts_expires == base::Timestamp{}) verdict_.fail("I15", "amended without an expiry");
}

void OrderWatch::on_report(const OrderQueried& answer) {
    Life& life = lives_[answer.client_order_id];
    if (!answer.has_answer) return;
    if (answer.report) {
        life.absences = 0;
        return;
    }
    const Order* row = database_.order(answer.client_order_id);
    if (row != nullptr && answer.ts_venue > row->ts_expires + kAbsenceMargin) ++life.absences;
}

void OrderWatch::on_report(const RequestAnswered& answer) {
    if (answer.kind != RequestKind::Place) return;
    if (answer.outcome == RequestOutcome::NotSent) lives_[answer.client_order_id].is_never_sent = true;
}

void OrderWatch::before_commit(const Order& row) {
    const auto [slot, is_new] = rows_.try_emplace(row.client_order_id, row);
    const std::optional<Order> before = is_new ? std::nullopt : std::optional{std::exchange(slot->second, row)};
    if (before) {
        if (row.version <= before->version) verdict_.fail("I9", "an older version overwrites: " + name_of(row));
        if (row.filled_quantity < before->filled_quantity)
            verdict_.fail("I9", "filled less than before: " + name_of(row));
        if (!may_follow(before->status, row.status)) {
            verdict_.fail("I9", "left " + std::string{to_string(before->status)} + ": " + name_of(row));
        }
        if (before->status == OrderStatus::Unknown && !is_terminal(row.status) && row.status != before->status) {
            scene_.sightings.see(Sight::UnknownAdopted);
        }
        if (before->status == OrderStatus::Unknown && row.status == OrderStatus::Filled) {
            scene_.sightings.see(Sight::UnknownFilled);
        }
    }
    if (row.filled_quantity > row.quantity) verdict_.fail("I9", "filled beyond its quantity: " + name_of(row));
    if (row.status == OrderStatus::PartiallyFilled) scene_.sightings.see(Sight::PartialFill);
    if (row.status == OrderStatus::Triggered) scene_.sightings.see(Sight::StopFired);
    if (!before || before->status != row.status) {
        if (row.status == OrderStatus::NotPlaced) check_conclusion(row);
        if (is_closed_for_good(row.status)) check_not_open(row);
    }
}

void OrderWatch::check_conclusion(const Order& row) {
    const Life& life = lives_[row.client_order_id];
    if (life.is_never_sent) return;
    // An exit that is given up while it waits for its stop is on record only then: nothing was sent before (I1).
    if (life.sent == 0 && database_.order(row.client_order_id) == nullptr) return;
    scene_.sightings.see(Sight::ProvenNotPlaced);
    if (life.absences < kAbsencesNeeded) {
        verdict_.fail("I8", "concluded never to have been placed without proof: " + name_of(row));
    }
    // The venue knows no expiry of stops: one may come after any proof, and is then cancelled as a ghost.
    if (life.accepted > 0 && row.type != OrderType::Stop) {
        verdict_.fail("I8", "concluded never to have been placed, but it was: " + name_of(row));
    }
}

bool OrderWatch::is_open_at_venue(const Order& row) const {
    const std::string& name = row.client_order_id.value();
    if (row.type == OrderType::Stop) {
        const auto found = venue_.core().find_algo(our_account(), std::nullopt, name);
        return found && found->state == simulator::AlgoState::Live;
    }
    const auto found = venue_.core().find_order(our_account(), row.instrument_id.value(), std::nullopt, name);
    return found && !simulator::is_terminal(found->state);
}

void OrderWatch::check_not_open(const Order& row) {
    if (row.type == OrderType::Stop || !is_open_at_venue(row)) return;
    verdict_.fail("I3", "closed here, open at the venue: " + name_of(row));
}

void OrderWatch::conclude_held(bool is_killed) {
    if (is_killed) {
        const bool is_empty = venue_.core().pending_orders(our_account(), {}).empty() &&
                              venue_.core().pending_algos(our_account(), {}).empty() &&
                              venue_.core().positions(our_account()).empty();
        if (!is_empty) verdict_.fail("L2", "killed, and not everything is cancelled and closed");
    }
    for (const auto& order : venue_.core().pending_orders(our_account(), {})) {
        const Order* row = database_.order(ClientOrderId{order.client_order_id});
        if (row == nullptr || row->strategy_id.empty() || row->purpose != OrderPurpose::Entry) continue;
        verdict_.fail("I4", "an entry is still open although trading is held: " + name_of(*row));
    }
}

void OrderWatch::conclude() {
    std::set<std::string> open_there;
    for (const auto& order : venue_.core().pending_orders(our_account(), {})) {
        open_there.insert(order.client_order_id);
        open_there.insert("V" + std::to_string(order.order_id));  // Our key of an order that is not ours.
        const Order* row = database_.order(ClientOrderId{order.client_order_id});
        if (row == nullptr) {
            // A person's order has a key of our making.
            if (database_.order(ClientOrderId{"V" + std::to_string(order.order_id)}) != nullptr) continue;
            verdict_.fail("I3", "unknown order at the venue: " + std::to_string(order.order_id));
            continue;
        }
        if (!may_be_open(row->status)) verdict_.fail("I3", "open at the venue only: " + name_of(*row));
        if (row->filled_quantity.value() != order.filled_size) {
            verdict_.fail("I3", "other fills than at the venue: " + name_of(*row));
        }
        if (row->quantity.value() != order.size) verdict_.fail("I3", "other size than at the venue: " + name_of(*row));
    }
    for (const auto& algo : venue_.core().pending_algos(our_account(), {})) {
        open_there.insert(algo.client_id);
        const Order* row = database_.order(ClientOrderId{algo.client_id});
        if (row == nullptr) {
            verdict_.fail("I3", "unknown stop at the venue: " + algo.client_id);
            continue;
        }
        if (!may_be_open(row->status)) verdict_.fail("I3", "stop at the venue only: " + name_of(*row));
    }
    for (const auto& [id, row] : database_.orders()) {
        if (!may_be_open(row.status) || row.strategy_id.empty()) continue;
        if (row.status != OrderStatus::Live && row.status != OrderStatus::PartiallyFilled) {
            verdict_.fail("L1", "its outcome is still not known: " + name_of(row));
        } else if (!open_there.contains(id.value()) && row.type != OrderType::Market) {
            verdict_.fail("I3", "open here only: " + name_of(row));
        }
    }
}

}  // namespace trading::simulation
