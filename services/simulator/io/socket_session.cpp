#include "services/simulator/io/socket_session.hpp"

#include "services/simulator/io/authentication.hpp"
#include "services/simulator/io/json_writer.hpp"

#include <algorithm>
#include <charconv>

namespace trading::simulator {

namespace {

constexpr std::uint16_t kLoginFailed = 4001;
constexpr std::uint16_t kNoData = 4004;
constexpr std::uint16_t kAbnormal = 4006;
constexpr std::uint16_t kServiceRestart = 1012;
constexpr std::size_t kIdMax = 32;

[[nodiscard]] ApiError invalid_request(std::string_view raw) {
    return ApiError{"60012", 200, "Invalid request: " + std::string(raw)};
}

[[nodiscard]] std::uint16_t close_code(const std::string& text) {
    std::uint16_t code = kAbnormal;
    std::from_chars(text.data(), text.data() + text.size(), code);
    return code;
}

// The client's own name for a request: letters and digits.
[[nodiscard]] bool is_request_id(std::string_view id) {
    return !id.empty() && id.size() <= kIdMax && std::all_of(id.begin(), id.end(), [](char character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z');
    });
}

// The arguments of a request when they are a list of objects; null otherwise.
[[nodiscard]] const std::vector<JsonValue>* arguments_of(const JsonValue& request) {
    const JsonValue* arguments = request.find("args");
    if (arguments == nullptr || !arguments->is_array() || arguments->items().empty()) return nullptr;
    for (const JsonValue& item : arguments->items()) {
        if (!item.is_object()) return nullptr;
    }
    return &arguments->items();
}

}  // namespace

SocketSession::SocketSession(
    SessionEnvironment& environment, SocketPath path, SocketLink& link, std::string connection_id
)
    : environment_(environment),
      path_(path),
      link_(link),
      connection_id_(std::move(connection_id)),
      pipeline_(link, environment.faults),
      opened_(environment.clock.monotonic_now()),
      last_activity_(opened_),
      hour_start_(opened_) {
    for (FaultSpec& fate : environment_.faults.fates_of_socket(path_word(path_), opened_)) {
        const base::MonotonicTime due = opened_ + fate.delay;
        fates_.emplace_back(due, std::move(fate));
    }
}

SocketSession::~SocketSession() { on_gone(); }

void SocketSession::on_gone() {
    if (is_gone_) return;
    is_gone_ = true;
    environment_.registry.remove_all(*this);
}

void SocketSession::on_text(std::string_view text) {
    last_activity_ = environment_.clock.monotonic_now();
    if (text == "ping") {
        send("pong");
        return;
    }
    const auto request = JsonValue::parse(text);
    if (!request || !request->is_object()) {
        send_error(invalid_request(text));
        return;
    }
    const std::string_view op = request->text_of("op");
    if (op == "login") {
        on_login(*request);
    } else if (op == "subscribe") {
        on_subscribe(*request, text);
    } else if (op == "unsubscribe") {
        on_unsubscribe(*request, text);
    } else if (environment_.venue.is_order_operation(op)) {
        on_order_operation(*request);
    } else if (op.empty()) {
        send_error(invalid_request(text));
    } else {
        send_error(api_error("60019"), request->text_of("id"));
    }
}

void SocketSession::on_login(const JsonValue& request) {
    const std::vector<JsonValue>* arguments = arguments_of(request);
    if (!takes_request_slot()) {
        send_error(api_error("60014"));
        return;
    }
    if (arguments == nullptr) {
        send_error(api_error("60009"));
        return;
    }
    if (key_ != nullptr) {
        send_error(api_error("60031"));
        return;
    }
    const Authenticated result = authenticate_login(environment_.keys, arguments->front(), environment_.clock.now());
    if (!result) {
        send_error(result.error());
        link_.close(kLoginFailed, "Login failed");
        return;
    }
    key_ = *result;
    JsonWriter json;
    json.begin_object().field("event", "login").field("msg", "").field("code", "0");
    send(json.field("connId", connection_id_).end_object().take());
}

void SocketSession::on_subscribe(const JsonValue& request, std::string_view raw) {
    if (!takes_request_slot()) {
        send_error(api_error("60014"), request.text_of("id"));
        return;
    }
    const std::vector<JsonValue>* arguments = arguments_of(request);
    if (arguments == nullptr) {
        send_error(invalid_request(raw), request.text_of("id"));
        return;
    }
    for (const JsonValue& argument : *arguments) subscribe(argument, request.text_of("id"));
}

std::optional<ApiError> SocketSession::refusal_of(const JsonValue& argument) const {
    ChannelContext context;
    context.path = path_;
    context.is_logged_in = key_ != nullptr;
    context.instrument_exists = [this](std::string_view id) { return environment_.venue.instrument_exists(id); };
    context.index_exists = [this](std::string_view id) { return environment_.venue.index_exists(id); };
    return check_subscription(argument, context);
}

void SocketSession::subscribe(const JsonValue& argument, std::string_view id) {
    if (const auto refusal = refusal_of(argument)) {
        send_error(*refusal, id);
        return;
    }
    const domain::AccountId account{key_ == nullptr ? std::string{} : key_->account};
    const std::string uid = key_ == nullptr ? std::string{} : environment_.venue.uid_of(account);
    const auto subscription = std::make_shared<const Subscription>(
        make_subscription(*find_channel(argument.text_of("channel")), argument, account, uid)
    );
    const bool is_full = subscription->rule->counts_connections &&
                         environment_.registry.count(subscription->topic, this) >= kChannelConnectionsMax;
    send_event("subscribe", id, subscription->argument);
    if (is_full) {
        JsonWriter json;
        json.begin_object().field("event", "channel-conn-count-error").field("channel", subscription->channel);
        json.field("connCount", std::to_string(kChannelConnectionsMax)).field("connId", connection_id_);
        send(json.end_object().take());
        return;
    }
    environment_.registry.add(*this, subscription);
    if (subscription->rule->counts_connections) count_connection(*subscription);
    // An existing subscription gets its snapshot again, but its updates not twice.
    environment_.venue.on_subscribed(*this, *subscription);
}

void SocketSession::count_connection(const Subscription& subscription) {
    JsonWriter json;
    json.begin_object().field("event", "channel-conn-count").field("channel", subscription.channel);
    json.field("connCount", std::to_string(environment_.registry.count(subscription.topic)));
    send(json.field("connId", connection_id_).end_object().take());
}

void SocketSession::on_unsubscribe(const JsonValue& request, std::string_view raw) {
    const std::vector<JsonValue>* arguments = arguments_of(request);
    if (!takes_request_slot()) {
        send_error(api_error("60014"), request.text_of("id"));
        return;
    }
    if (arguments == nullptr) {
        send_error(invalid_request(raw), request.text_of("id"));
        return;
    }
    for (const JsonValue& argument : *arguments) {
        if (const auto refusal = refusal_of(argument)) {
            send_error(*refusal, request.text_of("id"));
            continue;
        }
        const domain::AccountId account{key_ == nullptr ? std::string{} : key_->account};
        const std::string uid = key_ == nullptr ? std::string{} : environment_.venue.uid_of(account);
        const Subscription subscription =
            make_subscription(*find_channel(argument.text_of("channel")), argument, account, uid);
        environment_.registry.remove(*this, subscription);
        send_event("unsubscribe", request.text_of("id"), subscription.argument);
    }
}

void SocketSession::on_order_operation(const JsonValue& request) {
    const std::string_view id = request.text_of("id");
    if (path_ != SocketPath::Private && path_ != SocketPath::Any) {
        send_error(api_error("60028"), id);
        return;
    }
    if (key_ == nullptr) {
        send_error(api_error("60011"), id);
        return;
    }
    if (!is_request_id(id) || arguments_of(request) == nullptr) {
        JsonWriter json;
        json.begin_object().field("id", id).field("op", request.text_of("op"));
        json.key("data").begin_array().end_array().field("code", "60013").field("msg", "Invalid args");
        send(json.end_object().take());
        return;
    }
    environment_.venue.on_operation(request, *key_, [weak = weak_from_this()](std::string answer) {
        const auto self = weak.lock();
        if (self && !self->is_gone_) self->send(std::move(answer));
    });
}

bool SocketSession::takes_request_slot() {
    const base::MonotonicTime now = environment_.clock.monotonic_now();
    if (now - hour_start_ >= std::chrono::hours{1}) {
        hour_start_ = now;
        requests_this_hour_ = 0;
    }
    return ++requests_this_hour_ <= kRequestsPerHourMax;
}

void SocketSession::push(const FrameContext& context, Frame frame) {
    if (is_gone_) return;
    last_activity_ = environment_.clock.monotonic_now();
    pipeline_.push(context, std::move(frame), last_activity_);
}

void SocketSession::pump() {
    if (is_gone_) return;
    const base::MonotonicTime now = environment_.clock.monotonic_now();
    pipeline_.pump(now);
    suffer_due_faults(now);
    if (now - last_activity_ >= environment_.idle_maximum) {
        link_.close(kNoData, "No data received in 30s.");
        last_activity_ = now;
    }
}

void SocketSession::suffer_due_faults(base::MonotonicTime now) {
    for (std::size_t index = 0; index < fates_.size();) {
        if (fates_[index].first > now) {
            ++index;
            continue;
        }
        const FaultSpec fate = std::move(fates_[index].second);
        fates_.erase(fates_.begin() + static_cast<std::ptrdiff_t>(index));
        suffer(fate);
    }
}

void SocketSession::suffer(const FaultSpec& fault) {
    if (is_gone_) return;
    if (fault.kind == FaultKind::HalfOpen) {
        link_.mute();
    } else if (fault.kind == FaultKind::Close) {
        link_.close(fault.code.empty() ? kAbnormal : close_code(fault.code), "Closed on purpose.");
    } else if (fault.kind == FaultKind::Notice) {
        JsonWriter json;
        json.begin_object().field("event", "notice").field("code", "64008");
        json.field("msg", api_error("64008").message).field("connId", connection_id_);
        send(json.end_object().take());
        FaultSpec close = fault;
        close.kind = FaultKind::Close;
        close.code = std::to_string(kServiceRestart);
        fates_.emplace_back(environment_.clock.monotonic_now() + fault.delay, std::move(close));
    }
}

void SocketSession::send_error(const ApiError& error, std::string_view id) {
    JsonWriter json;
    json.begin_object();
    if (!id.empty()) json.field("id", id);
    json.field("event", "error").field("msg", error.message).field("code", error.code);
    send(json.field("connId", connection_id_).end_object().take());
}

void SocketSession::send_event(std::string_view event, std::string_view id, std::string_view argument) {
    JsonWriter json;
    json.begin_object();
    if (!id.empty()) json.field("id", id);
    json.field("event", event).key("arg").raw(argument);
    send(json.field("connId", connection_id_).end_object().take());
}

void SocketSession::send(std::string text) { link_.send(std::make_shared<const std::string>(std::move(text))); }

}  // namespace trading::simulator
