#pragma once

#include "common/base/result.hpp"
#include "services/simulator/io/http_message.hpp"
#include "services/simulator/io/socket_link.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace trading::simulator {

// What the server asks for each arriving request and socket.
class WebApplication {
public:
    virtual ~WebApplication() = default;

    [[nodiscard]] virtual HttpResponse on_request(const HttpRequest& request) = 0;

    // The protocol of a new socket, or null when its path is not served (the socket is then closed with 1008).
    // `link` lives until the protocol's `on_gone`.
    [[nodiscard]] virtual std::shared_ptr<SocketProtocol> on_socket(const HttpRequest& request, SocketLink& link) = 0;
};

struct WebServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;        // 0: the system chooses a free one.
    std::string certificate_file;  // PEM; empty: plain HTTP and WebSocket.
    std::string private_key_file;  // PEM.
    std::size_t body_bytes_max = 1U << 20U;
    std::size_t frame_bytes_max = 64U << 10U;  // OKX: one subscribe frame is at most 64 KB.
    std::size_t queue_frames_max = 4096;       // Per connection; reaching it closes the connection with 4005.
    std::size_t queue_bytes_max = 16U << 20U;  // The same, in bytes.
    std::size_t connections_max = 1024;
};

struct WebServerCounters {
    std::uint64_t connections = 0;
    std::uint64_t connections_refused = 0;
    std::uint64_t requests = 0;
    std::uint64_t sockets = 0;
    std::uint64_t frames_received = 0;
    std::uint64_t frames_sent = 0;
    std::uint64_t slow_consumers_closed = 0;
    std::uint64_t responses_lost = 0;
};

// HTTP/1.1 with keep-alive and WebSocket on one port, optionally over TLS; permessage-deflate is not offered.
// Everything happens on the thread that calls `run`. Built on Boost.Beast rather than on libwebsockets, for two
// reasons: the signature of a request covers its target as sent, and libwebsockets only shows it decoded; and a client
// built on libwebsockets should be tested against an implementation that does not share its mistakes.
class WebServer {
public:
    using Handler = std::function<void()>;

    WebServer(WebServerOptions options, WebApplication& application);
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    // Binds and listens. `Unavailable` with the reason when the port or the certificate cannot be used.
    [[nodiscard]] base::Status listen();
    [[nodiscard]] std::uint16_t port() const noexcept;

    // Calls `handler` every `period` while running. To be set before `run`.
    void every(base::Duration period, Handler handler);

    // Calls `handler` once, `delay` from now.
    void call_after(base::Duration delay, Handler handler);

    // Runs `handler` on the server's thread. Safe from any thread.
    void post(Handler handler);

    // Serves until `stop`. `stop` is safe from any thread.
    void run();
    void stop();

    [[nodiscard]] const WebServerCounters& counters() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace trading::simulator
