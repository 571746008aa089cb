#pragma once

#include "services/gateway/core/options.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace trading::test {

inline constexpr base::Timestamp kStart = base::from_unix_milliseconds(1'760'000'000'000);

[[nodiscard]] domain::InstrumentId btc();

// A spot instrument that trades normally.
[[nodiscard]] domain::Instrument spot(const domain::InstrumentId& id);
[[nodiscard]] domain::Instrument swap(const domain::InstrumentId& id);

// Books of `btc()`, all feeds but the venue's status, candles of one minute.
[[nodiscard]] gateway::GatewayOptions gateway_options();

// "100:1 99.5:2"; empty text is an empty side.
[[nodiscard]] std::vector<domain::BookLevel> levels(std::string_view text);

struct Sides {
    std::string_view bids;
    std::string_view asks;
};

// `previous` -1 makes a snapshot. The venue's time is 1 ms for each sequence number after `kStart`.
[[nodiscard]] domain::BookFrame book_frame(std::int64_t previous, std::int64_t sequence, Sides sides = {});

[[nodiscard]] domain::Trade trade(std::int64_t last_id, std::int64_t count = 1);

// One minute, opening `minute` minutes after `kStart`.
[[nodiscard]] domain::Candle candle(int minute, bool is_closed);

[[nodiscard]] domain::Ticker ticker(base::Timestamp ts_event);

}  // namespace trading::test
