#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace grpc {
class Service;
}

namespace trading::rpc {

// One gRPC port of a process: its services, the standard health service and server reflection, with every limit set on
// purpose. Handlers run on gRPC's threads. Make, use and destroy on one thread.
class Server {
public:
    static constexpr int kReceivedBytesMax = 1 << 20;
    static constexpr int kConcurrentStreamsMax = 256;  // per connection
    static constexpr base::Duration kKeepAlive = std::chrono::seconds{30};
    static constexpr base::Duration kShutdownGrace = std::chrono::seconds{2};

    struct Options {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;  // 0: the system chooses a free one.
    };

    // Listens at once. `Unavailable` when the port cannot be used. The services must outlive the server.
    [[nodiscard]] static base::Result<std::unique_ptr<Server>> start(
        const Options& options, const std::vector<grpc::Service*>& services
    );

    // Lets calls under way finish for `kShutdownGrace`, then cancels them. End streams of your own first.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;

    // What the health service answers for the whole server and for each service; serving from the start.
    void set_serving(bool is_serving);

private:
    struct State;

    explicit Server(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace trading::rpc
