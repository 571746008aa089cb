#include "tests/integration/simulator/venue_client.hpp"

#include "common/base/clock.hpp"
#include "services/simulator/io/signature.hpp"

#include <fmt/format.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace trading::test {

namespace beast = boost::beast;
using Tcp = boost::asio::ip::tcp;

namespace {

const base::Secret kSecret{"secret"};

Tcp::endpoint loopback(std::uint16_t port) { return {boost::asio::ip::make_address("127.0.0.1"), port}; }

}  // namespace

// Reading is asynchronous only to have a deadline; a read that is given up stays pending for the next call.
struct SocketClient::State {
    boost::asio::io_context context;
    beast::websocket::stream<beast::tcp_stream> socket{context};
    beast::flat_buffer buffer;
    bool is_reading = false;
    bool has_frame = false;
    bool is_gone = false;
};

SocketClient::SocketClient(std::uint16_t port, const std::string& path) : state_(std::make_unique<State>()) {
    beast::get_lowest_layer(state_->socket).socket().connect(loopback(port));
    beast::get_lowest_layer(state_->socket).expires_never();
    state_->socket.read_message_max(0);
    state_->socket.handshake("127.0.0.1", path);
}

SocketClient::~SocketClient() {
    beast::error_code ignored;
    beast::get_lowest_layer(state_->socket).socket().close(ignored);
    state_->context.run_for(std::chrono::milliseconds{10});
}

void SocketClient::send(const std::string& text) {
    state_->socket.text(true);
    state_->socket.write(boost::asio::buffer(text));
}

std::optional<std::string> SocketClient::next(std::chrono::milliseconds deadline) {
    State& state = *state_;
    if (!state.is_reading && !state.is_gone) {
        state.is_reading = true;
        state.socket.async_read(state.buffer, [&state](beast::error_code error, std::size_t) {
            state.is_reading = false;
            state.has_frame = !error;
            state.is_gone = static_cast<bool>(error);
        });
    }
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (state.is_reading && std::chrono::steady_clock::now() < end) {
        state.context.restart();
        state.context.run_one_until(end);
    }
    if (!state.has_frame) return std::nullopt;
    state.has_frame = false;
    std::string text = beast::buffers_to_string(state.buffer.data());
    state.buffer.consume(state.buffer.size());
    return text;
}

std::optional<std::string> SocketClient::next_with(const std::string& part) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    while (std::chrono::steady_clock::now() < end) {
        auto frame =
            next(std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()));
        if (!frame || frame->find(part) != std::string::npos) return frame;
    }
    return std::nullopt;
}

std::uint16_t SocketClient::close_code() const { return state_->socket.reason().code; }

HttpReply request(
    std::uint16_t port, const std::string& method, const std::string& target, const std::string& body, bool is_signed
) {
    boost::asio::io_context context;
    beast::tcp_stream stream{context};
    stream.connect(loopback(port));
    beast::http::request<beast::http::string_body> message{beast::http::string_to_verb(method), target, 11};
    message.set(beast::http::field::host, "127.0.0.1");
    if (!body.empty()) message.set(beast::http::field::content_type, "application/json");
    if (is_signed) {
        const std::string stamp = base::to_iso8601_milliseconds(base::SystemClock{}.now());
        message.set("OK-ACCESS-KEY", "key");
        message.set("OK-ACCESS-PASSPHRASE", "phrase");
        message.set("OK-ACCESS-TIMESTAMP", stamp);
        message.set("OK-ACCESS-SIGN", simulator::sign(kSecret, stamp + method + target + body));
    }
    message.body() = body;
    message.prepare_payload();
    beast::http::write(stream, message);
    beast::flat_buffer buffer;
    beast::http::response<beast::http::string_body> response;
    beast::error_code error;
    beast::http::read(stream, buffer, response, error);
    if (error) return HttpReply{};
    return HttpReply{static_cast<int>(response.result_int()), response.body()};
}

std::string login_frame() {
    const std::string stamp = fmt::format("{}", base::to_unix_milliseconds(base::SystemClock{}.now()) / 1000);
    return fmt::format(
        R"({{"op":"login","args":[{{"apiKey":"key","passphrase":"phrase","timestamp":"{}","sign":"{}"}}]}})",
        stamp,
        simulator::sign(kSecret, stamp + "GET/users/self/verify")
    );
}

}  // namespace trading::test
