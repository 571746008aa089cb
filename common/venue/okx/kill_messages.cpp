#include "common/venue/okx/kill_messages.hpp"

#include <algorithm>

namespace trading::venue::okx {
namespace {

constexpr int kHttpOk = 200;

struct NameTexts {
    std::string_view instrument_id;
    std::string_view order_id;
    std::string_view stop_id;
};

constexpr FieldTable<NameTexts, 3> kNameFields{{
    {"algoId", &NameTexts::stop_id},
    {"instId", &NameTexts::instrument_id},
    {"ordId", &NameTexts::order_id},
}};
static_assert(is_sorted(kNameFields));

struct PositionTexts {
    std::string_view instrument_id;
    std::string_view margin_mode;
    std::string_view quantity;
    std::string_view side;
};

constexpr FieldTable<PositionTexts, 4> kPositionFields{{
    {"instId", &PositionTexts::instrument_id},
    {"mgnMode", &PositionTexts::margin_mode},
    {"pos", &PositionTexts::quantity},
    {"posSide", &PositionTexts::side},
}};
static_assert(is_sorted(kPositionFields));

// The lists have many fields beside the names; whether we know them matters to others.
template <class Texts, std::size_t Count>
bool read_texts(JsonValue& item, const FieldTable<Texts, Count>& table, Texts& texts) {
    JsonObject object;
    if (item.get_object().get(object) != simdjson::SUCCESS) return false;
    return for_each_field(object, [&](std::string_view key, JsonValue value) {
        const FieldSlot<Texts>* slot = find_slot(table, key);
        return slot == nullptr || read_text(value, texts.*(slot->slot)) == ValueKind::Text;
    });
}

bool is_nothing(std::string_view quantity) {
    return std::all_of(quantity.begin(), quantity.end(), [](char digit) {
        return digit == '0' || digit == '.' || digit == '-';
    });
}

domain::PositionSide side_of(std::string_view word) {
    if (word == "long") return domain::PositionSide::Long;
    if (word == "short") return domain::PositionSide::Short;
    return domain::PositionSide::Net;
}

}  // namespace

template <class Read>
std::optional<RestFailure> KillMessageParser::walk(const RestReply& reply, Read&& read) {
    RestFailure failure{.http_status = reply.http_status, .code = {}, .detail = {}, .advice = {}};
    if (!envelope_.walk(reader_, reply, false, read)) {
        failure.detail = "the answer is not one of the venue's";
        failure.advice = advice_for_http_status(reply.http_status);
        return failure;
    }
    if (envelope_.code() == "0" && reply.http_status == kHttpOk) return std::nullopt;
    failure.code = envelope_.code();
    failure.detail = envelope_.message();
    failure.advice = advice_for(envelope_.code());
    return failure;
}

RestResult<NamePage<domain::OpenOrderName>> KillMessageParser::orders(const RestReply& reply, bool is_stop) {
    NamePage<domain::OpenOrderName> page;
    const auto failure = walk(reply, [&](JsonValue& item) {
        NameTexts texts;
        ++page.row_count;
        if (!read_texts(item, kNameFields, texts)) return false;
        const std::string_view id = is_stop ? texts.stop_id : texts.order_id;
        page.oldest_id.assign(id);
        if (id.empty() || texts.instrument_id.empty()) {
            page.is_whole = false;
            return true;
        }
        page.names.push_back({domain::InstrumentId{texts.instrument_id}, domain::VenueOrderId{id}, is_stop});
        return true;
    });
    if (failure) return tl::unexpected(*failure);
    return page;
}

RestResult<NamePage<domain::OpenPositionName>> KillMessageParser::positions(const RestReply& reply) {
    NamePage<domain::OpenPositionName> page;
    const auto failure = walk(reply, [&](JsonValue& item) {
        PositionTexts texts;
        ++page.row_count;
        if (!read_texts(item, kPositionFields, texts)) return false;
        if (is_nothing(texts.quantity)) return true;
        if (texts.instrument_id.empty()) {
            page.is_whole = false;
            return true;
        }
        page.names.push_back(
            {domain::InstrumentId{texts.instrument_id}, side_of(texts.side), texts.margin_mode == "isolated"}
        );
        return true;
    });
    if (failure) return tl::unexpected(*failure);
    return page;
}

std::optional<RestFailure> KillMessageParser::close(const RestReply& reply) {
    return walk(reply, [](JsonValue&) { return true; });
}

}  // namespace trading::venue::okx
