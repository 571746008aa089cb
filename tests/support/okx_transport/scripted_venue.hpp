#pragma once

#include "services/simulator/io/web_server.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace trading::test {

// The far end of the client under test: answers HTTP and WebSocket exactly as a test says, on a thread of its own. By
// default it acknowledges logins and subscriptions and answers pings, as OKX does. All methods are thread-safe.
class ScriptedVenue final : public simulator::WebApplication {
public:
    // Answers one request; called on the server's thread.
    using RequestScript = std::function<simulator::HttpResponse(const simulator::HttpRequest&)>;
    // What to send back for one message; called on the server's thread.
    using MessageScript = std::function<std::vector<std::string>(const std::string& text)>;

    explicit ScriptedVenue(simulator::WebServerOptions options = {});
    ~ScriptedVenue() override;
    ScriptedVenue(const ScriptedVenue&) = delete;
    ScriptedVenue& operator=(const ScriptedVenue&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    void on_request(RequestScript script);
    // Instead of the default answers, for messages of which it returns something.
    void on_message(MessageScript script);

    // Sockets are numbered in the order of their arrival, from 1.
    [[nodiscard]] int sockets() const;
    [[nodiscard]] int open_sockets() const;
    void push(int socket, std::string text);
    void push_to_all(const std::string& path, const std::string& text);
    void close(int socket, std::uint16_t code, const std::string& reason);
    // From now on the socket neither answers nor sends, and stays open.
    void mute(int socket);
    // Those whose path ends so, in order of arrival.
    [[nodiscard]] std::vector<int> sockets_at(const std::string& path) const;

    // What has arrived so far.
    [[nodiscard]] std::vector<std::string> messages(int socket) const;
    [[nodiscard]] std::vector<simulator::HttpRequest> requests() const;
    [[nodiscard]] int count_requests(const std::string& target_prefix) const;

private:
    class Socket;

    simulator::HttpResponse on_request(const simulator::HttpRequest& request) override;
    std::shared_ptr<simulator::SocketProtocol> on_socket(
        const simulator::HttpRequest& request, simulator::SocketLink& link
    ) override;
    void with_link(int socket, std::function<void(simulator::SocketLink&)> action);
    void try_with_link(int socket, const std::function<void(simulator::SocketLink&)>& action, int tries);

    simulator::WebServer server_;
    mutable std::mutex mutex_;
    RequestScript request_script_;
    MessageScript message_script_;
    std::map<int, std::shared_ptr<Socket>> sockets_;
    std::vector<simulator::HttpRequest> requests_;
    std::thread thread_;
};

}  // namespace trading::test
