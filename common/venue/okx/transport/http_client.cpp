#include "common/venue/okx/transport/http_client.hpp"

#include "common/base/assert.hpp"

#include <curl/curl.h>
#include <sys/epoll.h>

#include <mutex>

namespace trading::venue::okx {
namespace {

void initialise_once() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto* reply = static_cast<HttpReply*>(user);
    return reply->body.append({bytes, size * count}) ? size * count : 0;
}

// One request under way, with what libcurl needs until it is done.
struct Transfer {
    CURL* easy = nullptr;
    curl_slist* headers = nullptr;
    std::string body;
    HttpReply reply;
    HttpClient::Handler handler;

    Transfer() = default;
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() {
        if (easy != nullptr) curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
    }
};

long to_milliseconds(base::Duration duration) {
    return static_cast<long>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

std::unique_ptr<Transfer> prepare(const HttpRequest& request, const HttpClient::Options& options) {
    auto transfer = std::make_unique<Transfer>();
    transfer->easy = curl_easy_init();
    TRADING_ASSERT(transfer->easy != nullptr);
    transfer->body = request.body;
    for (const std::string& header : request.headers) {
        transfer->headers = curl_slist_append(transfer->headers, header.c_str());
    }
    CURL* easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, to_milliseconds(options.connect_timeout));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, to_milliseconds(options.timeout));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer->reply);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer.get());
    if (!options.ca_file.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    if (request.is_write) curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    if (request.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(transfer->body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->body.c_str());
    }
    return transfer;
}

void conclude(Transfer& transfer, CURLcode result) {
    HttpReply& reply = transfer.reply;
    if (result == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
        reply.outcome = HttpOutcome::Replied;
        reply.status = static_cast<int>(status);
        return;
    }
    long bytes_sent = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_REQUEST_SIZE, &bytes_sent);
    reply.outcome = bytes_sent == 0 ? HttpOutcome::NotSent : HttpOutcome::Lost;
    reply.detail = curl_easy_strerror(result);
}

}  // namespace

struct HttpClient::Multi {
    Multi(LwsEventLoop& event_loop, Options client_options)
        : loop(event_loop), options(std::move(client_options)), multi(curl_multi_init()) {
        TRADING_ASSERT(multi != nullptr);
        curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
        curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
        curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    }

    ~Multi() {
        *alive = false;
        for (auto& [easy, transfer] : transfers) curl_multi_remove_handle(multi, easy);
        transfers.clear();
        curl_multi_cleanup(multi);
    }

    static int on_socket(CURL* /*easy*/, curl_socket_t socket, int what, void* user, void* /*of_socket*/) {
        auto* self = static_cast<Multi*>(user);
        if (what == CURL_POLL_REMOVE) {
            self->loop.forget(socket);
            return 0;
        }
        std::uint32_t events = 0;
        if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= EPOLLIN;
        if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= EPOLLOUT;
        self->loop.watch_events(socket, events, [self, socket](std::uint32_t ready) {
            int flags = 0;
            if ((ready & (EPOLLIN | EPOLLHUP)) != 0) flags |= CURL_CSELECT_IN;
            if ((ready & EPOLLOUT) != 0) flags |= CURL_CSELECT_OUT;
            if ((ready & EPOLLERR) != 0) flags |= CURL_CSELECT_ERR;
            self->act(socket, flags);
        });
        return 0;
    }

    static int on_timer(CURLM* /*multi*/, long milliseconds, void* user) {
        auto* self = static_cast<Multi*>(user);
        const std::uint64_t number = ++self->timer_number;
        if (milliseconds < 0) return 0;
        self->loop.call_after(std::chrono::milliseconds{milliseconds}, [self, number, is_alive = self->alive] {
            // A later timer replaces an earlier one.
            if (*is_alive && number == self->timer_number) self->act(CURL_SOCKET_TIMEOUT, 0);
        });
        return 0;
    }

    void act(curl_socket_t socket, int flags) {
        int running = 0;
        curl_multi_socket_action(multi, socket, flags, &running);
        int waiting = 0;
        while (CURLMsg* message = curl_multi_info_read(multi, &waiting)) {
            if (message->msg != CURLMSG_DONE) continue;
            const auto found = transfers.find(message->easy_handle);
            if (found == transfers.end()) continue;
            const std::unique_ptr<Transfer> transfer = std::move(found->second);
            conclude(*transfer, message->data.result);
            transfers.erase(found);
            curl_multi_remove_handle(multi, transfer->easy);
            transfer->handler(transfer->reply);
        }
    }

    LwsEventLoop& loop;
    Options options;
    CURLM* multi;
    std::map<CURL*, std::unique_ptr<Transfer>> transfers;
    std::uint64_t timer_number = 0;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

HttpClient::HttpClient(LwsEventLoop& loop, Options options) {
    initialise_once();
    multi_ = std::make_unique<Multi>(loop, std::move(options));
}

HttpClient::~HttpClient() = default;

void HttpClient::send(const HttpRequest& request, Handler handler) {
    if (multi_->transfers.size() >= kInFlightMax) {
        HttpReply reply;
        reply.outcome = HttpOutcome::NotSent;
        reply.detail = "too many requests are in flight";
        handler(reply);
        return;
    }
    auto transfer = prepare(request, multi_->options);
    transfer->handler = std::move(handler);
    CURL* easy = transfer->easy;
    multi_->transfers.emplace(easy, std::move(transfer));
    curl_multi_add_handle(multi_->multi, easy);
}

HttpReply HttpClient::send_and_wait(const HttpRequest& request) {
    const auto transfer = prepare(request, multi_->options);
    conclude(*transfer, curl_easy_perform(transfer->easy));
    return std::move(transfer->reply);
}

}  // namespace trading::venue::okx
