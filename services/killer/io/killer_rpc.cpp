#include "services/killer/io/killer_rpc.hpp"

#include "common/rpc/status.hpp"

namespace trading::killer {

std::string effect_of(const Latch::State& state, bool closes_positions) {
    if (!state.record.is_latched) {
        return "Orders stay open from now on. Nothing that was cancelled comes back. The venue may cancel the book "
               "once "
               "more within ten seconds, by the timer that was armed.";
    }
    std::string effect =
        "Every order of the account is cancelled, whoever placed it, stops too, again and again until the release. ";
    effect += closes_positions ? "Positions are closed at market." : "Positions stay, without their stops.";
    effect +=
        " An execution that is alive must be killed or ended as well: orders that fill at once cannot be "
        "cancelled.";
    if (!state.is_durable) effect += " NOT ON DISK: after a restart of the killer, kill again.";
    return effect;
}

grpc::Status KillerRpcService::Kill(
    grpc::ServerContext* /*context*/,
    const v1::KillerServiceKillRequest* request,
    v1::KillerServiceKillResponse* response
) {
    // The agent is woken when the disk has answered; until then it sees the latch in its next turn.
    const auto state = parts_.latch.kill(request->actor(), request->reason());
    if (!state) return rpc::to_grpc(state.error());
    parts_.wake();
    encode(*state, *response->mutable_state());
    response->set_effect(effect_of(*state, parts_.closes_positions));
    return grpc::Status::OK;
}

grpc::Status KillerRpcService::Release(
    grpc::ServerContext* /*context*/,
    const v1::KillerServiceReleaseRequest* request,
    v1::KillerServiceReleaseResponse* response
) {
    const auto state = parts_.latch.release(request->actor(), request->reason());
    if (!state) return rpc::to_grpc(state.error());
    parts_.wake();
    encode(*state, *response->mutable_state());
    response->set_effect(effect_of(*state, parts_.closes_positions));
    return grpc::Status::OK;
}

grpc::Status KillerRpcService::GetState(
    grpc::ServerContext* /*context*/,
    const v1::KillerServiceGetStateRequest* /*request*/,
    v1::KillerServiceGetStateResponse* response
) {
    encode(parts_.latch.state(), *response->mutable_state());
    return grpc::Status::OK;
}

void KillerRpcService::encode(const Latch::State& latch, v1::KillerState& state) const {
    state.set_is_latched(latch.record.is_latched);
    state.set_is_durable(latch.is_durable);
    state.set_actor(latch.record.actor);
    state.set_reason(latch.record.reason);
    state.set_ts_changed_ns(base::to_unix_nanoseconds(latch.record.ts));
    const auto [view, counters] = parts_.board.get();
    // The agent may not have seen the command yet: what it saw before says nothing about it.
    const bool is_of_this_command = view.is_latched == latch.record.is_latched;
    state.set_is_empty(is_of_this_command && view.is_empty);
    state.set_has_looked(is_of_this_command && view.has_looked);
    state.set_open_orders(view.open_orders);
    state.set_open_positions(view.open_positions);
    state.set_cancels_waiting(view.cancels_waiting);
    state.set_cancels_sent(counters.cancels_sent);
    state.set_orders_after_empty(counters.orders_after_empty);
    state.set_time_to_empty_ns(is_of_this_command ? view.time_to_empty.count() : 0);
}

}  // namespace trading::killer
