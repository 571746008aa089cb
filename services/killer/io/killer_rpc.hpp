#pragma once

#include "services/killer/io/latch.hpp"
#include "services/killer/io/state_board.hpp"

#include "trading/v1/killer_service.grpc.pb.h"

#include <functional>
#include <string>

namespace trading::killer {

// What a command does, in words; also what the commands of the command line print.
[[nodiscard]] std::string effect_of(const Latch::State& state, bool closes_positions);

// The killer's gRPC door: writes the latch on gRPC's threads and wakes the agent. It decides nothing.
class KillerRpcService final : public v1::KillerService::Service {
public:
    struct Parts {
        Latch& latch;
        const StateBoard& board;
        std::function<void()> wake;  // Safe from any thread.
        bool closes_positions = false;
    };

    explicit KillerRpcService(Parts parts) : parts_(std::move(parts)) {}

    grpc::Status Kill(
        grpc::ServerContext* context,
        const v1::KillerServiceKillRequest* request,
        v1::KillerServiceKillResponse* response
    ) override;
    grpc::Status Release(
        grpc::ServerContext* context,
        const v1::KillerServiceReleaseRequest* request,
        v1::KillerServiceReleaseResponse* response
    ) override;
    grpc::Status GetState(
        grpc::ServerContext* context,
        const v1::KillerServiceGetStateRequest* request,
        v1::KillerServiceGetStateResponse* response
    ) override;

private:
    void encode(const Latch::State& latch, v1::KillerState& state) const;

    Parts parts_;
};

}  // namespace trading::killer
