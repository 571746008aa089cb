#pragma once

#include "common/domain/entry_pause.hpp"
#include "common/domain/external_activity.hpp"

#include "trading/v1/stopping.pb.h"

namespace trading::codec {

void encode(const domain::EntryPause& pause, v1::EntryPause& message);
void encode(const domain::ExternalActivity& activity, v1::ExternalActivity& message);

}  // namespace trading::codec
