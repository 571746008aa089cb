#include "services/execution/core/settings_watch.hpp"

#include <fmt/format.h>

namespace trading::execution {

bool SettingsWatch::observe(const domain::PositionReport& report, Step& step) {
    if (!report.is_net) {
        external_.note(
            {.activity_id = "settings:position_mode",
             .kind = domain::ExternalKind::Settings,
             .instrument_id = report.instrument_id,
             .detail = "the account is not in the net position mode"},
            step
        );
        return false;
    }
    if (!report.leverage) return true;
    const auto [known, is_first] = leverages_.try_emplace(report.instrument_id, *report.leverage);
    if (is_first || known->second == *report.leverage) return true;
    external_.note(
        {.activity_id = fmt::format(
             "settings:{}:leverage:{}", report.instrument_id.value(), base::to_unix_nanoseconds(report.times.ts_event)
         ),
         .kind = domain::ExternalKind::Settings,
         .instrument_id = report.instrument_id,
         .detail = fmt::format("leverage was {} and is {}", known->second.to_string(), report.leverage->to_string())},
        step
    );
    known->second = *report.leverage;
    return true;
}

}  // namespace trading::execution
