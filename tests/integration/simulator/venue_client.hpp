#pragma once

#include "services/simulator/io/json_value.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace trading::test {

// A client's socket for tests: sends, and waits for frames with a deadline.
class SocketClient {
public:
    static constexpr std::chrono::seconds kDeadline{10};

    SocketClient(std::uint16_t port, const std::string& path);
    ~SocketClient();
    SocketClient(const SocketClient&) = delete;
    SocketClient& operator=(const SocketClient&) = delete;

    void send(const std::string& text);

    // The next frame; nothing after the deadline or the end of the connection.
    [[nodiscard]] std::optional<std::string> next(std::chrono::milliseconds deadline = kDeadline);

    // The next frame that is wanted, skipping the others.
    [[nodiscard]] std::optional<std::string> next_with(const std::string& part);

    // The code of the server's close frame; zero while there is none.
    [[nodiscard]] std::uint16_t close_code() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct HttpReply {
    int status = 0;  // Zero: the connection ended without an answer.
    std::string body;
};

// One request on a connection of its own; signed with the simulator's demo key when `is_signed`.
[[nodiscard]] HttpReply request(
    std::uint16_t port,
    const std::string& method,
    const std::string& target,
    const std::string& body = "",
    bool is_signed = true
);

// The login frame of the demo key.
[[nodiscard]] std::string login_frame();

}  // namespace trading::test
