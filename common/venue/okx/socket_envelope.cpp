#include "common/venue/okx/socket_envelope.hpp"

#include <array>
#include <charconv>

namespace trading::venue::okx {
namespace {

struct Slot {
    std::string_view name;
    std::string SocketEnvelope::*member;
};

constexpr std::array<Slot, 14> kSlots{{
    {"action", &SocketEnvelope::action},
    {"event", &SocketEnvelope::event},
    {"eventType", &SocketEnvelope::event_type},
    {"curPage", &SocketEnvelope::current_page},
    {"lastPage", &SocketEnvelope::last_page},
    {"op", &SocketEnvelope::operation},
    {"id", &SocketEnvelope::request_id},
    {"code", &SocketEnvelope::code},
    {"msg", &SocketEnvelope::message},
    {"connId", &SocketEnvelope::connection_id},
    {"channel", &SocketEnvelope::channel},
    {"connCount", &SocketEnvelope::connection_count},
    {"inTime", &SocketEnvelope::in_time},
    {"outTime", &SocketEnvelope::out_time},
}};

struct ArgumentTexts {
    std::string_view channel;
    std::string_view currency;
    std::string_view family;
    std::string_view instrument_id;
    std::string_view type;
    std::string_view user_id;
};

constexpr FieldTable<ArgumentTexts, 6> kArgumentFields{{
    {"ccy", &ArgumentTexts::currency},
    {"channel", &ArgumentTexts::channel},
    {"instFamily", &ArgumentTexts::family},
    {"instId", &ArgumentTexts::instrument_id},
    {"instType", &ArgumentTexts::type},
    {"uid", &ArgumentTexts::user_id},
}};
static_assert(is_sorted(kArgumentFields));

bool read_argument(ItemReader& reader, JsonValue& value, SocketEnvelope& envelope) {
    reader.begin_item("arg");
    JsonObject object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    ArgumentTexts texts;
    if (!reader.read_fields(object, kArgumentFields, texts)) return false;
    envelope.has_argument = true;
    envelope.argument.channel.assign(texts.channel);
    envelope.argument.instrument_id.assign(texts.instrument_id);
    envelope.argument.instrument_type.assign(texts.type);
    envelope.argument.instrument_family.assign(texts.family);
    return true;
}

// The text between `label` and the next comma, space or apostrophe: "Wrong URL or channel:index-tickers, instId:X
// doesn't exist."
std::string text_after(std::string_view message, std::string_view label) {
    const std::size_t begin = message.find(label);
    if (begin == std::string_view::npos) return {};
    const std::string_view rest = message.substr(begin + label.size());
    return std::string{rest.substr(0, rest.find_first_of(", '"))};
}

std::optional<ChannelArgument> argument_in(const std::string& message) {
    constexpr std::string_view kRefusal = "channel:";
    if (message.find(kRefusal) == std::string::npos) return std::nullopt;
    return ChannelArgument{
        .channel = text_after(message, kRefusal),
        .instrument_id = text_after(message, "instId:"),
        .instrument_type = text_after(message, "instType:"),
        .instrument_family = text_after(message, "instFamily:"),
    };
}

ErrorReported error_of(const SocketEnvelope& envelope) {
    ErrorReported error{
        .code = envelope.code,
        .detail = envelope.message,
        .request_id = envelope.request_id,
        .argument = argument_in(envelope.message),
    };
    if (envelope.has_argument) error.argument = envelope.argument;
    return error;
}

}  // namespace

void SocketEnvelope::clear() {
    for (const Slot& slot : kSlots) (this->*(slot.member)).clear();
    has_argument = false;
}

bool read_envelope_field(ItemReader& reader, std::string_view key, JsonValue& value, SocketEnvelope& envelope) {
    if (key == "arg") return read_argument(reader, value, envelope);
    for (const Slot& slot : kSlots) {
        if (slot.name != key) continue;
        std::string_view text;
        if (read_text(value, text) != ValueKind::Text) return false;
        (envelope.*(slot.member)).assign(text);
        return true;
    }
    if (!is_documented_field(key)) reader.counters().note_unknown_field("message", key);
    return true;
}

std::optional<SocketEvent> event_of(ItemReader& reader, const SocketEnvelope& envelope) {
    const std::string& event = envelope.event;
    if (event == "subscribe") return SubscriptionAcknowledged{envelope.argument, envelope.request_id};
    if (event == "unsubscribe") return UnsubscriptionAcknowledged{envelope.argument, envelope.request_id};
    if (event == "login") {
        if (envelope.code != "0") return error_of(envelope);
        return LoggedIn{envelope.connection_id};
    }
    if (event == "error") return error_of(envelope);
    if (event == "notice") return NoticeReceived{envelope.code, envelope.message};
    if (event == "channel-conn-count" || event == "channel-conn-count-error") {
        int count = 0;
        const std::string& text = envelope.connection_count;
        std::from_chars(text.data(), text.data() + text.size(), count);
        return ConnectionsCounted{envelope.channel, count, event == "channel-conn-count-error"};
    }
    reader.counters().note_unknown_event(event);
    return std::nullopt;
}

base::Duration venue_duration_of(std::string_view in_time, std::string_view out_time) noexcept {
    std::int64_t in_microseconds = 0;
    std::int64_t out_microseconds = 0;
    std::from_chars(in_time.data(), in_time.data() + in_time.size(), in_microseconds);
    std::from_chars(out_time.data(), out_time.data() + out_time.size(), out_microseconds);
    constexpr std::int64_t kPlausibleMax = 60'000'000;
    if (in_microseconds <= 0 || out_microseconds < in_microseconds) return {};
    const std::int64_t spent = out_microseconds - in_microseconds;
    return spent > kPlausibleMax ? base::Duration{} : std::chrono::microseconds{spent};
}

}  // namespace trading::venue::okx
