#pragma once

#include <libwebsockets.h>

#include <cstddef>

namespace trading::venue::okx {

// The one function through which libwebsockets speaks to all WebSocketConnections; known to the event loop only.
inline constexpr const char* kWebSocketProtocol = "websocket-client";

int on_websocket_callback(lws* socket, lws_callback_reasons reason, void* user, void* in, std::size_t length);

}  // namespace trading::venue::okx
