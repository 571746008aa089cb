#include "services/simulator/io/operation_desk.hpp"

#include "services/simulator/io/json_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace trading::simulator {

namespace {

struct Operation {
    std::string_view name;
    OrderVerb verb = OrderVerb::Place;
    bool is_batch = false;
};

constexpr std::array kOperations{
    Operation{"order", OrderVerb::Place, false},
    Operation{"batch-orders", OrderVerb::Place, true},
    Operation{"cancel-order", OrderVerb::Cancel, false},
    Operation{"batch-cancel-orders", OrderVerb::Cancel, true},
    Operation{"amend-order", OrderVerb::Amend, false},
    Operation{"batch-amend-orders", OrderVerb::Amend, true},
};

constexpr std::string_view kMassCancel = "mass-cancel";

[[nodiscard]] const Operation* find_operation(std::string_view name) {
    const auto* const found = std::find_if(kOperations.begin(), kOperations.end(), [name](const Operation& operation) {
        return operation.name == name;
    });
    return found == kOperations.end() ? nullptr : found;
}

[[nodiscard]] std::string microseconds(base::Timestamp time) {
    constexpr std::int64_t kNanosecondsPerMicrosecond = 1000;
    return fmt::format("{}", base::to_unix_nanoseconds(time) / kNanosecondsPerMicrosecond);
}

}  // namespace

bool OperationDesk::is_operation(std::string_view op) { return op == kMassCancel || find_operation(op) != nullptr; }

OrderAnswer OperationDesk::run(const JsonValue& request, const ApiKey& key, const RequestFate& fate) {
    constexpr std::int64_t kMillisecondsMax = 9'000'000'000'000;
    OrderAnswer answer;
    const Operation* operation = find_operation(request.text_of("op"));
    if (operation == nullptr) {
        // mass-cancel: options with market maker protection only; this venue lists none.
        answer.refusal_code = "51010";
        return answer;
    }
    const std::vector<JsonValue>& items = request.find("args")->items();
    if (!operation->is_batch && items.size() != 1) {
        answer.refusal_code = "60013";
        return answer;
    }
    OrderBatch batch;
    batch.verb = operation->verb;
    batch.is_batch = operation->is_batch;
    batch.names_by_code = true;
    batch.items = items;
    batch.reject_code = fate.reject_code;
    const auto expires = request.integer_of("expTime");
    if (expires && *expires > 0 && *expires < kMillisecondsMax) {
        batch.expires = base::from_unix_milliseconds(*expires);
    }
    return desk_.execute(batch, key);
}

OperationAnswer OperationDesk::execute(const JsonValue& request, const ApiKey& key) {
    RequestContext context;
    context.endpoint = request.text_of("op");
    context.is_order = true;
    const RequestFate fate = faults_.fate_of(context, clock_.monotonic_now());
    const base::Timestamp in = clock_.now();
    OrderAnswer answer;
    std::string message;
    if (fate.refusal) {
        answer.code = fate.refusal->code;
        message = fate.refusal->message;
    } else {
        answer = run(request, key, fate);
        if (answer.refusal_code) {
            answer.code = *answer.refusal_code;
            message = api_error(answer.code).message;
        }
    }
    if (fate.answer_instead) {
        answer = OrderAnswer{};
        answer.code = fate.answer_instead->code;
        message = fate.answer_instead->message;
    }
    JsonWriter json;
    json.begin_object().field("id", request.text_of("id")).field("op", request.text_of("op"));
    json.field("code", answer.code).field("msg", message).key("data").raw(answer.data);
    json.field("inTime", microseconds(in)).field("outTime", microseconds(clock_.now()));
    return OperationAnswer{json.end_object().take(), fate.delay, fate.loses_response};
}

}  // namespace trading::simulator
