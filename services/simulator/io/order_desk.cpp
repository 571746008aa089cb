#include "services/simulator/io/order_desk.hpp"

#include "services/simulator/io/api_error.hpp"
#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"

#include <map>

namespace trading::simulator {

namespace {

constexpr RateLimit kSingleLimit{60, std::chrono::seconds{2}};
constexpr RateLimit kBatchLimit{300, std::chrono::seconds{2}};
constexpr RateLimit kAccountLimit{1000, std::chrono::seconds{2}};

[[nodiscard]] std::string_view verb_name(OrderVerb verb) {
    switch (verb) {
        case OrderVerb::Place: return "place";
        case OrderVerb::Cancel: return "cancel";
        case OrderVerb::Amend: return "amend";
    }
    return {};
}

void write_item(JsonWriter& json, OrderVerb verb, const Reply& reply) {
    json.begin_object().field("clOrdId", reply.client_order_id).field("ordId", okx_id(reply.order_id));
    if (verb == OrderVerb::Place) json.field("tag", reply.tag);
    if (verb == OrderVerb::Amend) json.field("reqId", reply.request_id);
    json.field("ts", okx_time(reply.time)).field("sCode", reply.code);
    const bool says_placed = verb == OrderVerb::Place && reply.is_accepted();
    json.field("sMsg", says_placed ? "Order placed" : std::string_view{reply.message});
    if (verb != OrderVerb::Cancel) json.field("subCode", reply.sub_code);
    json.end_object();
}

// What the answer to a refused item repeats of the request.
[[nodiscard]] Reply refused(const JsonValue& json, ItemRefusal refusal, base::Timestamp now) {
    Reply reply;
    reply.code = std::move(refusal.code);
    reply.message = std::move(refusal.message);
    reply.client_order_id = std::string(json.text_of("clOrdId"));
    reply.tag = std::string(json.text_of("tag"));
    reply.request_id = std::string(json.text_of("reqId"));
    reply.order_id = json.integer_of("ordId").value_or(0);
    reply.time = now;
    return reply;
}

}  // namespace

OrderDesk::Item OrderDesk::resolve(const JsonValue& json, bool names_by_code) const {
    Item item;
    item.json = &json;
    const ItemRefusal unknown{"51001", api_error("51001").message};
    if (names_by_code) {
        const std::optional<std::int64_t> code = json.integer_of("instIdCode");
        if (!code) {
            item.refusal = missing_parameter("instIdCode");
            return item;
        }
        const InstrumentSpec* spec = host_.core().find_instrument_by_code(*code);
        if (spec == nullptr) {
            item.refusal = unknown;
        } else {
            item.instrument = spec->published.id;
        }
        return item;
    }
    const std::string_view name = json.text_of("instId");
    if (name.empty()) {
        item.refusal = missing_parameter("instId");
    } else if (host_.core().find_instrument(name) == nullptr) {
        item.refusal = unknown;
    } else {
        item.instrument = domain::InstrumentId{name};
    }
    return item;
}

std::optional<std::string> OrderDesk::rate_refusal(
    const OrderBatch& batch, std::span<const Item> items, const std::string& account
) {
    const base::MonotonicTime now = clock_.monotonic_now();
    // A batch of one counts as a single order.
    const bool is_single = !batch.is_batch || items.size() == 1;
    std::map<std::string, std::int64_t> per_instrument;
    for (const Item& item : items) ++per_instrument[item.instrument.value()];
    for (const auto& [instrument, count] : per_instrument) {
        const std::string bucket = std::string(is_single ? "order/" : "batch/") + std::string(verb_name(batch.verb)) +
                                   "/" + account + "/" + instrument;
        if (!limiter_.try_take(bucket, is_single ? kSingleLimit : kBatchLimit, now, count)) return "50011";
    }
    if (batch.verb != OrderVerb::Cancel &&
        !limiter_.try_take("account/" + account, kAccountLimit, now, static_cast<std::int64_t>(items.size()))) {
        return "50061";
    }
    return std::nullopt;
}

OrderAnswer OrderDesk::execute(const OrderBatch& batch, const ApiKey& key) {
    OrderAnswer answer;
    if (!key.can_trade) {
        answer.refusal_code = "50120";
        return answer;
    }
    if (batch.items.size() > kBatchMax) {
        answer.refusal_code = "51111";
        return answer;
    }
    std::vector<Item> items;
    for (const JsonValue& json : batch.items) items.push_back(resolve(json, batch.names_by_code));
    answer.refusal_code = rate_refusal(batch, items, key.account);
    if (answer.refusal_code) return answer;
    JsonWriter json;
    json.begin_array();
    std::size_t accepted = 0;
    for (const Item& item : items) {
        const Reply reply = execute_item(batch, item, key);
        if (reply.is_accepted()) ++accepted;
        write_item(json, batch.verb, reply);
    }
    answer.data = json.end_array().take();
    if (accepted < items.size()) answer.code = accepted == 0 ? "1" : "2";
    return answer;
}

Reply OrderDesk::execute_item(const OrderBatch& batch, const Item& item, const ApiKey& key) {
    if (item.refusal) return refused(*item.json, *item.refusal, host_.now());
    if (batch.reject_code) {
        return refused(*item.json, ItemRefusal{*batch.reject_code, api_error(*batch.reject_code).message}, host_.now());
    }
    const RequestSubject subject{domain::AccountId{key.account}, item.instrument, batch.expires};
    const auto run = [&](const auto& parsed) {
        return parsed ? host_.execute(*parsed) : refused(*item.json, parsed.error(), host_.now());
    };
    switch (batch.verb) {
        case OrderVerb::Place: return run(parse_place(*item.json, subject));
        case OrderVerb::Cancel: return run(parse_cancel(*item.json, subject));
        case OrderVerb::Amend: return run(parse_amend(*item.json, subject));
    }
    return {};
}

}  // namespace trading::simulator
