#include "services/backtest/io/run_results.hpp"

#include "services/execution/core/exact.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <string_view>

namespace trading::backtest {
namespace {

std::string number(std::optional<double> value) { return value ? fmt::format("{}", *value) : "null"; }

std::string time(base::Timestamp ts) {
    return ts == base::Timestamp{} ? "null" : fmt::format("\"{}\"", base::to_iso8601_milliseconds(ts));
}

// The keys are words of ours: nothing in them needs an escape.
std::string object(const std::map<std::string, std::int64_t>& counts) {
    std::string text;
    for (const auto& [word, count] : counts) {
        text += fmt::format("{}\"{}\": {}", text.empty() ? "" : ", ", word, count);
    }
    return "{" + text + "}";
}

}  // namespace

RunResults::RunResults(const std::filesystem::path& folder, BarPath path, const RunRules& rules)
    : path_(path),
      interval_(rules.interval),
      opening_cash_(rules.venue.opening_cash.to_double()),
      trades_(folder / fmt::format("{}_trades.csv", to_string(path)), std::ios::binary),
      equity_(folder / fmt::format("{}_equity.csv", to_string(path)), std::ios::binary) {
    trades_ << "side,quantity,ts_opened,ts_closed,entry_price,exit_price,realised,fees,net,ending\n";
    equity_ << "ts_close,equity\n";
}

void RunResults::on_equity(base::Timestamp ts_close, domain::Cash equity) {
    if (!performance_) performance_.emplace(opening_cash_, ts_close - interval_);
    performance_->on_equity(ts_close, equity.to_double());
    fmt::print(equity_, "{},{}\n", base::to_iso8601_milliseconds(ts_close), equity.to_string());
}

void RunResults::on_trade(const ClosedTrade& trade) {
    const domain::Cash net = execution::sum(trade.realised, trade.fees);
    if (performance_) performance_->on_trade(net.to_double());
    realised_ = execution::sum(realised_, trade.realised);
    fees_ = execution::sum(fees_, trade.fees);
    ++endings_[std::string{domain::to_string(trade.ending)}];
    fmt::print(
        trades_,
        "{},{},{},{},{},{},{},{},{},{}\n",
        domain::to_string(trade.side),
        trade.quantity.to_string(),
        base::to_iso8601_milliseconds(trade.ts_opened),
        base::to_iso8601_milliseconds(trade.ts_closed),
        trade.entry_price,
        trade.exit_price,
        trade.realised.to_string(),
        trade.fees.to_string(),
        net.to_string(),
        domain::to_string(trade.ending)
    );
}

void RunResults::on_decision(const domain::Decision& decision) {
    ++decisions_;
    if (decision.outcome == domain::DecisionOutcome::NoTrade) ++vetoes_[decision.reason];
}

void RunResults::on_reply(const domain::IntentReply& reply) {
    if (reply.deny_reason) ++denials_[std::string{domain::to_string(*reply.deny_reason)}];
}

void RunResults::on_alert(const execution::Alert& alert) { ++alerts_[alert.event]; }

bool RunResults::flush() {
    trades_.flush();
    equity_.flush();
    return trades_.good() && equity_.good();
}

PerformanceFigures RunResults::figures() const {
    return performance_ ? performance_->figures() : PerformanceFigures{};
}

std::string RunResults::report() const {
    const PerformanceFigures all = figures();
    std::string text = fmt::format("{{\n  \"path\": \"{}\"", to_string(path_));
    const auto add = [&text](std::string_view name, const std::string& value) {
        text += fmt::format(",\n  \"{}\": {}", name, value);
    };
    add("bars", std::to_string(all.bars));
    add("days", std::to_string(all.days));
    add("opening_equity", number(all.opening_equity));
    add("closing_equity", number(all.closing_equity));
    add("total_return", number(all.total_return));
    add("yearly_return", number(all.yearly_return));
    add("yearly_volatility", number(all.yearly_volatility));
    add("sharpe", number(all.sharpe));
    add("sortino", number(all.sortino));
    add("drawdown_max", number(all.drawdown_max));
    add("drawdown_start", time(all.ts_drawdown_start));
    add("drawdown_trough", time(all.ts_drawdown_trough));
    add("calmar", number(all.calmar));
    add("ulcer", number(all.ulcer));
    add("trades", std::to_string(all.trades));
    add("win_rate", number(all.win_rate));
    add("profit_factor", number(all.profit_factor));
    add("expectancy", number(all.expectancy));
    add("payoff", number(all.payoff));
    add("quality", number(all.quality));
    add("realised", realised_.to_string());
    add("fees", fees_.to_string());
    add("evaluations", std::to_string(decisions_));
    add("vetoes", object(vetoes_));
    add("denials", object(denials_));
    add("endings", object(endings_));
    add("alerts", object(alerts_));
    return text + "\n}";
}

}  // namespace trading::backtest
