#pragma once

#include "services/simulator/io/web_connection.hpp"
#include "services/simulator/io/web_socket_connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <optional>

namespace trading::simulator {

// One HTTP/1.1 connection over a stream of type `Stream`: reads a request, answers it, and goes on while the client
// keeps it alive; hands the stream over when the client asks for a WebSocket.
template <class Stream>
class HttpConnection final : public std::enable_shared_from_this<HttpConnection<Stream>> {
public:
    static constexpr std::chrono::seconds kIdleMax{75};

    HttpConnection(Stream stream, std::string peer, WebShared& shared)
        : stream_(std::move(stream)),
          timer_(stream_.get_executor()),
          peer_(std::move(peer)),
          shared_(shared),
          ticket_(std::make_unique<ConnectionTicket>(shared)) {}

    // For TLS: the handshake, then requests.
    void start() {
        if constexpr (std::is_same_v<Stream, boost::beast::tcp_stream>) {
            read_next();
        } else {
            boost::beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds{30});
            stream_.async_handshake(
                boost::asio::ssl::stream_base::server,
                [self = this->shared_from_this()](boost::beast::error_code error) {
                    if (!error) self->read_next();
                }
            );
        }
    }

private:
    void read_next() {
        parser_.emplace();
        parser_->body_limit(shared_.options.body_bytes_max);
        boost::beast::get_lowest_layer(stream_).expires_after(kIdleMax);
        boost::beast::http::async_read(
            stream_,
            buffer_,
            *parser_,
            [self = this->shared_from_this()](boost::beast::error_code error, std::size_t) {
                if (!error) self->on_request();
            }
        );
    }

    void on_request() {
        const auto message = parser_->release();
        if (boost::beast::websocket::is_upgrade(message)) {
            std::make_shared<WebSocketConnection<Stream>>(std::move(stream_), shared_, std::move(ticket_))
                ->accept(message, peer_);
            return;
        }
        ++shared_.counters.requests;
        const HttpRequest request = to_http_request(message, peer_);
        const HttpResponse response = shared_.application.on_request(request);
        const bool keeps_alive = message.keep_alive();
        const unsigned version = message.version();
        if (response.delay <= base::Duration::zero()) {
            answer(response, version, keeps_alive);
            return;
        }
        boost::beast::get_lowest_layer(stream_).expires_after(response.delay + kIdleMax);
        timer_.expires_after(response.delay);
        timer_.async_wait(
            [self = this->shared_from_this(), response, version, keeps_alive](boost::beast::error_code error) {
                if (!error) self->answer(response, version, keeps_alive);
            }
        );
    }

    void answer(const HttpResponse& response, unsigned version, bool keeps_alive) {
        namespace http = boost::beast::http;
        if (response.is_lost) {
            ++shared_.counters.responses_lost;
            boost::beast::get_lowest_layer(stream_).close();
            return;
        }
        response_ =
            http::response<http::string_body>{http::int_to_status(static_cast<unsigned>(response.status)), version};
        response_.set(http::field::content_type, response.content_type);
        response_.keep_alive(keeps_alive);
        response_.body() = response.body;
        response_.prepare_payload();
        http::async_write(
            stream_,
            response_,
            [self = this->shared_from_this(), keeps_alive](boost::beast::error_code error, std::size_t) {
                if (error) return;
                if (keeps_alive) {
                    self->read_next();
                } else {
                    boost::beast::error_code ignored;
                    boost::beast::get_lowest_layer(self->stream_)
                        .socket()
                        .shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
                }
            }
        );
    }

    Stream stream_;
    boost::asio::steady_timer timer_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    boost::beast::http::response<boost::beast::http::string_body> response_;
    std::string peer_;
    WebShared& shared_;
    std::unique_ptr<ConnectionTicket> ticket_;
};

}  // namespace trading::simulator
