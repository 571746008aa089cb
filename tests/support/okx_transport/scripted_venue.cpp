#include "tests/support/okx_transport/scripted_venue.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace trading::test {

namespace {

constexpr int kTriesMax = 500;
constexpr base::Duration kTryPause = std::chrono::milliseconds{2};

using simulator::HttpRequest;
using simulator::HttpResponse;

std::string object_from(const std::string& text, std::size_t start) {
    return text.substr(start, text.find('}', start) - start + 1);
}

// One acknowledgement for each argument, as the venue does.
std::vector<std::string> acknowledge(const std::string& text, const std::string& event) {
    std::vector<std::string> answers;
    const std::size_t arguments = text.find('[');
    for (std::size_t start = text.find('{', arguments); start != std::string::npos; start = text.find('{', start + 1)) {
        answers.push_back(
            R"({"event":")" + event + R"(","arg":)" + object_from(text, start) + R"(,"connId":"a4d3ae55"})"
        );
    }
    return answers;
}

std::vector<std::string> default_answers(const std::string& text) {
    if (text == "ping") return {"pong"};
    if (text.find(R"("op":"login")") != std::string::npos) {
        return {R"({"event":"login","code":"0","msg":"","connId":"a4d3ae55"})"};
    }
    if (text.find(R"("op":"subscribe")") != std::string::npos) return acknowledge(text, "subscribe");
    if (text.find(R"("op":"unsubscribe")") != std::string::npos) return acknowledge(text, "unsubscribe");
    return {};
}

}  // namespace

class ScriptedVenue::Socket final : public simulator::SocketProtocol {
public:
    Socket(ScriptedVenue& venue, simulator::SocketLink& socket_link, std::string socket_path)
        : path(std::move(socket_path)), link(&socket_link), venue_(venue) {}

    void on_text(std::string_view text) override {
        const std::string message{text};
        std::vector<std::string> answers;
        {
            const std::lock_guard lock{venue_.mutex_};
            received.push_back(message);
            if (venue_.message_script_) answers = venue_.message_script_(message);
        }
        if (answers.empty()) answers = default_answers(message);
        for (std::string& answer : answers) link->send(std::make_shared<const std::string>(std::move(answer)));
    }

    void on_gone() override {
        const std::lock_guard lock{venue_.mutex_};
        link = nullptr;
    }

    std::string path;
    simulator::SocketLink* link;
    std::vector<std::string> received;

private:
    ScriptedVenue& venue_;
};

ScriptedVenue::ScriptedVenue(simulator::WebServerOptions options) : server_(std::move(options), *this) {
    if (const base::Status listening = server_.listen(); !listening) throw std::runtime_error(listening.error().detail);
    thread_ = std::thread([this] { server_.run(); });
}

ScriptedVenue::~ScriptedVenue() {
    server_.stop();
    thread_.join();
}

void ScriptedVenue::on_request(RequestScript script) {
    const std::lock_guard lock{mutex_};
    request_script_ = std::move(script);
}

void ScriptedVenue::on_message(MessageScript script) {
    const std::lock_guard lock{mutex_};
    message_script_ = std::move(script);
}

int ScriptedVenue::sockets() const {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(sockets_.size());
}

int ScriptedVenue::open_sockets() const {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(std::count_if(sockets_.begin(), sockets_.end(), [](const auto& entry) {
        return entry.second->link != nullptr;
    }));
}

void ScriptedVenue::push(int socket, std::string text) {
    with_link(socket, [frame = std::make_shared<const std::string>(std::move(text))](auto& link) { link.send(frame); });
}

void ScriptedVenue::push_to_all(const std::string& path, const std::string& text) {
    for (const int socket : sockets_at(path)) push(socket, text);
}

void ScriptedVenue::close(int socket, std::uint16_t code, const std::string& reason) {
    with_link(socket, [code, reason](auto& link) { link.close(code, reason); });
}

void ScriptedVenue::mute(int socket) {
    with_link(socket, [](auto& link) { link.mute(); });
}

std::vector<int> ScriptedVenue::sockets_at(const std::string& path) const {
    const std::lock_guard lock{mutex_};
    std::vector<int> found;
    for (const auto& [number, socket] : sockets_) {
        if (socket->path.ends_with(path)) found.push_back(number);
    }
    return found;
}

std::vector<std::string> ScriptedVenue::messages(int socket) const {
    const std::lock_guard lock{mutex_};
    const auto found = sockets_.find(socket);
    return found == sockets_.end() ? std::vector<std::string>{} : found->second->received;
}

std::vector<HttpRequest> ScriptedVenue::requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
}

int ScriptedVenue::count_requests(const std::string& target_prefix) const {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(std::count_if(requests_.begin(), requests_.end(), [&](const HttpRequest& request) {
        return request.target.starts_with(target_prefix);
    }));
}

HttpResponse ScriptedVenue::on_request(const HttpRequest& request) {
    const std::lock_guard lock{mutex_};
    requests_.push_back(request);
    if (request_script_) return request_script_(request);
    HttpResponse missing;
    missing.status = 404;
    return missing;
}

std::shared_ptr<simulator::SocketProtocol> ScriptedVenue::on_socket(
    const HttpRequest& request, simulator::SocketLink& link
) {
    const std::lock_guard lock{mutex_};
    auto socket = std::make_shared<Socket>(*this, link, request.target);
    sockets_.emplace(static_cast<int>(sockets_.size()) + 1, socket);
    requests_.push_back(request);
    return socket;
}

void ScriptedVenue::with_link(int socket, std::function<void(simulator::SocketLink&)> action) {
    server_.post([this, socket, action = std::move(action)] { try_with_link(socket, action, kTriesMax); });
}

// A client may know that its socket is open a little before the server's application does.
void ScriptedVenue::try_with_link(int socket, const std::function<void(simulator::SocketLink&)>& action, int tries) {
    std::shared_ptr<Socket> found;
    {
        const std::lock_guard lock{mutex_};
        const auto entry = sockets_.find(socket);
        if (entry != sockets_.end()) found = entry->second;
    }
    if (found && found->link != nullptr) return action(*found->link);
    if (found || tries == 0) return;
    server_.call_after(kTryPause, [this, socket, action, tries] { try_with_link(socket, action, tries - 1); });
}

}  // namespace trading::test
