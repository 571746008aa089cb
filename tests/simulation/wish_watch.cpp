#include "tests/simulation/wish_watch.hpp"

#include "tests/simulation/venue.hpp"

namespace trading::simulation {

using namespace domain;

namespace {

constexpr base::Duration kBookAgeMax = std::chrono::milliseconds{2500};
constexpr base::Duration kMarkAgeMax = std::chrono::seconds{12};
constexpr base::Duration kClockOffsetMax = std::chrono::milliseconds{500};

}  // namespace

void WishWatch::learn(const MarketFact& fact) {
    if (const auto* ticker = std::get_if<Ticker>(&fact)) {
        markets_[ticker->instrument_id].ts_ticker = ticker->times.ts_received;
    } else if (const auto* mark = std::get_if<MarkPrice>(&fact)) {
        markets_[mark->instrument_id].ts_mark = mark->times.ts_received;
    } else if (const auto* status = std::get_if<FeedStatus>(&fact)) {
        if (status->channel == Channel::Book) markets_[status->instrument_id].book = status->state;
    }
}

void WishWatch::before_input(const execution::Input& input, base::Timestamp local_now) {
    if (const auto* received = std::get_if<execution::IntentReceived>(&input)) {
        const OrderIntent& intent = received->intent;
        if (database_.intent(intent.intent_id) != nullptr) scene_.sightings.see(Sight::IntentAnsweredAgain);
        if (intent.kind != IntentKind::Enter || verdicts_.contains(intent.intent_id)) return;
        blind_.try_emplace(intent.intent_id, why_blind(intent, local_now));
    } else if (const auto* command = std::get_if<execution::Command>(&input)) {
        commands_[command->request_id] = command->kind;
        const bool may_loosen = held_ != TradingState::Killed && (command->kind == execution::CommandKind::Resume ||
                                                                  command->kind == execution::CommandKind::Reduce);
        if (may_loosen) held_.reset();
        if (command->kind == execution::CommandKind::Rearm) is_rearm_asked_ = true;
    } else if (const auto* fact = std::get_if<MarketFact>(&input)) {
        learn(*fact);
    } else if (const auto* report = std::get_if<VenueReport>(&input)) {
        if (const auto* connection = std::get_if<PrivateConnection>(report)) is_private_up_ = connection->is_up;
        if (const auto* offset = std::get_if<ClockOffset>(report)) clock_offset_ = offset->offset;
    }
}

std::string WishWatch::why_blind(const OrderIntent& intent, base::Timestamp local_now) const {
    const auto found = markets_.find(intent.instrument_id);
    if (found == markets_.end()) return "no market data";
    const Market& market = found->second;
    if (market.book != FeedState::Fresh) return "the book is not fresh";
    if (local_now - market.ts_ticker > kBookAgeMax) return "the quotes are old";
    if (intent.instrument_id.value() == kSwap && local_now - market.ts_mark > kMarkAgeMax) return "the mark is old";
    if (!is_private_up_) return "the private side is down";
    if (!clock_offset_ || std::chrono::abs(*clock_offset_) > kClockOffsetMax) return "the clock is not sure";
    if (local_now > intent.valid_until) return "the intent has expired";
    return "";
}

void WishWatch::before_commit(const IntentTaken& taken) {
    const IntentId& id = taken.intent.intent_id;
    if (taken.reply.verdict == IntentVerdict::Denied) {
        scene_.sightings.see(Sight::EntryDenied);
        if (taken.reply.deny_reason == DenyReason::EntriesPaused) {
            scene_.sightings.see(Sight::EntriesPausedByOthers);
        }
        if (taken.reply.deny_reason == DenyReason::IntentExpired) scene_.sightings.see(Sight::IntentExpired);
        return;
    }
    const auto blind = blind_.find(id);
    if (blind != blind_.end() && !blind->second.empty()) {
        verdict_.fail("I7", "an entry was accepted although " + blind->second + ": " + id.value());
    }
}

// A re-arm counts once it is durable: its answer may get lost with the process.
void WishWatch::before_commit(const RiskState& state) {
    if (state.state == TradingState::Killed) is_rearm_asked_ = false;
    const bool is_rearm = is_rearm_asked_ && state.state == TradingState::Halted;
    if (held_ == TradingState::Killed && is_rearm) held_ = TradingState::Halted;
}

void WishWatch::on_reply(const IntentReply& reply) {
    if (reply.verdict == IntentVerdict::Duplicate) return;
    if (reply.verdict == IntentVerdict::Accepted) {
        const IntentTaken* taken = database_.intent(reply.intent_id);
        if (taken == nullptr || taken->reply.verdict != IntentVerdict::Accepted) {
            verdict_.fail("I16", "answered accepted before it was durable: " + reply.intent_id.value());
        }
    }
    const auto [slot, is_first] = verdicts_.try_emplace(reply.intent_id, reply.verdict);
    if (!is_first && slot->second != reply.verdict) {
        verdict_.fail("I16", "one intent, two answers: " + reply.intent_id.value());
    }
}

void WishWatch::on_command_answer(const execution::CommandAnswer& answer) {
    const auto command = commands_.find(answer.request_id);
    if (command == commands_.end()) return;
    const bool is_flatten = command->second == execution::CommandKind::Flatten;
    if (is_flatten && answer.is_done) scene_.sightings.see(Sight::Flattened);
    if (!answer.is_done && !is_flatten) return;
    std::optional<TradingState> state;
    if (command->second == execution::CommandKind::Halt || is_flatten) state = TradingState::Halted;
    if (command->second == execution::CommandKind::Reduce) state = TradingState::Reducing;
    if (command->second == execution::CommandKind::Kill) state = TradingState::Killed;
    if (command->second == execution::CommandKind::Rearm) state = TradingState::Halted;
    if (!state) return;
    const auto& stored = database_.risk_state();
    // An answer that is repeated says what was true when it was given first.
    if (!stored || stored->version < answer.risk_state.version) {
        return verdict_.fail("I4", "acknowledged before it was durable: " + answer.request_id);
    }
    if (stored->version == answer.risk_state.version) held_ = state;
}

void WishWatch::on_sent(const PlaceOrder& request, bool is_late) {
    if (is_late) return;
    const OrderPurpose purpose = request.order.purpose;
    const bool is_exit = purpose == OrderPurpose::Exit || purpose == OrderPurpose::TakeProfit;
    const auto forbids = [&](TradingState state) {
        if (state == TradingState::Active) return false;
        return purpose == OrderPurpose::Entry || (is_exit && state != TradingState::Reducing);
    };
    const std::string& id = request.order.client_order_id.value();
    if (held_ && forbids(*held_)) verdict_.fail("I4", "sent after an acknowledged halt: " + id);
    const auto& stored = database_.risk_state();
    if (stored && forbids(stored->state)) verdict_.fail("I4", "sent although a durable halt forbids it: " + id);
}

void WishWatch::on_process_ended() {
    markets_.clear();
    blind_.clear();
    clock_offset_.reset();
    is_private_up_ = false;
}

}  // namespace trading::simulation
