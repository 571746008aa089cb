#pragma once

#include "common/base/result.hpp"
#include "common/service/health.hpp"
#include "common/service/metrics.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace trading::service {

// What monitoring reads from a process over plain HTTP: /metrics (Prometheus text), /health (200 while live) and
// /ready (200 while ready), the last two with the state of each part as JSON. Answers on threads of its own.
class HttpEndpoint {
public:
    struct Options {
        std::string address = "127.0.0.1";
        std::uint16_t port = 0;  // 0: the system chooses a free one.
    };

    static constexpr int kThreads = 2;
    static constexpr int kRequestTimeoutMs = 5000;
    static constexpr std::chrono::milliseconds kKnockInterval{10};  // Between knocks that hasten its end.

    // `Unavailable` when the port cannot be used. `metrics` and `health` must outlive the endpoint.
    [[nodiscard]] static base::Result<std::unique_ptr<HttpEndpoint>> open(
        const Options& options, const Metrics& metrics, const Health& health
    );

    // Ends within a fraction of a second; a client that has connected and asks for nothing can hold it for two.
    ~HttpEndpoint();
    HttpEndpoint(const HttpEndpoint&) = delete;
    HttpEndpoint& operator=(const HttpEndpoint&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;

private:
    struct State;

    explicit HttpEndpoint(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace trading::service
