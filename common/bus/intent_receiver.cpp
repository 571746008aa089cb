#include "common/bus/intent_receiver.hpp"

#include <utility>

namespace trading::bus {

base::Result<IntentReceiver> IntentReceiver::bind(Context& context, Options options) {
    auto socket = make_socket(context, zmq::socket_type::router, options.socket);
    if (!socket) return base::failure(std::move(socket.error()));
    if (auto bound = bus::bind(*socket, options.endpoint); !bound) return base::failure(std::move(bound.error()));
    return IntentReceiver{std::move(*socket)};
}

Drained IntentReceiver::receive(const Handler& handler, std::size_t limit) {
    Drained drained;
    zmq::message_t identity;
    zmq::message_t body;
    while (drained.count < limit) {
        if (!try_receive(socket_, identity)) return drained;
        ++drained.count;
        const bool has_body = identity.more() && try_receive(socket_, body);
        if (!has_body || discard_rest(socket_, body) > 0 || !parse(body, intent_) || intent_.intent_id().empty()) {
            // Without an id there is nothing to answer to; its sender runs into valid_until.
            ++counters_.malformed;
            continue;
        }
        ++counters_.intents;
        handler(PeerIdentity{.bytes = identity.to_string()}, intent_);
    }
    drained.has_more = true;
    return drained;
}

base::Status IntentReceiver::reply(const PeerIdentity& sender, const v1::IntentReply& reply) {
    auto status = send_to(socket_, sender.bytes, reply);
    status ? ++counters_.replies : ++counters_.undeliverable;
    return status;
}

}  // namespace trading::bus
