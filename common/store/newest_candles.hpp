#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"

#include <cstdint>
#include <map>
#include <utility>

namespace trading::store {

// The opening time of the newest stored candle of each instrument and interval in seconds.
using NewestCandles = std::map<std::pair<domain::InstrumentId, std::int64_t>, base::Timestamp>;

}  // namespace trading::store
