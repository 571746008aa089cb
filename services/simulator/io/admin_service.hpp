#pragma once

#include "services/simulator/io/venue_server.hpp"
#include "trading/v1/simulator_service.grpc.pb.h"

#include <functional>

namespace trading::simulator {

// The back door for tests and demos: faults on demand, the truth to compare with, statistics. Handlers run on gRPC's
// threads and do their work on the venue's.
class AdminService final : public v1::SimulatorService::Service {
public:
    static constexpr base::Duration kAnswerTimeout = std::chrono::seconds{5};

    // `default_account`: whose truth is shown without an API key.
    AdminService(VenueServer& venue, domain::AccountId default_account, std::uint64_t seed, const base::Clock& clock);

    grpc::Status AddFault(
        grpc::ServerContext* context, const v1::AddFaultRequest* request, v1::AddFaultResponse* response
    ) override;
    grpc::Status RemoveFault(
        grpc::ServerContext* context, const v1::RemoveFaultRequest* request, v1::RemoveFaultResponse* response
    ) override;
    grpc::Status ListFaults(
        grpc::ServerContext* context, const v1::ListFaultsRequest* request, v1::ListFaultsResponse* response
    ) override;
    grpc::Status GetTruth(
        grpc::ServerContext* context, const v1::GetTruthRequest* request, v1::GetTruthResponse* response
    ) override;
    grpc::Status GetStatistics(
        grpc::ServerContext* context, const v1::GetStatisticsRequest* request, v1::GetStatisticsResponse* response
    ) override;

private:
    // Runs `work` on the venue's thread and waits for it; UNAVAILABLE when the venue has stopped.
    [[nodiscard]] grpc::Status on_venue_thread(std::function<grpc::Status()> work);

    VenueServer& venue_;
    const domain::AccountId default_account_;
    const std::uint64_t seed_;
    const base::Clock& clock_;
    const base::MonotonicTime started_;
};

}  // namespace trading::simulator
