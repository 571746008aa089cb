#include "common/rpc/server.hpp"

#include "common/base/assert.hpp"

#include "grpc/health/v1/health.pb.h"

#include <fmt/format.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <mutex>

namespace trading::rpc {
namespace {

int milliseconds(base::Duration duration) {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

void enable_plugins_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        grpc::EnableDefaultHealthCheckService(true);
        grpc::reflection::InitProtoReflectionServerBuilderPlugin();
        // Links its descriptor in, so that reflection can describe the health service.
        TRADING_ASSERT(grpc::health::v1::HealthCheckRequest::descriptor() != nullptr);
    });
}

}  // namespace

struct Server::State {
    std::unique_ptr<grpc::Server> server;
    std::uint16_t port = 0;
};

base::Result<std::unique_ptr<Server>> Server::start(
    const Options& options, const std::vector<grpc::Service*>& services
) {
    enable_plugins_once();
    grpc::ServerBuilder builder;
    int port = 0;
    const std::string listen_on = fmt::format("{}:{}", options.address, options.port);
    builder.AddListeningPort(listen_on, grpc::InsecureServerCredentials(), &port);
    // Without this two processes could share one port, and each would get a part of the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kConcurrentStreamsMax);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, milliseconds(kKeepAlive));
    builder.SetMaxReceiveMessageSize(kReceivedBytesMax);
    for (grpc::Service* service : services) builder.RegisterService(service);
    auto state = std::make_unique<State>();
    state->server = builder.BuildAndStart();
    if (state->server == nullptr || port == 0) {
        return base::failure(
            base::ErrorCode::Unavailable,
            fmt::format("grpc: cannot listen on {}; is the port in use? Choose another one in the config", listen_on)
        );
    }
    state->port = static_cast<std::uint16_t>(port);
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
    state_->server->Shutdown(std::chrono::system_clock::now() + kShutdownGrace);
    state_->server->Wait();
}

std::uint16_t Server::port() const noexcept { return state_->port; }

void Server::set_serving(bool is_serving) {
    auto* health = state_->server->GetHealthCheckService();
    if (health != nullptr) health->SetServingStatus(is_serving);
}

}  // namespace trading::rpc
