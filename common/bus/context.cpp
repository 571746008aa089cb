#include "common/bus/context.hpp"

#include "common/base/assert.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>

namespace trading::bus {
namespace {

int milliseconds(base::Duration duration) {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

void configure(zmq::socket_t& socket, zmq::socket_type type, const SocketOptions& options) {
    socket.set(zmq::sockopt::sndhwm, options.send_messages_max);
    socket.set(zmq::sockopt::rcvhwm, options.receive_messages_max);
    socket.set(zmq::sockopt::maxmsgsize, options.message_bytes_max);
    // Nothing is worth waiting for at the end: facts are fetched again, intents sent again.
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::heartbeat_ivl, milliseconds(options.heartbeat_interval));
    socket.set(zmq::sockopt::heartbeat_timeout, milliseconds(options.heartbeat_timeout));
    socket.set(zmq::sockopt::heartbeat_ttl, milliseconds(options.heartbeat_timeout));
    socket.set(zmq::sockopt::reconnect_ivl, milliseconds(options.reconnect_first));
    socket.set(zmq::sockopt::reconnect_ivl_max, milliseconds(options.reconnect_longest));
    socket.set(zmq::sockopt::handshake_ivl, milliseconds(options.handshake_timeout));
    if (type == zmq::socket_type::router) {
        // Without it an answer to a peer that is gone vanishes without a word.
        socket.set(zmq::sockopt::router_mandatory, true);
    }
    if (type == zmq::socket_type::dealer) {
        // Nothing is queued for a peer that is away: no burst of stale intents greets it on return.
        socket.set(zmq::sockopt::immediate, true);
    }
}

template <class Attempt>
base::Status guarded(std::string_view what, Attempt&& attempt) {
    try {
        attempt();
    } catch (const zmq::error_t& error) {
        return base::failure(bus_error(what, error));
    }
    return {};
}

}  // namespace

Context::Context() : context_(1) {}

base::Error bus_error(std::string_view attempt, const zmq::error_t& error) {
    const auto make = [&](base::ErrorCode code) {
        return base::Error{.code = code, .detail = fmt::format("{}: {}", attempt, error.what())};
    };
    switch (error.num()) {
        case EINVAL:
        case EPROTONOSUPPORT:
        case ENODEV:
        case EADDRNOTAVAIL:
        case ENAMETOOLONG: return make(base::ErrorCode::InvalidArgument);
        case EACCES: return make(base::ErrorCode::PermissionDenied);
        case EADDRINUSE:
        case EAGAIN:
        case EHOSTUNREACH:
        case EINTR: return make(base::ErrorCode::Unavailable);
        default: return make(base::ErrorCode::Internal);
    }
}

base::Result<zmq::socket_t> make_socket(Context& context, zmq::socket_type type, const SocketOptions& options) {
    try {
        zmq::socket_t socket{context.native(), type};
        configure(socket, type, options);
        return socket;
    } catch (const zmq::error_t& error) {
        return base::failure(bus_error("making a socket", error));
    }
}

base::Status bind(zmq::socket_t& socket, const std::string& endpoint) {
    return guarded(fmt::format("binding {}", endpoint), [&] { socket.bind(endpoint); });
}

base::Status connect(zmq::socket_t& socket, const std::string& endpoint) {
    return guarded(fmt::format("connecting to {}", endpoint), [&] { socket.connect(endpoint); });
}

std::string last_endpoint(const zmq::socket_t& socket) { return socket.get(zmq::sockopt::last_endpoint); }

int descriptor_of(const zmq::socket_t& socket) { return socket.get(zmq::sockopt::fd); }

bool try_receive(zmq::socket_t& socket, zmq::message_t& frame) {
    while (true) {
        try {
            return socket.recv(frame, zmq::recv_flags::dontwait).has_value();
        } catch (const zmq::error_t& error) {
            // Besides an interruption only a closed context or a socket that is none: bugs of ours.
            TRADING_ASSERT(error.num() == EINTR);
        }
    }
}

int discard_rest(zmq::socket_t& socket, const zmq::message_t& last_read) {
    int frames = 0;
    bool has_more = last_read.more();
    zmq::message_t frame;
    while (has_more && try_receive(socket, frame)) {
        has_more = frame.more();
        ++frames;
    }
    return frames;
}

base::Result<bool> try_send(zmq::socket_t& socket, zmq::message_t& frame, bool has_more) {
    const auto flags = zmq::send_flags::dontwait | (has_more ? zmq::send_flags::sndmore : zmq::send_flags::none);
    try {
        return socket.send(frame, flags).has_value();
    } catch (const zmq::error_t& error) {
        return base::failure(bus_error("sending", error));
    }
}

base::Status send_to(zmq::socket_t& socket, std::string_view identity, const google::protobuf::MessageLite& message) {
    zmq::message_t address{identity.data(), identity.size()};
    zmq::message_t body = serialise(message);
    const auto first = try_send(socket, address, true);
    if (!first) return base::failure(first.error());
    if (!*first) return base::failure(base::ErrorCode::Unavailable, "sending: the peer does not read");
    const auto second = try_send(socket, body, false);
    if (!second) return base::failure(second.error());
    TRADING_ASSERT(*second);  // ZeroMQ takes a message of several frames whole or not at all.
    return {};
}

zmq::message_t serialise(const google::protobuf::MessageLite& message) {
    const std::size_t size = message.ByteSizeLong();
    zmq::message_t frame{size};
    message.SerializeWithCachedSizesToArray(frame.data<std::uint8_t>());
    return frame;
}

bool parse(const zmq::message_t& frame, google::protobuf::MessageLite& message) {
    constexpr std::size_t kSizeMax = std::size_t{1} << 30U;
    return frame.size() <= kSizeMax && message.ParseFromArray(frame.data(), static_cast<int>(frame.size()));
}

}  // namespace trading::bus
