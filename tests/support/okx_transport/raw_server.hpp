#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace trading::test {

// A TCP server for bytes that no proper server sends. Each connection runs the script, on a thread of its own, and ends
// with it.
class RawServer {
public:
    class Peer {
    public:
        explicit Peer(int descriptor) : descriptor_(descriptor) {}

        // Up to the end of the header of an HTTP request.
        [[nodiscard]] std::string read_header() const;
        void write(std::string_view bytes) const;
        // Until the other side has closed.
        void wait_for_end() const;

    private:
        int descriptor_;
    };

    using Script = std::function<void(const Peer&)>;

    explicit RawServer(Script script);
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    void serve();

    Script script_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::set<int> open_;
    std::vector<std::thread> peers_;
    std::thread thread_;
};

// The answer to the upgrade request with this header.
[[nodiscard]] std::string websocket_accept(const std::string& request_header);

// One frame from a server. `operation`: 0 continuation, 1 text, 9 ping.
[[nodiscard]] std::string websocket_frame(int operation, bool is_final, std::string_view payload);

}  // namespace trading::test
