#include "tests/support/okx_transport/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace trading::test {

std::string RawServer::Peer::read_header() const {
    std::string header;
    char byte = 0;
    while (!header.ends_with("\r\n\r\n") && read(descriptor_, &byte, 1) == 1) header += byte;
    return header;
}

void RawServer::Peer::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void RawServer::Peer::wait_for_end() const {
    std::array<char, 4096> ignored{};
    while (read(descriptor_, ignored.data(), ignored.size()) > 0) {
    }
}

RawServer::RawServer(Script script) : script_(std::move(script)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 8) != 0) throw std::runtime_error("cannot listen");
    getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

RawServer::~RawServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
    {
        const std::lock_guard lock{mutex_};
        for (const int descriptor : open_) shutdown(descriptor, SHUT_RDWR);
    }
    for (std::thread& peer : peers_) peer.join();
}

void RawServer::serve() {
    while (true) {
        const int descriptor = accept(listener_, nullptr, nullptr);
        if (descriptor < 0) return;
        const std::lock_guard lock{mutex_};
        open_.insert(descriptor);
        peers_.emplace_back([this, descriptor] {
            script_(Peer{descriptor});
            const std::lock_guard closing{mutex_};
            open_.erase(descriptor);
            close(descriptor);
        });
    }
}

std::string websocket_accept(const std::string& request_header) {
    const std::string name = "Sec-WebSocket-Key: ";
    const std::size_t start = request_header.find(name) + name.size();
    const std::string key = request_header.substr(start, request_header.find("\r\n", start) - start);
    const std::string proof = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(proof.data()), proof.size(), digest.data());
    std::array<unsigned char, 32> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    const std::string accept{reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length)};
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
           accept + "\r\n\r\n";
}

std::string websocket_frame(int operation, bool is_final, std::string_view payload) {
    std::string frame;
    frame += static_cast<char>((is_final ? 0x80 : 0) | operation);
    if (payload.size() < 126) {
        frame += static_cast<char>(payload.size());
    } else if (payload.size() < 65'536) {
        frame += static_cast<char>(126);
        frame += static_cast<char>(payload.size() >> 8U);
        frame += static_cast<char>(payload.size() & 0xFFU);
    } else {
        frame += static_cast<char>(127);
        for (unsigned shift = 64; shift > 0; shift -= 8) {
            frame += static_cast<char>((static_cast<std::uint64_t>(payload.size()) >> (shift - 8)) & 0xFFU);
        }
    }
    frame += payload;
    return frame;
}

}  // namespace trading::test
