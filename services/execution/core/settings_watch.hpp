#pragma once

#include "services/execution/core/external_desk.hpp"

#include <map>

namespace trading::execution {

// Notices when somebody changes how the account trades: the leverage of an instrument, or the position mode. Neither is
// ever changed by us; both are seen on the positions that the venue reports.
class SettingsWatch {
public:
    explicit SettingsWatch(ExternalDesk& external) : external_(external) {}

    // False: the account has left the net position mode, and our positions mean nothing any more.
    [[nodiscard]] bool observe(const domain::PositionReport& report, Step& step);

private:
    ExternalDesk& external_;
    std::map<domain::InstrumentId, domain::Ratio> leverages_;  // As last seen since the start.
};

}  // namespace trading::execution
