#include "common/codec/stopping_codec.hpp"

#include "common/codec/enum_codec.hpp"

namespace trading::codec {

void encode(const domain::EntryPause& pause, v1::EntryPause& message) {
    message.set_strategy_id(pause.strategy_id.value());
    message.set_instrument_id(pause.instrument_id.value());
    message.set_is_paused(pause.is_paused);
    message.set_actor(pause.actor);
    message.set_reason(pause.reason);
    message.set_version(pause.version);
    message.set_ts_event_ns(base::to_unix_nanoseconds(pause.ts_event));
}

void encode(const domain::ExternalActivity& activity, v1::ExternalActivity& message) {
    message.set_activity_id(activity.activity_id);
    message.set_kind(encode(activity.kind));
    message.set_instrument_id(activity.instrument_id.value());
    message.set_detail(activity.detail);
    message.set_verdict(encode(activity.verdict));
    message.set_actor(activity.actor);
    message.set_reason(activity.reason);
    message.set_version(activity.version);
    message.set_ts_event_ns(base::to_unix_nanoseconds(activity.ts_event));
}

}  // namespace trading::codec
