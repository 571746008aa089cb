#include "services/execution/core/external_desk.hpp"

#include <fmt/format.h>

#include <utility>

namespace trading::execution {

using domain::ExternalActivity;
using domain::ExternalKind;
using domain::ExternalVerdict;

namespace {

constexpr std::string_view kActor = "system:external";
constexpr std::string_view kOrderPrefix = "order:";
constexpr std::string_view kUnresolvedPrefix = "unresolved:";

}  // namespace

std::string activity_of_order(const domain::VenueOrderId& venue_order_id) {
    return std::string{kOrderPrefix} + venue_order_id.value();
}

std::string activity_of_fill(const domain::Fill& fill) {
    if (!fill.venue_order_id.empty()) return activity_of_order(fill.venue_order_id);
    return fmt::format("fill:{}:{}", fill.instrument_id.value(), fill.trade_id.value());
}

std::string activity_of_cancel(const domain::ClientOrderId& client_order_id) {
    return "cancel:" + client_order_id.value();
}

std::string activity_of_unresolved(const domain::ClientOrderId& client_order_id) {
    return std::string{kUnresolvedPrefix} + client_order_id.value();
}

std::string activity_of_bill(const std::string& bill_id) { return "bill:" + bill_id; }

void ExternalDesk::recover(const domain::RecoveredState& state) {
    for (const ExternalActivity& activity : state.external_activities) activities_[activity.activity_id] = activity;
}

void ExternalDesk::note(Seen seen, Step& step) {
    if (activities_.count(seen.activity_id) > 0) return;
    ++seen_;
    const std::string words =
        seen.instrument_id.empty() ? seen.detail : fmt::format("{}: {}", seen.instrument_id.value(), seen.detail);
    step.alert(fmt::format("external_{}", domain::to_string(seen.kind)), words);
    if (activities_.size() >= kActivitiesMax) {
        ++not_kept_;
    } else {
        ExternalActivity activity;
        activity.activity_id = seen.activity_id;
        activity.kind = seen.kind;
        activity.instrument_id = seen.instrument_id;
        activity.detail = seen.detail;
        activity.ts_event = step.now;
        activity.version = 1;
        step.out.records.emplace_back(activity);
        activities_.emplace(seen.activity_id, std::move(activity));
    }
    const EntryScope scope{{}, seen.instrument_id};
    if (!seen.pauses_entries || seen.instrument_id.empty() || pauses_.find(scope) != nullptr) return;
    pauses_.set(scope, true, std::string{kActor}, seen.detail, step);
}

int ExternalDesk::decide(const Decision& decision, Step& step) {
    int settled = 0;
    for (auto& [id, activity] : activities_) {
        const bool is_meant = decision.activity_id.empty() ? activity.instrument_id == decision.instrument_id
                                                           : id == decision.activity_id;
        if (!is_meant || activity.verdict != ExternalVerdict::Open) continue;
        settle(activity, decision, step);
        ++settled;
    }
    if (settled > 0 && decision.verdict != ExternalVerdict::Halted) lift_pauses(decision, step);
    return settled;
}

void ExternalDesk::settle(ExternalActivity& activity, const Decision& decision, Step& step) {
    activity.verdict = decision.verdict;
    activity.actor = decision.actor;
    activity.reason = decision.reason;
    ++activity.version;
    step.out.records.emplace_back(activity);
    if (decision.verdict == ExternalVerdict::Adopted) adopt(activity, decision, step);
    if (activity.kind == ExternalKind::Unresolved) conclude_order(activity, decision, step);
}

// The order and the position that came of it belong to the strategy from now on; protection follows by itself.
void ExternalDesk::adopt(const ExternalActivity& activity, const Decision& decision, Step& step) {
    if (activity.activity_id.starts_with(kOrderPrefix)) {
        const domain::VenueOrderId id{activity.activity_id.substr(kOrderPrefix.size())};
        ManagedOrder* managed = orders_.find(id);
        if (managed != nullptr && managed->order.strategy_id.empty()) {
            orders_.assign(*managed, decision.strategy_id, step);
        }
    }
    const bool is_about_a_position = activity.kind == ExternalKind::Order || activity.kind == ExternalKind::Fill;
    if (is_about_a_position) positions_.assign(activity.instrument_id, decision.strategy_id, step);
}

void ExternalDesk::conclude_order(const ExternalActivity& activity, const Decision& decision, Step& step) {
    const domain::ClientOrderId id{activity.activity_id.substr(kUnresolvedPrefix.size())};
    ManagedOrder* managed = orders_.find(id);
    if (managed == nullptr || !managed->is_open() || decision.verdict == ExternalVerdict::Halted) return;
    OrderChange change;
    change.reason = fmt::format("concluded by {}: {}", decision.actor, decision.reason);
    orders_.move(*managed, OrderTrigger::ProvenAbsent, change, step);
}

// Ends our own pause once nothing on the instrument is undecided; a person's pause stays.
void ExternalDesk::lift_pauses(const Decision& decision, Step& step) {
    for (const domain::EntryPause& pause : pauses_.in_force()) {
        if (pause.actor != kActor || has_open(pause.instrument_id)) continue;
        pauses_.set({pause.strategy_id, pause.instrument_id}, false, decision.actor, decision.reason, step);
    }
}

bool ExternalDesk::has_open(const domain::InstrumentId& instrument_id) const {
    for (const auto& [id, activity] : activities_) {
        if (activity.instrument_id == instrument_id && activity.verdict == ExternalVerdict::Open) return true;
    }
    return false;
}

std::vector<ExternalActivity> ExternalDesk::open() const {
    std::vector<ExternalActivity> found;
    for (const auto& [id, activity] : activities_) {
        if (activity.verdict == ExternalVerdict::Open) found.push_back(activity);
    }
    return found;
}

void ExternalDesk::forget(base::Timestamp before) {
    std::erase_if(activities_, [&](const auto& entry) {
        return entry.second.verdict != ExternalVerdict::Open && entry.second.ts_event < before;
    });
}

}  // namespace trading::execution
