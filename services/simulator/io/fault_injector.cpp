#include "services/simulator/io/fault_injector.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

using enum FaultKind;

[[nodiscard]] bool is_within(std::string_view scope, std::string_view name) { return scope.empty() || scope == name; }

// Faults of frames touch only what they are about: a gap only book updates, late fills only fills.
[[nodiscard]] bool concerns(const FaultSpec& spec, const FrameContext& frame) {
    if (!is_within(spec.channel, frame.channel) || !is_within(spec.instrument, frame.instrument)) return false;
    switch (spec.kind) {
        case Drop:
        case Delay:
        case Duplicate:
        case Reorder: return true;
        case StaleFeed: return !frame.is_initial;
        case Gap: return frame.is_book_update;
        case NoInitialSnapshot: return frame.is_initial;
        case LateFills: return frame.has_fill;
        case RequestError:
        case RequestTimeout:
        case LostResponse:
        case SlowResponse:
        case ExpiredTimestamp:
        case Reject:
        case SequenceReset:
        case HalfOpen:
        case Notice:
        case Close: return false;
    }
    return false;
}

[[nodiscard]] bool concerns(const FaultSpec& spec, const RequestContext& request) {
    // Without a named endpoint, only orders suffer: a client that cannot even read the time proves nothing.
    const bool is_in_scope = spec.endpoint.empty() ? request.is_order : spec.endpoint == request.endpoint;
    switch (spec.kind) {
        case RequestError:
        case RequestTimeout:
        case LostResponse:
        case SlowResponse: return is_in_scope;
        case ExpiredTimestamp: return is_in_scope && request.is_signed;
        case Reject: return is_in_scope && request.is_order;
        case Drop:
        case Delay:
        case Duplicate:
        case Reorder:
        case Gap:
        case NoInitialSnapshot:
        case StaleFeed:
        case LateFills:
        case SequenceReset:
        case HalfOpen:
        case Notice:
        case Close: return false;
    }
    return false;
}

}  // namespace

base::Result<std::string> FaultInjector::add(FaultSpec spec, base::MonotonicTime now) {
    forget_ended(now);
    if (entries_.size() >= kFaultsMax) {
        return base::failure(base::ErrorCode::Conflict, "too many faults are on already; remove one first");
    }
    Entry entry;
    entry.fault.id = std::to_string(next_id_++);
    entry.fault.ends_at = now + spec.duration;
    entry.fault.spec = std::move(spec);
    entries_.push_back(std::move(entry));
    return entries_.back().fault.id;
}

bool FaultInjector::remove(std::string_view id) {
    return std::erase_if(entries_, [id](const Entry& entry) { return entry.fault.id == id; }) > 0;
}

std::vector<ActiveFault> FaultInjector::list(base::MonotonicTime now) {
    forget_ended(now);
    std::vector<ActiveFault> faults;
    for (const Entry& entry : entries_) faults.push_back(entry.fault);
    return faults;
}

FrameFate FaultInjector::fate_of(const FrameContext& frame, base::MonotonicTime now) {
    FrameFate fate;
    if (entries_.empty()) return fate;
    forget_ended(now);
    for (Entry& entry : entries_) {
        if (concerns(entry.fault.spec, frame) && draws(entry)) spoil(fate, entry.fault.spec);
    }
    return fate;
}

RequestFate FaultInjector::fate_of(const RequestContext& request, base::MonotonicTime now) {
    RequestFate fate;
    if (entries_.empty()) return fate;
    forget_ended(now);
    for (Entry& entry : entries_) {
        if (concerns(entry.fault.spec, request) && draws(entry)) spoil(fate, entry.fault.spec);
    }
    return fate;
}

std::vector<FaultSpec> FaultInjector::fates_of_socket(std::string_view path_word, base::MonotonicTime now) {
    forget_ended(now);
    std::vector<FaultSpec> fates;
    for (Entry& entry : entries_) {
        const FaultSpec& spec = entry.fault.spec;
        if (hits_sockets(spec.kind) && is_within(spec.channel, path_word) && draws(entry)) fates.push_back(spec);
    }
    return fates;
}

bool FaultInjector::strikes(std::string_view id) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [id](const Entry& entry) { return entry.fault.id == id; });
    return found != entries_.end() && draws(*found);
}

bool FaultInjector::takes_sequence_reset(std::string_view instrument, base::MonotonicTime now) {
    if (entries_.empty()) return false;
    forget_ended(now);
    for (Entry& entry : entries_) {
        const FaultSpec& spec = entry.fault.spec;
        if (spec.kind != SequenceReset || !is_within(spec.instrument, instrument)) continue;
        auto& done = entry.reset_instruments;
        if (std::find(done.begin(), done.end(), instrument) != done.end()) continue;
        done.emplace_back(instrument);
        if (draws(entry)) return true;
    }
    return false;
}

void FaultInjector::forget_ended(base::MonotonicTime now) {
    std::erase_if(entries_, [now](const Entry& entry) {
        return entry.fault.spec.duration > base::Duration::zero() && now >= entry.fault.ends_at;
    });
}

bool FaultInjector::draws(Entry& entry) {
    if (!random_.chance(entry.fault.spec.probability)) return false;
    ++entry.fault.times_applied;
    ++counters_[entry.fault.spec.kind];
    return true;
}

void FaultInjector::spoil(FrameFate& fate, const FaultSpec& spec) {
    switch (spec.kind) {
        case Drop:
        case Gap:
        case NoInitialSnapshot:
        case StaleFeed: fate.copies = 0; return;
        case Duplicate: fate.copies = std::max(fate.copies, 1) + 1; return;
        case Delay: fate.delay += spec.delay; return;
        case LateFills:
            fate.delay += spec.delay;
            fate.may_be_overtaken = true;
            return;
        case Reorder: fate.goes_after_next = true; return;
        case RequestError:
        case RequestTimeout:
        case LostResponse:
        case SlowResponse:
        case ExpiredTimestamp:
        case Reject:
        case SequenceReset:
        case HalfOpen:
        case Notice:
        case Close: return;
    }
}

void FaultInjector::spoil(RequestFate& fate, const FaultSpec& spec) {
    switch (spec.kind) {
        case RequestError: fate.refusal = api_error(spec.code.empty() ? "50001" : spec.code); return;
        case RequestTimeout: fate.answer_instead = api_error("50004"); return;
        case LostResponse: fate.loses_response = true; return;
        case SlowResponse: fate.delay += spec.delay; return;
        case ExpiredTimestamp: fate.refusal = api_error("50102"); return;
        case Reject: fate.reject_code = spec.code.empty() ? "51008" : spec.code; return;
        case Drop:
        case Delay:
        case Duplicate:
        case Reorder:
        case Gap:
        case NoInitialSnapshot:
        case StaleFeed:
        case LateFills:
        case SequenceReset:
        case HalfOpen:
        case Notice:
        case Close: return;
    }
}

}  // namespace trading::simulator
