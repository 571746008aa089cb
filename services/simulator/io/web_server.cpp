#include "services/simulator/io/web_server.hpp"

#include "services/simulator/io/web_http_connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cctype>
#include <list>

namespace trading::simulator {

using Tcp = boost::asio::ip::tcp;

HttpRequest to_http_request(
    const boost::beast::http::request<boost::beast::http::string_body>& request, std::string peer
) {
    HttpRequest result;
    result.method = std::string(request.method_string());
    result.target = std::string(request.target());
    result.body = request.body();
    result.peer = std::move(peer);
    for (const auto& field : request) {
        std::string name(field.name_string());
        for (char& character : name) {
            character = static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
        }
        result.headers[std::move(name)] = std::string(field.value());
    }
    return result;
}

class WebServer::Impl {
public:
    Impl(WebServerOptions options, WebApplication& application)
        : options_(std::move(options)),
          shared_{options_, application, {}, 0},
          tls_(boost::asio::ssl::context::tls_server),
          acceptor_(context_) {}

    base::Status listen() {
        try {
            if (!options_.certificate_file.empty()) {
                tls_.use_certificate_chain_file(options_.certificate_file);
                tls_.use_private_key_file(options_.private_key_file, boost::asio::ssl::context::pem);
            }
            const Tcp::endpoint endpoint{boost::asio::ip::make_address(options_.address), options_.port};
            acceptor_.open(endpoint.protocol());
            acceptor_.set_option(Tcp::acceptor::reuse_address(true));
            acceptor_.bind(endpoint);
            acceptor_.listen();
        } catch (const boost::system::system_error& error) {
            return base::failure(
                base::ErrorCode::Unavailable,
                "cannot listen on " + options_.address + ":" + std::to_string(options_.port) + ": " + error.what()
            );
        }
        accept_next();
        return {};
    }

    [[nodiscard]] std::uint16_t port() const {
        boost::system::error_code error;
        return acceptor_.local_endpoint(error).port();
    }

    void every(base::Duration period, Handler handler) {
        Periodic& periodic =
            periodics_.emplace_back(Periodic{boost::asio::steady_timer{context_}, period, std::move(handler)});
        periodic.timer.expires_after(period);
        arm(periodic);
    }

    void call_after(base::Duration delay, Handler handler) {
        auto timer = std::make_shared<boost::asio::steady_timer>(context_, delay);
        timer->async_wait([timer, handler = std::move(handler)](boost::system::error_code error) {
            if (!error) handler();
        });
    }

    void post(Handler handler) { boost::asio::post(context_, std::move(handler)); }
    void run() { context_.run(); }
    void stop() { context_.stop(); }
    [[nodiscard]] const WebServerCounters& counters() const { return shared_.counters; }

private:
    struct Periodic {
        boost::asio::steady_timer timer;
        base::Duration period;
        Handler handler;
    };

    // After a late call the next one is due a full period from now: calls are never made up for in a burst.
    void arm(Periodic& periodic) {
        periodic.timer.async_wait([this, &periodic](boost::system::error_code error) {
            if (error) return;
            periodic.handler();
            const auto next = periodic.timer.expiry() + periodic.period;
            const auto now = std::chrono::steady_clock::now();
            periodic.timer.expires_at(next > now ? next : now + periodic.period);
            arm(periodic);
        });
    }

    void accept_next() {
        acceptor_.async_accept([this](boost::system::error_code error, Tcp::socket socket) {
            if (error == boost::asio::error::operation_aborted) return;
            if (!error) start(std::move(socket));
            accept_next();
        });
    }

    void start(Tcp::socket socket) {
        boost::system::error_code error;
        if (shared_.open_connections >= options_.connections_max) {
            ++shared_.counters.connections_refused;
            return;
        }
        const std::string peer = socket.remote_endpoint(error).address().to_string(error);
        socket.set_option(Tcp::no_delay(true), error);
        boost::beast::tcp_stream stream{std::move(socket)};
        if (options_.certificate_file.empty()) {
            std::make_shared<HttpConnection<boost::beast::tcp_stream>>(std::move(stream), peer, shared_)->start();
        } else {
            using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;
            std::make_shared<HttpConnection<TlsStream>>(TlsStream{std::move(stream), tls_}, peer, shared_)->start();
        }
    }

    const WebServerOptions options_;
    // Before the context, because connections that die with it still use these two.
    WebShared shared_;
    boost::asio::ssl::context tls_;
    boost::asio::io_context context_{1};
    Tcp::acceptor acceptor_;
    std::list<Periodic> periodics_;
};

WebServer::WebServer(WebServerOptions options, WebApplication& application)
    : impl_(std::make_unique<Impl>(std::move(options), application)) {}

WebServer::~WebServer() = default;

base::Status WebServer::listen() { return impl_->listen(); }

std::uint16_t WebServer::port() const noexcept { return impl_->port(); }

void WebServer::every(base::Duration period, Handler handler) { impl_->every(period, std::move(handler)); }

void WebServer::call_after(base::Duration delay, Handler handler) { impl_->call_after(delay, std::move(handler)); }

void WebServer::post(Handler handler) { impl_->post(std::move(handler)); }

void WebServer::run() { impl_->run(); }

void WebServer::stop() { impl_->stop(); }

const WebServerCounters& WebServer::counters() const noexcept { return impl_->counters(); }

}  // namespace trading::simulator
