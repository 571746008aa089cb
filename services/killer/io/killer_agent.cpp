#include "services/killer/io/killer_agent.hpp"

#include <utility>

namespace trading::killer {

KillerAgent::KillerAgent(const KillerOptions& options, Parts parts) : parts_(std::move(parts)), core_(options) {}

base::Status KillerAgent::run(service::ShutdownSignal& shutdown) {
    parts_.loop.watch(shutdown.descriptor(), [&shutdown] { static_cast<void>(shutdown.is_requested()); });
    parts_.client.start([this](const domain::KillReport& report) { push(report); });
    follow_latch();
    settle();
    while (!shutdown.is_requested()) {
        turn();
        if (is_key_dangerous_ && !was_latched_) {
            return base::failure(
                base::ErrorCode::PermissionDenied, "the API key may withdraw: use one that can only read and trade"
            );
        }
    }
    if (was_latched_) {
        parts_.log.warn("stopping_while_killed", "nobody cancels until the next start, which goes on by itself");
    }
    return {};
}

void KillerAgent::turn() {
    parts_.loop.run_once(kTurn);
    parts_.latch.refresh();
    follow_latch();
    push(Tick{});
    settle();
    parts_.health.beat();
    if (parts_.clock.monotonic_now() >= ts_next_report_) report();
}

void KillerAgent::push(Input input) {
    if (inputs_.size() >= kInputsMax) {
        ++inputs_dropped_;
        return;
    }
    inputs_.push_back(std::move(input));
}

void KillerAgent::follow_latch() {
    const Latch::State latch = parts_.latch.state();
    if (latch.record != last_latch_.record) {
        parts_.log.warn(
            latch.record.is_latched ? "latch_closed" : "latch_open",
            latch.record.reason,
            {{"actor", latch.record.actor}, {"is_durable", latch.is_durable}}
        );
    }
    last_latch_ = latch;
    if (latch.record.is_latched == was_latched_) return;
    was_latched_ = latch.record.is_latched;
    was_latched_ ? push(KillLatched{}) : push(KillReleased{});
}

void KillerAgent::settle() {
    Outputs outputs;
    while (!inputs_.empty()) {
        const Input input = std::move(inputs_.front());
        inputs_.pop_front();
        core_.on_input(input, parts_.clock.monotonic_now(), outputs);
        if (const auto* said = std::get_if<domain::KillReport>(&input)) {
            const auto* checked = std::get_if<domain::KeyChecked>(said);
            if (checked != nullptr && checked->can_withdraw) is_key_dangerous_ = true;
        }
    }
    perform(outputs);
    parts_.board.put({core_.view(), core_.counters()});
}

void KillerAgent::perform(const Outputs& outputs) {
    for (const domain::KillRequest& request : outputs.requests) parts_.client.execute(request);
    for (const Notice& notice : outputs.notices) {
        if (notice.is_alert) {
            parts_.metrics.on_alert(notice.event);
            parts_.log.error(notice.event, notice.detail);
        } else {
            parts_.log.warn(notice.event, notice.detail);
        }
    }
}

void KillerAgent::report() {
    ts_next_report_ = parts_.clock.monotonic_now() + kReportInterval;
    const KillerView view = core_.view();
    parts_.health.report(
        "venue", view.is_last_look_whole, view.is_last_look_whole ? "" : "the open orders could not be listed"
    );
    const std::string problem = parts_.latch.problem();
    parts_.health.report("latch", problem.empty(), problem);
    parts_.metrics.refresh(core_, last_latch_, inputs_dropped_);
    if (parts_.on_second) parts_.on_second();
}

}  // namespace trading::killer
