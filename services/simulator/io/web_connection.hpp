#pragma once

#include "services/simulator/io/web_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>

namespace trading::simulator {

// What all connections of one server share.
struct WebShared {
    const WebServerOptions& options;
    WebApplication& application;
    WebServerCounters counters;
    std::size_t open_connections = 0;
};

// Counts one open connection for as long as it lives.
class ConnectionTicket {
public:
    explicit ConnectionTicket(WebShared& shared) : shared_(shared) {
        ++shared_.open_connections;
        ++shared_.counters.connections;
    }

    ~ConnectionTicket() { --shared_.open_connections; }
    ConnectionTicket(const ConnectionTicket&) = delete;
    ConnectionTicket& operator=(const ConnectionTicket&) = delete;

private:
    WebShared& shared_;
};

[[nodiscard]] HttpRequest to_http_request(
    const boost::beast::http::request<boost::beast::http::string_body>& request, std::string peer
);

}  // namespace trading::simulator
