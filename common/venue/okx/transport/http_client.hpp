#pragma once

#include "common/base/time.hpp"
#include "common/venue/okx/frame_buffer.hpp"
#include "common/venue/okx/transport/lws_event_loop.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trading::venue::okx {

// One HTTP request as it goes over the wire.
struct HttpRequest {
    std::string method;  // GET or POST
    std::string url;
    std::string body;
    std::vector<std::string> headers;  // "Name: value"
    // It does something at the other side. libcurl silently sends a request again when a kept connection turns out to
    // be dead; a write therefore never uses a kept one.
    bool is_write = false;
};

enum class HttpOutcome {
    Replied = 1,
    NotSent = 2,  // Provably: no name, no connection, no TLS.
    Lost = 3,     // It may have arrived; there is no answer.
};

struct HttpReply {
    HttpOutcome outcome = HttpOutcome::Lost;
    int status = 0;
    FrameBuffer body;
    std::string detail;  // Why there is no reply.
};

// HTTP/1.1 by libcurl on the event loop: kept connections, certificates verified, no redirects, a deadline for each
// request. One thread: the loop's.
class HttpClient {
public:
    static constexpr std::size_t kInFlightMax = 256;

    struct Options {
        std::string ca_file;  // Empty: the system's certificates.
        base::Duration connect_timeout = std::chrono::seconds{5};
        base::Duration timeout = std::chrono::seconds{8};
    };

    using Handler = std::function<void(const HttpReply&)>;

    HttpClient(LwsEventLoop& loop, Options options);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Answers exactly once, later, by `handler`; at once with `NotSent` when too many are in flight.
    void send(const HttpRequest& request, Handler handler);

    // Waits for the answer; for the start only, before the loop runs.
    [[nodiscard]] HttpReply send_and_wait(const HttpRequest& request);

private:
    struct Multi;
    std::unique_ptr<Multi> multi_;
};

}  // namespace trading::venue::okx
