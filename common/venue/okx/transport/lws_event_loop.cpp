#include "common/venue/okx/transport/lws_event_loop.hpp"

#include "common/base/assert.hpp"
#include "common/base/clock.hpp"
#include "common/venue/okx/transport/websocket_callback.hpp"

#include <libwebsockets.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace trading::venue::okx {

namespace {

constexpr unsigned kServiceBufferBytes = 64 * 1024;  // A whole book arrives in one or two reads.
constexpr const char* kForeignProtocol = "foreign-descriptors";
constexpr int kWaitAsLongAsNeeded = 0;
constexpr int kDoNotWait = -1;

// The descriptors themselves are served after libwebsockets has returned, so that no handler runs inside it.
int on_foreign_descriptor(lws*, lws_callback_reasons, void*, void*, size_t) { return 0; }

// libwebsockets keeps the address of the table.
const std::array<lws_protocols, 3>& protocols() {
    static const std::array<lws_protocols, 3> table{
        lws_protocols{kWebSocketProtocol, on_websocket_callback, 0, kServiceBufferBytes, 0, nullptr, 0},
        lws_protocols{kForeignProtocol, on_foreign_descriptor, 0, 0, 0, nullptr, 0},
        lws_protocols{nullptr, nullptr, 0, 0, 0, nullptr, 0},
    };
    return table;
}

lws_context_creation_info context_info() {
    lws_context_creation_info info{};
    info.port = CONTEXT_PORT_NO_LISTEN;
    info.protocols = protocols().data();
    info.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT | LWS_SERVER_OPTION_EXPLICIT_VHOSTS;
    info.pt_serv_buf_size = kServiceBufferBytes;
    return info;
}

}  // namespace

LwsEventLoop::LwsEventLoop() {
    lws_set_log_level(0, nullptr);  // What goes wrong reaches us by callbacks; nothing may write to the terminal.
    const lws_context_creation_info info = context_info();
    context_ = lws_create_context(&info);
    TRADING_ASSERT(context_ != nullptr);
    lws_context_creation_info host_info = context_info();
    host_info.options = 0;
    host_info.vhost_name = "foreign";
    lws_vhost* host = lws_create_vhost(context_, &host_info);
    TRADING_ASSERT(host != nullptr);
    // A duplicate, because libwebsockets closes what it adopted.
    lws_sock_file_fd_type foreign{};
    foreign.filefd = dup(descriptors_.descriptor());
    const lws* adopted = lws_adopt_descriptor_vhost(host, LWS_ADOPT_RAW_FILE_DESC, foreign, kForeignProtocol, nullptr);
    TRADING_ASSERT(adopted != nullptr);
}

LwsEventLoop::~LwsEventLoop() { lws_context_destroy(context_); }

void LwsEventLoop::watch(int descriptor, Handler handler) {
    watch_events(descriptor, EPOLLIN, [on_readable = std::move(handler)](std::uint32_t) { on_readable(); });
}

void LwsEventLoop::call_after(base::Duration delay, Handler handler) { timers_.add(now() + delay, std::move(handler)); }

void LwsEventLoop::wake() { descriptors_.wake(); }

void LwsEventLoop::on_wake(Handler handler) { on_wake_ = std::move(handler); }

void LwsEventLoop::run_once(base::Duration timeout) {
    TRADING_ASSERT(!is_running_);
    is_running_ = true;
    base::MonotonicTime until = now() + timeout;
    if (const auto due = timers_.next_due()) until = std::min(until, *due);
    const bool may_wait = timeout > base::Duration::zero() && until > now();
    if (may_wait) descriptors_.wake_at(until);
    lws_service(context_, may_wait ? kWaitAsLongAsNeeded : kDoNotWait);
    const bool was_woken = descriptors_.dispatch();
    timers_.run_due(now());
    if (was_woken && on_wake_) on_wake_();
    is_running_ = false;
}

void LwsEventLoop::watch_events(int descriptor, std::uint32_t events, DescriptorSet::Handler handler) {
    descriptors_.watch(descriptor, events, std::move(handler));
}

void LwsEventLoop::forget(int descriptor) { descriptors_.forget(descriptor); }

lws_vhost* LwsEventLoop::client_host(const std::string& ca_file) {
    if (const auto known = client_hosts_.find(ca_file); known != client_hosts_.end()) return known->second;
    lws_context_creation_info info = context_info();
    info.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    const std::string name = "client:" + ca_file;
    info.vhost_name = name.c_str();
    if (!ca_file.empty()) {
        if (access(ca_file.c_str(), R_OK) != 0) return nullptr;
        info.options |= LWS_SERVER_OPTION_DISABLE_OS_CA_CERTS;
        info.client_ssl_ca_filepath = ca_file.c_str();
    }
    lws_vhost* host = lws_create_vhost(context_, &info);
    if (host == nullptr || lws_init_vhost_client_ssl(&info, host) != 0) return nullptr;
    client_hosts_.emplace(ca_file, host);
    return host;
}

base::MonotonicTime LwsEventLoop::now() {
    static const base::SystemClock clock;
    return clock.monotonic_now();
}

}  // namespace trading::venue::okx
