#include "tests/property/strategy/execution_model.hpp"

#include <utility>

namespace trading::test {

using namespace domain;
using namespace strategy;

bool ExecutionModel::take_intents() {
    const auto intents = world_.intents();
    bool are_legal = true;
    for (; outputs_seen_ < intents.size(); ++outputs_seen_) {
        const OrderIntent& intent = intents[outputs_seen_];
        if (intent.kind == IntentKind::Cancel) continue;
        are_legal = is_legal(intent) && are_legal;
        Managed managed;
        managed.intent = intent;
        managed.is_lost = random_.below(8) == 0;
        entries_ += intent.kind == IntentKind::Enter ? 1 : 0;
        managed_.push_back(managed);
    }
    return are_legal;
}

bool ExecutionModel::is_legal(const OrderIntent& intent) const {
    for (const Managed& other : managed_) {
        const bool can_arrive =
            other.stage == Stage::Travelling && !other.is_lost && world_.now() <= other.intent.valid_until;
        const bool is_under_way = other.stage == Stage::Working || can_arrive;
        if (other.intent.instrument_id == intent.instrument_id && is_under_way) return false;
    }
    const auto position = positions_.find(intent.instrument_id);
    const bool is_flat = position == positions_.end() || position->second.is_flat();
    return intent.kind != IntentKind::Enter || is_flat;
}

void ExecutionModel::step() {
    for (Managed& managed : managed_) {
        if (managed.stage == Stage::Travelling && !managed.is_lost && random_.below(2) == 0) arrive(managed);
        if (managed.stage == Stage::Working && random_.below(4) == 0) end_order(managed);
        if (world_.now() <= managed.intent.valid_until) continue;
        const bool is_unanswered = managed.stage == Stage::Travelling || managed.is_answer_lost;
        if (managed.stage == Stage::Travelling) managed.stage = Stage::Ended;
        if (is_unanswered) travelling_facts_.push_back(IntentExpired{managed.intent.intent_id});
        managed.is_answer_lost = false;
    }
    for (const InstrumentId& id : {kSwap, kSpot}) {
        if (random_.below(12) == 0) close_by_stop(id);
    }
    deliver_some();
    if (random_.below(25) == 0) lose_facts_and_recover();
    world_.send(Tick{});
}

void ExecutionModel::arrive(Managed& managed) {
    if (world_.now() > managed.intent.valid_until) return;
    IntentReply reply;
    reply.intent_id = managed.intent.intent_id;
    reply.ts_event = world_.now();
    if (random_.below(4) == 0) {
        reply.verdict = IntentVerdict::Denied;
        reply.deny_reason = DenyReason::RateLimited;
        managed.stage = Stage::Ended;
        travelling_facts_.push_back(reply);
        return;
    }
    reply.verdict = IntentVerdict::Accepted;
    managed.is_answer_lost = random_.below(4) == 0;
    if (!managed.is_answer_lost) travelling_facts_.push_back(reply);
    managed.stage = Stage::Working;
    Order& order = managed.order;
    order.client_order_id = ClientOrderId{"c" + std::to_string(++version_)};
    order.intent_id = managed.intent.intent_id;
    order.strategy_id = kStrategy;
    order.instrument_id = managed.intent.instrument_id;
    order.purpose = managed.intent.kind == IntentKind::Exit ? OrderPurpose::Exit : OrderPurpose::Entry;
    order.side = managed.intent.side;
    order.quantity = managed.intent.quantity;
    order.status = OrderStatus::InFlight;
    say_order(managed);
}

void ExecutionModel::end_order(Managed& managed) {
    managed.stage = Stage::Ended;
    Order& order = managed.order;
    const bool is_filled = random_.below(3) != 0;
    order.status = is_filled ? OrderStatus::Filled : OrderStatus::Cancelled;
    if (is_filled) order.filled_quantity = order.quantity;
    say_order(managed);
    if (!is_filled) return;
    if (managed.intent.kind == IntentKind::Exit) {
        move_position(order.instrument_id, Quantity{});
    } else {
        const Quantity size = order.quantity;
        move_position(order.instrument_id, order.side == Side::Buy ? size : size.negated().value());
    }
}

void ExecutionModel::close_by_stop(const InstrumentId& id) {
    const auto position = positions_.find(id);
    if (position == positions_.end() || position->second.is_flat()) return;
    for (const Managed& managed : managed_) {
        if (managed.stage == Stage::Working && managed.intent.instrument_id == id) return;
    }
    move_position(id, Quantity{});
}

void ExecutionModel::say_order(Managed& managed) {
    managed.order.version = ++version_;
    managed.order.ts_event = world_.now();
    travelling_facts_.push_back(AccountEvent{OrderEvent{managed.order, OrderStatus::Planned}});
}

void ExecutionModel::move_position(const InstrumentId& id, Quantity size) {
    Position& position = positions_[id];
    position.instrument_id = id;
    position.strategy_id = kStrategy;
    position.quantity = size;
    position.version = ++version_;
    position.ts_event = world_.now();
    travelling_facts_.push_back(AccountEvent{position});
}

void ExecutionModel::deliver_some() {
    // Most facts are still on their way when the next bar comes.
    const std::size_t count = random_.below(travelling_facts_.size() / 2 + 2);
    for (std::size_t delivered = 0; delivered < count && !travelling_facts_.empty(); ++delivered) {
        const std::size_t chosen = random_.below(travelling_facts_.size());
        world_.send(travelling_facts_[chosen]);
        // One in five comes again.
        if (random_.below(5) == 0) continue;
        travelling_facts_.erase(travelling_facts_.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
}

void ExecutionModel::lose_facts_and_recover() {
    travelling_facts_.clear();
    std::vector<ExecutionFact> orders;
    std::vector<ExecutionFact> positions;
    for (const Managed& managed : managed_) {
        if (managed.stage == Stage::Working) orders.emplace_back(OrderEvent{managed.order, OrderStatus::Planned});
    }
    for (const auto& [id, position] : positions_) positions.emplace_back(position);
    world_.snapshot_of_account(std::move(orders), std::move(positions));
}

}  // namespace trading::test
