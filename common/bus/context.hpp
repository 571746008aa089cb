#pragma once

#include "common/base/result.hpp"
#include "common/bus/socket_options.hpp"

#include <google/protobuf/message_lite.h>
#include <zmq.hpp>

#include <string>
#include <string_view>

namespace trading::bus {

// ZeroMQ's own thread and memory. One for each process, made by its wiring before and destroyed after every socket.
// Safe from any thread; each socket belongs to the thread that uses it.
class Context {
public:
    Context();

    [[nodiscard]] zmq::context_t& native() noexcept { return context_; }

private:
    zmq::context_t context_;
};

// The one way from ZeroMQ's exceptions and error numbers into ours; says what was tried. The code says what the caller
// may do: `InvalidArgument` for an endpoint that can never work, `Unavailable` for one in use or a peer that is not
// there, `Internal` for the rest.
[[nodiscard]] base::Error bus_error(std::string_view attempt, const zmq::error_t& error);

// A socket with every option set, not yet bound or connected.
[[nodiscard]] base::Result<zmq::socket_t> make_socket(
    Context& context, zmq::socket_type type, const SocketOptions& options
);

// Endpoints are "tcp://127.0.0.1:17001" or "ipc:///path"; "tcp://127.0.0.1:*" lets the system choose the port.
[[nodiscard]] base::Status bind(zmq::socket_t& socket, const std::string& endpoint);
[[nodiscard]] base::Status connect(zmq::socket_t& socket, const std::string& endpoint);

// Where the socket was really bound, with the port that the system chose.
[[nodiscard]] std::string last_endpoint(const zmq::socket_t& socket);

// Signals readiness to an event loop. It is edge-triggered: it may become readable once for many messages, and sending
// can swallow the edge. So drain after each signal, and call the class's receive function on every turn of the loop
// too.
[[nodiscard]] int descriptor_of(const zmq::socket_t& socket);

// One frame without waiting: whether there was one. ZeroMQ delivers the frames of one message together.
[[nodiscard]] bool try_receive(zmq::socket_t& socket, zmq::message_t& frame);

// Reads and forgets what is left of a message of several frames; answers how many frames that were.
int discard_rest(zmq::socket_t& socket, const zmq::message_t& last_read);

// Hands over one frame without waiting; false when there is no room or no peer. `frame` is empty afterwards if it went.
[[nodiscard]] base::Result<bool> try_send(zmq::socket_t& socket, zmq::message_t& frame, bool has_more);

// From a router to one peer. `Unavailable` when the peer is gone or does not read.
[[nodiscard]] base::Status send_to(
    zmq::socket_t& socket, std::string_view identity, const google::protobuf::MessageLite& message
);

// Bytes of a message, written once into the frame that travels; and back.
[[nodiscard]] zmq::message_t serialise(const google::protobuf::MessageLite& message);
[[nodiscard]] bool parse(const zmq::message_t& frame, google::protobuf::MessageLite& message);

}  // namespace trading::bus
