#pragma once

#include "services/simulator/io/web_connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <deque>

namespace trading::simulator {

// One accepted WebSocket over a stream of type `Stream` (plain TCP or TLS). Keeps itself alive by the operations that
// are under way.
template <class Stream>
class WebSocketConnection final : public SocketLink, public std::enable_shared_from_this<WebSocketConnection<Stream>> {
public:
    static constexpr std::chrono::seconds kCloseMax{10};

    WebSocketConnection(Stream stream, WebShared& shared, std::unique_ptr<ConnectionTicket> ticket)
        : socket_(std::move(stream)),
          close_timer_(socket_.get_executor()),
          shared_(shared),
          ticket_(std::move(ticket)) {}

    void accept(const boost::beast::http::request<boost::beast::http::string_body>& request, std::string peer) {
        namespace websocket = boost::beast::websocket;
        boost::beast::get_lowest_layer(socket_).expires_never();
        socket_.set_option(websocket::stream_base::timeout{
            std::chrono::seconds{30}, websocket::stream_base::none(), false});
        socket_.read_message_max(shared_.options.frame_bytes_max);
        socket_.auto_fragment(false);
        socket_.text(true);
        request_ = to_http_request(request, std::move(peer));
        socket_.async_accept(request, [self = this->shared_from_this()](boost::beast::error_code error) {
            if (!error) self->on_accepted();
        });
    }

    void send(Frame frame) override {
        if (is_muted_ || is_closing_ || is_gone_) return;
        queued_bytes_ += frame->size();
        queue_.push_back(std::move(frame));
        if (queue_.size() > shared_.options.queue_frames_max || queued_bytes_ > shared_.options.queue_bytes_max) {
            ++shared_.counters.slow_consumers_closed;
            drop_queue();
            close(4005, "Buffer full");
            return;
        }
        write_next();
    }

    void close(std::uint16_t code, std::string_view reason) override {
        if (is_closing_ || is_gone_) return;
        is_closing_ = true;
        close_reason_ = boost::beast::websocket::close_reason(
            static_cast<boost::beast::websocket::close_code>(code), std::string(reason)
        );
        // A peer that no longer reads would hold the close frame back for ever.
        close_timer_.expires_after(kCloseMax);
        close_timer_.async_wait([self = this->shared_from_this()](boost::beast::error_code error) {
            if (!error) self->abort();
        });
        write_next();
    }

    void mute() override {
        is_muted_ = true;
        drop_queue();
    }

    [[nodiscard]] std::size_t queued_frames() const noexcept override { return queue_.size(); }

private:
    void on_accepted() {
        ++shared_.counters.sockets;
        protocol_ = shared_.application.on_socket(request_, *this);
        if (!protocol_) close(1008, "There is nothing at this path.");
        read_next();
    }

    void read_next() {
        socket_.async_read(buffer_, [self = this->shared_from_this()](boost::beast::error_code error, std::size_t) {
            self->on_read(error);
        });
    }

    void on_read(boost::beast::error_code error) {
        if (error) {
            on_gone();
            return;
        }
        ++shared_.counters.frames_received;
        const std::string text = boost::beast::buffers_to_string(buffer_.data());
        buffer_.consume(buffer_.size());
        if (!is_muted_ && !is_closing_ && protocol_) protocol_->on_text(text);
        read_next();
    }

    void write_next() {
        if (is_writing_ || is_gone_) return;
        if (queue_.empty()) {
            if (is_closing_) send_close();
            return;
        }
        is_writing_ = true;
        const Frame frame = queue_.front();
        socket_.async_write(
            boost::asio::buffer(*frame),
            [self = this->shared_from_this(), frame](boost::beast::error_code error, std::size_t) {
                self->on_written(error, frame->size());
            }
        );
    }

    void on_written(boost::beast::error_code error, std::size_t size) {
        is_writing_ = false;
        if (error) {
            on_gone();
            return;
        }
        ++shared_.counters.frames_sent;
        if (!queue_.empty()) {
            queue_.pop_front();
            queued_bytes_ -= size;
        }
        write_next();
    }

    void send_close() {
        is_writing_ = true;
        socket_.async_close(close_reason_, [self = this->shared_from_this()](boost::beast::error_code) {
            self->on_gone();
        });
    }

    // The frame that is being written stays queued, because its completion removes the front.
    void drop_queue() {
        while (queue_.size() > (is_writing_ ? 1U : 0U)) {
            queued_bytes_ -= queue_.back()->size();
            queue_.pop_back();
        }
    }

    void on_gone() {
        if (is_gone_) return;
        is_gone_ = true;
        if (protocol_) protocol_->on_gone();
        protocol_.reset();
        close_timer_.cancel();
        boost::beast::get_lowest_layer(socket_).cancel();
    }

    void abort() {
        boost::beast::error_code ignored;
        boost::beast::get_lowest_layer(socket_).socket().close(ignored);
    }

    boost::beast::websocket::stream<Stream> socket_;
    boost::asio::steady_timer close_timer_;
    WebShared& shared_;
    std::unique_ptr<ConnectionTicket> ticket_;
    HttpRequest request_;
    std::shared_ptr<SocketProtocol> protocol_;
    boost::beast::flat_buffer buffer_;
    std::deque<Frame> queue_;
    std::size_t queued_bytes_ = 0;
    boost::beast::websocket::close_reason close_reason_;
    bool is_writing_ = false;
    bool is_closing_ = false;
    bool is_muted_ = false;
    bool is_gone_ = false;
};

}  // namespace trading::simulator
