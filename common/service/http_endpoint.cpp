#include "common/service/http_endpoint.hpp"

#include <CivetServer.h>
#include <fmt/format.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <future>
#include <list>
#include <utility>

namespace trading::service {
namespace {

struct Answer {
    int status = 200;
    const char* content_type = "application/json";
    std::string body;
};

class PageHandler final : public CivetHandler {
public:
    explicit PageHandler(std::function<Answer()> make_answer) : make_answer_(std::move(make_answer)) {}

    bool handleGet(CivetServer* /*server*/, mg_connection* connection) override {
        const Answer answer = make_answer_();
        mg_printf(
            connection,
            "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
            answer.status,
            answer.status == 200 ? "OK" : "Service Unavailable",
            answer.content_type,
            answer.body.size()
        );
        mg_write(connection, answer.body.data(), answer.body.size());
        return true;
    }

private:
    std::function<Answer()> make_answer_;
};

// A connection that asks for nothing and is gone at once.
void knock(const std::string& address, std::uint16_t port) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    if (::inet_pton(AF_INET, address.c_str(), &place.sin_addr) != 1) return;
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0) return;
    // Refused, under way or done: the knock was heard or nobody is there any more.
    static_cast<void>(::connect(handle, reinterpret_cast<const sockaddr*>(&place), sizeof place));
    ::close(handle);
}

}  // namespace

struct HttpEndpoint::State {
    std::list<PageHandler> handlers;  // Before the server, which uses them until it is gone.
    std::unique_ptr<CivetServer> server;
    std::string address;
    std::uint16_t port = 0;
};

base::Result<std::unique_ptr<HttpEndpoint>> HttpEndpoint::open(
    const Options& options, const Metrics& metrics, const Health& health
) {
    auto state = std::make_unique<State>();
    state->address = options.address;
    const std::string listen_on = fmt::format("{}:{}", options.address, options.port);
    try {
        state->server = std::make_unique<CivetServer>(std::vector<std::string>{
            "listening_ports",
            listen_on,
            "num_threads",
            std::to_string(kThreads),
            "request_timeout_ms",
            std::to_string(kRequestTimeoutMs),
        });
    } catch (const CivetException&) {
        return base::failure(
            base::ErrorCode::Unavailable,
            fmt::format("http: cannot listen on {}; is the port in use? Choose another one in the config", listen_on)
        );
    }
    const auto ports = state->server->getListeningPorts();
    state->port = ports.empty() ? options.port : static_cast<std::uint16_t>(ports.front());
    const auto serve = [&](const char* path, std::function<Answer()> make_answer) {
        state->server->addHandler(path, state->handlers.emplace_back(std::move(make_answer)));
    };
    serve("/metrics", [&metrics] { return Answer{200, "text/plain; version=0.0.4", metrics.to_text()}; });
    serve("/health", [&health] { return Answer{health.is_live() ? 200 : 503, "application/json", health.to_json()}; });
    serve("/ready", [&health] { return Answer{health.is_ready() ? 200 : 503, "application/json", health.to_json()}; });
    return std::unique_ptr<HttpEndpoint>(new HttpEndpoint(std::move(state)));
}

HttpEndpoint::HttpEndpoint(std::unique_ptr<State> state) : state_(std::move(state)) {}

// The thread that accepts connections looks only every two seconds whether it is to end, unless somebody connects; and
// it may have looked just before it was told.
HttpEndpoint::~HttpEndpoint() {
    const auto closed = std::async(std::launch::async, [this] { state_->server->close(); });
    while (closed.wait_for(kKnockInterval) != std::future_status::ready) knock(state_->address, state_->port);
}

std::uint16_t HttpEndpoint::port() const noexcept { return state_->port; }

}  // namespace trading::service
