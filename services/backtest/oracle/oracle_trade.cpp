#include "services/backtest/oracle/oracle_trade.hpp"

#include <cstdio>

namespace trading::backtest {
namespace {

std::string name_of(const OracleFill& fill) {
    switch (fill.kind) {
        case OracleExit::Stop: return "SL";
        case OracleExit::TakeProfit: return "TP" + std::to_string(fill.level);
        case OracleExit::TimeStop: return "TX";
    }
    return {};
}

}  // namespace

std::string fills_text(const OracleTrade& trade) {
    std::string text;
    for (const OracleFill& fill : trade.fills) {
        char price[32];
        static_cast<void>(std::snprintf(price, sizeof price, "%.1f", fill.price));
        if (!text.empty()) text += ' ';
        text += name_of(fill) + "@" + std::to_string(fill.bar) + ":" + std::to_string(fill.lots) + "x" + price;
    }
    return text;
}

std::string trade_text(const OracleTrade& trade) {
    char line[160];
    static_cast<void>(std::snprintf(
        line,
        sizeof line,
        "%zu %s %lld @ %.1f R %.4f profit %.4f ",
        trade.entry_bar,
        trade.side == domain::Side::Buy ? "buy" : "sell",
        static_cast<long long>(trade.lots),
        trade.entry,
        trade.distance,
        trade.profit
    ));
    return line + fills_text(trade);
}

}  // namespace trading::backtest
