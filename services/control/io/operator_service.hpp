#pragma once

#include "common/base/clock.hpp"
#include "common/store/query_store.hpp"
#include "services/control/io/event_hub.hpp"
#include "services/control/io/fact_reader.hpp"
#include "services/control/io/instrument_board.hpp"
#include "services/control/io/peers.hpp"

#include "trading/v1/control_service.grpc.pb.h"

#include <mutex>
#include <string>
#include <vector>

namespace trading::control {

// The operator's door (trading.v1.ControlService). Questions are answered from the database, the board and the other
// services; commands are handed to the service that owns them and answered with its answer. It decides nothing itself.
// gRPC calls it from many threads.
class OperatorService final : public v1::ControlService::Service {
public:
    struct Parts {
        const base::Clock& clock;
        store::QueryStore& store;
        InstrumentBoard& board;
        EventHub& hub;
        Peers& peers;
        FeedMeter& gateway_meter;
        FeedMeter& execution_meter;
        std::string own_config;  // "key=value" lines, without secrets.
        std::string build;
    };

    // How often a stream without events looks whether its client is still there, and sums up the market.
    static constexpr base::Duration kStreamPause = std::chrono::milliseconds{500};

    explicit OperatorService(Parts parts) : parts_(std::move(parts)) {}

    grpc::Status GetStatus(grpc::ServerContext*, const v1::GetStatusRequest*, v1::GetStatusResponse*) override;
    grpc::Status ListStrategies(grpc::ServerContext*, const v1::ListStrategiesRequest*, v1::ListStrategiesResponse*)
        override;
    grpc::Status StartStrategy(grpc::ServerContext*, const v1::StartStrategyRequest*, v1::StartStrategyResponse*)
        override;
    grpc::Status StopStrategy(grpc::ServerContext*, const v1::StopStrategyRequest*, v1::StopStrategyResponse*) override;
    grpc::Status Halt(grpc::ServerContext*, const v1::HaltRequest*, v1::HaltResponse*) override;
    grpc::Status Reduce(grpc::ServerContext*, const v1::ReduceRequest*, v1::ReduceResponse*) override;
    grpc::Status Resume(grpc::ServerContext*, const v1::ResumeRequest*, v1::ResumeResponse*) override;
    grpc::Status Flatten(grpc::ServerContext*, const v1::FlattenRequest*, v1::FlattenResponse*) override;
    grpc::Status PauseEntries(grpc::ServerContext*, const v1::PauseEntriesRequest*, v1::PauseEntriesResponse*) override;
    grpc::Status ResumeEntries(grpc::ServerContext*, const v1::ResumeEntriesRequest*, v1::ResumeEntriesResponse*)
        override;
    grpc::Status Kill(grpc::ServerContext*, const v1::KillRequest*, v1::KillResponse*) override;
    grpc::Status Rearm(grpc::ServerContext*, const v1::RearmRequest*, v1::RearmResponse*) override;
    grpc::Status ChangeLimit(grpc::ServerContext*, const v1::ChangeLimitRequest*, v1::ChangeLimitResponse*) override;
    grpc::Status DecideExternal(grpc::ServerContext*, const v1::DecideExternalRequest*, v1::DecideExternalResponse*)
        override;
    grpc::Status ListOrders(grpc::ServerContext*, const v1::ListOrdersRequest*, v1::ListOrdersResponse*) override;
    grpc::Status ListPositions(grpc::ServerContext*, const v1::ListPositionsRequest*, v1::ListPositionsResponse*)
        override;
    grpc::Status ListFills(grpc::ServerContext*, const v1::ListFillsRequest*, v1::ListFillsResponse*) override;
    grpc::Status ListBalances(grpc::ServerContext*, const v1::ListBalancesRequest*, v1::ListBalancesResponse*) override;
    grpc::Status ListDecisions(grpc::ServerContext*, const v1::ListDecisionsRequest*, v1::ListDecisionsResponse*)
        override;
    grpc::Status
    StreamEvents(grpc::ServerContext*, const v1::StreamEventsRequest*, grpc::ServerWriter<v1::StreamEventsResponse>*)
        override;
    grpc::Status GetConfig(grpc::ServerContext*, const v1::GetConfigRequest*, v1::GetConfigResponse*) override;

private:
    // Runs a question on the one database connection.
    template <class Ask>
    auto ask(Ask question) {
        const std::lock_guard lock{store_mutex_};
        return question(parts_.store);
    }

    void add_services(const grpc::ServerContext& context, v1::GetStatusResponse& response);
    grpc::Status add_records(v1::GetStatusResponse& response);

    Parts parts_;
    std::mutex store_mutex_;
};

}  // namespace trading::control
