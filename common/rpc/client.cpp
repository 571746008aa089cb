#include "common/rpc/client.hpp"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

namespace trading::rpc {

std::shared_ptr<grpc::Channel> make_channel(const std::string& target) {
    grpc::ChannelArguments arguments;
    const auto longest = std::chrono::duration_cast<std::chrono::milliseconds>(kReconnectMax).count();
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, static_cast<int>(longest));
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

void set_deadline(grpc::ClientContext& context, base::Duration timeout) {
    context.set_deadline(
        std::chrono::system_clock::now() + std::chrono::duration_cast<std::chrono::system_clock::duration>(timeout)
    );
}

}  // namespace trading::rpc
