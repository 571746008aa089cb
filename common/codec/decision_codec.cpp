#include "common/codec/decision_codec.hpp"

#include "common/codec/enum_codec.hpp"
#include "common/codec/fields.hpp"

namespace trading::codec {

void encode(const domain::Decision& decision, v1::Decision& message) {
    message.set_decision_id(decision.decision_id.value());
    message.set_strategy_id(decision.strategy_id.value());
    message.set_instrument_id(decision.instrument_id.value());
    message.set_outcome(encode(decision.outcome));
    message.set_reason(decision.reason);
    message.set_inputs(decision.inputs);
    message.clear_checks();
    for (const domain::CheckVerdict& check : decision.checks) {
        v1::CheckVerdict& verdict = *message.add_checks();
        verdict.set_check(check.check);
        verdict.set_has_passed(check.has_passed);
        verdict.set_detail(check.detail);
    }
    message.set_intent_id(decision.intent_id.value());
    message.set_ts_event_ns(base::to_unix_nanoseconds(decision.ts_event));
    message.set_ts_decided_ns(base::to_unix_nanoseconds(decision.ts_decided));
}

base::Status decode(const v1::Decision& message, domain::Decision& decision) {
    decision.reason = message.reason();
    decision.inputs = message.inputs();
    decision.checks.clear();
    base::Status checks;
    for (const v1::CheckVerdict& check : message.checks()) {
        if (checks) checks = refuse_empty(check.check(), "checks.check");
        decision.checks.push_back(domain::CheckVerdict{
            .check = check.check(), .has_passed = check.has_passed(), .detail = check.detail()});
    }
    decision.intent_id = domain::IntentId{message.intent_id()};
    decision.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    decision.ts_decided = base::from_unix_nanoseconds(message.ts_decided_ns());
    return first_refusal(
        "decision",
        decode_id(message.decision_id(), "decision_id", decision.decision_id),
        decode_id(message.strategy_id(), "strategy_id", decision.strategy_id),
        decode_id(message.instrument_id(), "instrument_id", decision.instrument_id),
        decode(message.outcome(), "outcome", decision.outcome),
        checks
    );
}

}  // namespace trading::codec
