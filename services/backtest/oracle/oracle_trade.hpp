#pragma once

#include "common/domain/market_data.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace trading::backtest {

enum class OracleExit { Stop = 1, TakeProfit = 2, TimeStop = 3 };

// A part of a position that was closed.
struct OracleFill {
    OracleExit kind = OracleExit::Stop;
    int level = 0;  // Of a take-profit: 1 is the nearest.
    std::size_t bar = 0;
    std::int64_t lots = 0;
    double price = 0;

    bool operator==(const OracleFill&) const = default;
};

// A position from its entry to its last fill.
struct OracleTrade {
    std::size_t entry_bar = 0;
    domain::Side side = domain::Side::Buy;
    double entry = 0;
    std::int64_t lots = 0;
    double distance = 0;  // R in price.
    double at_risk = 0;   // R in money.
    double profit = 0;    // Fees included.
    std::vector<OracleFill> fills;

    [[nodiscard]] double outcome() const noexcept { return profit / at_risk; }

    bool operator==(const OracleTrade&) const = default;
};

// "TP1@184:2361x50388.3 SL@193:3542x50354.5": what, at which bar, how many lots at which price. TX is the time stop.
[[nodiscard]] std::string fills_text(const OracleTrade& trade);

// One line: entry bar, side, lots @ entry, R in price, profit, fills.
[[nodiscard]] std::string trade_text(const OracleTrade& trade);

}  // namespace trading::backtest
