#include "services/execution/core/input.hpp"

namespace trading::execution {

std::string_view to_string(CommandKind kind) noexcept {
    switch (kind) {
        case CommandKind::Halt: return "halt";
        case CommandKind::Reduce: return "reduce";
        case CommandKind::Resume: return "resume";
        case CommandKind::Flatten: return "flatten";
        case CommandKind::Reconcile: return "reconcile";
        case CommandKind::PauseEntries: return "pause_entries";
        case CommandKind::ResumeEntries: return "resume_entries";
        case CommandKind::Kill: return "kill";
        case CommandKind::Rearm: return "rearm";
        case CommandKind::DecideExternal: return "decide_external";
        case CommandKind::ChangeLimit: return "change_limit";
    }
    return "unknown";
}

}  // namespace trading::execution
