#include "common/venue/okx/transport/websocket_connection.hpp"

#include "common/base/fault_point.hpp"
#include "common/venue/okx/transport/websocket_callback.hpp"

#include <fmt/format.h>

namespace trading::venue::okx {

#ifdef TRADING_FAULT_POINTS
namespace {

void strike_after_writing(const std::string& text) {
    if (text.find(R"("op":"order")") != std::string::npos) TRADING_FAULT_POINT("K5");
    if (text.find(R"("op":"cancel-order")") != std::string::npos) TRADING_FAULT_POINT("K10");
}

}  // namespace
#endif

int on_websocket_callback(lws* socket, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
    auto* connection = static_cast<WebSocketConnection*>(user);
    const bool is_ours = reason == LWS_CALLBACK_CLIENT_ESTABLISHED || reason == LWS_CALLBACK_CLIENT_RECEIVE ||
                         reason == LWS_CALLBACK_CLIENT_WRITEABLE || reason == LWS_CALLBACK_CLIENT_CONNECTION_ERROR ||
                         reason == LWS_CALLBACK_CLIENT_CLOSED || reason == LWS_CALLBACK_WS_PEER_INITIATED_CLOSE;
    if (!is_ours) return lws_callback_http_dummy(socket, reason, user, in, length);
    // Abandoned: nobody listens any more.
    return connection == nullptr ? -1 : connection->on_event(reason, in, length);
}

WebSocketConnection::WebSocketConnection(LwsEventLoop& loop, Url url, std::string ca_file, Handlers handlers)
    : loop_(loop), url_(std::move(url)), ca_file_(std::move(ca_file)), handlers_(std::move(handlers)) {}

WebSocketConnection::~WebSocketConnection() { abandon(); }

void WebSocketConnection::connect() {
    lws_vhost* host = loop_.client_host(ca_file_);
    if (host == nullptr) {
        finish("the certificate file cannot be used: " + ca_file_);
        return;
    }
    const std::string host_header = url_.host_header();
    lws_client_connect_info info{};
    info.context = loop_.context();
    info.vhost = host;
    info.address = url_.host.c_str();
    info.port = url_.port;
    info.path = url_.path.c_str();
    info.host = host_header.c_str();
    info.local_protocol_name = kWebSocketProtocol;
    info.ssl_connection = url_.is_encrypted ? LCCSCF_USE_SSL : 0;
    info.alpn = "http/1.1";  // Else HTTP/2 might be chosen, over which this library opens no WebSocket.
    info.userdata = this;
    info.pwsi = &socket_;
    // On failure the callback may have told the reason already.
    if (lws_client_connect_via_info(&info) == nullptr) finish("could not connect");
}

bool WebSocketConnection::send(std::string_view text) {
    if (!is_open_ || waiting_.size() >= kQueuedMessagesMax) return false;
    waiting_.emplace_back(text);
    ++queued_;
    lws_callback_on_writable(socket_);
    return true;
}

void WebSocketConnection::abandon() {
    is_finished_ = true;
    is_open_ = false;
    if (socket_ == nullptr) return;
    lws_set_wsi_user(socket_, nullptr);
    lws_set_timeout(socket_, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
    socket_ = nullptr;
}

int WebSocketConnection::on_event(int reason, void* in, std::size_t length) {
    const auto* bytes = static_cast<const char*>(in);
    if (reason == LWS_CALLBACK_CLIENT_RECEIVE) return on_fragment(bytes, length);
    if (reason == LWS_CALLBACK_CLIENT_WRITEABLE) return write_next();
    if (reason == LWS_CALLBACK_CLIENT_ESTABLISHED) {
        is_open_ = true;
        handlers_.on_open();
        return is_finished_ ? -1 : 0;
    }
    if (reason == LWS_CALLBACK_WS_PEER_INITIATED_CLOSE) {
        if (length >= 2) {
            const int code = static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]);
            close_reason_ = fmt::format("closed by the venue: {} {}", code, std::string_view{bytes + 2, length - 2});
        }
        return 0;
    }
    // Failed or closed: libwebsockets frees its socket after this.
    socket_ = nullptr;
    if (reason == LWS_CALLBACK_CLIENT_CONNECTION_ERROR) {
        finish(in == nullptr ? "could not connect" : "could not connect: " + std::string{bytes, length});
    } else {
        finish(close_reason_.empty() ? "the connection was lost" : close_reason_);
    }
    return 0;
}

int WebSocketConnection::on_fragment(const char* bytes, std::size_t length) {
    if (lws_is_first_fragment(socket_) != 0) frame_.clear();
    if (!frame_.append({bytes, length})) {
        close_reason_ = kTooLong;
        return -1;
    }
    if (lws_is_final_fragment(socket_) == 0 || lws_remaining_packet_payload(socket_) != 0) return 0;
    handlers_.on_message(frame_);
    return is_finished_ ? -1 : 0;
}

int WebSocketConnection::write_next() {
    if (waiting_.empty()) return 0;
    const std::string& text = waiting_.front();
    // libwebsockets writes its header in front of the text and masks the text in place.
    write_buffer_.assign(LWS_PRE, '\0');
    write_buffer_ += text;
    auto* payload = reinterpret_cast<unsigned char*>(write_buffer_.data()) + LWS_PRE;
    ++written_;
    const int sent = lws_write(socket_, payload, text.size(), LWS_WRITE_TEXT);
    TRADING_FAULT_SITE(strike_after_writing(text));
    const bool is_lost = sent < static_cast<int>(text.size());
    // The login holds the passphrase.
    for (char& character : write_buffer_) character = '\0';
    waiting_.pop_front();
    if (is_lost) return -1;
    if (!waiting_.empty()) lws_callback_on_writable(socket_);
    return 0;
}

void WebSocketConnection::finish(const std::string& reason) {
    is_open_ = false;
    if (is_finished_) return;
    is_finished_ = true;
    handlers_.on_closed(reason);
}

}  // namespace trading::venue::okx
