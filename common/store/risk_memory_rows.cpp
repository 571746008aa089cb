#include "common/store/risk_memory_rows.hpp"

#include "common/store/row_values.hpp"

#include <sstream>

namespace trading::store {

using namespace domain;

namespace {

std::vector<base::Timestamp> times_of(const pqxx::field& field) {
    std::vector<base::Timestamp> times;
    std::istringstream words{field.c_str()};
    std::int64_t nanoseconds = 0;
    while (words >> nanoseconds) times.push_back(base::from_unix_nanoseconds(nanoseconds));
    if (!words.eof()) throw std::runtime_error(std::string{"column "} + field.name() + " holds '" + field.c_str() + "'");
    return times;
}

AccountDay account_day_of(const pqxx::row& row) {
    AccountDay day;
    day.day = time_of(row["day_ns"]);
    day.opening_equity = amount_of<Cash>(row["opening_equity"]);
    day.highest_equity = amount_of<Cash>(row["highest_equity"]);
    day.mismatches = row["mismatches"].as<int>();
    return day;
}

StrategyDay strategy_day_of(const pqxx::row& row) {
    StrategyDay day;
    day.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    day.day = time_of(row["day_ns"]);
    day.realised = amount_of<Cash>(row["realised"]);
    day.opening_unrealised = amount_of<Cash>(row["opening_unrealised"]);
    day.losing_trades = row["losing_trades"].as<int>();
    day.stops = times_of(row["stops_ns"]);
    return day;
}

StrategyTrade strategy_trade_of(const pqxx::row& row) {
    StrategyTrade trade;
    trade.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    trade.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    trade.is_open = row["is_open"].as<bool>();
    trade.result = amount_of<Cash>(row["result"]);
    return trade;
}

EntryLock entry_lock_of(const pqxx::row& row) {
    EntryLock lock;
    lock.scope = enum_of(row["scope"], parse_lock_scope);
    lock.subject = row["subject"].c_str();
    lock.rule = row["rule"].c_str();
    lock.reason = row["reason"].c_str();
    lock.ts_since = time_of(row["ts_since_ns"]);
    if (!row["ts_until_ns"].is_null()) lock.ts_until = time_of(row["ts_until_ns"]);
    return lock;
}

LimitSetting limit_setting_of(const pqxx::row& row) {
    LimitSetting setting;
    setting.limit = row["limit_name"].c_str();
    setting.value = row["value"].c_str();
    setting.configured = row["configured"].c_str();
    setting.actor = row["actor"].c_str();
    setting.reason = row["reason"].c_str();
    setting.version = row["version"].as<std::int64_t>();
    setting.ts_event = time_of(row["ts_event_ns"]);
    return setting;
}

}  // namespace

void read_risk_memory(pqxx::work& work, const std::string& account, RecoveredState& state) {
    const pqxx::result days = work.exec_params(
        "SELECT * FROM (SELECT * FROM account_days WHERE account_id = $1 ORDER BY day_ns DESC LIMIT 31) AS newest "
        "ORDER BY day_ns",
        account
    );
    for (const pqxx::row& row : days) state.account_days.push_back(account_day_of(row));
    const pqxx::result strategies =
        work.exec_params("SELECT * FROM strategy_days WHERE account_id = $1 ORDER BY strategy_id", account);
    for (const pqxx::row& row : strategies) state.strategy_days.push_back(strategy_day_of(row));
    const pqxx::result trades =
        work.exec_params("SELECT * FROM strategy_trades WHERE account_id = $1 ORDER BY instrument_id", account);
    for (const pqxx::row& row : trades) state.strategy_trades.push_back(strategy_trade_of(row));
    const pqxx::result locks =
        work.exec_params("SELECT * FROM entry_locks WHERE account_id = $1 ORDER BY scope, subject", account);
    for (const pqxx::row& row : locks) state.entry_locks.push_back(entry_lock_of(row));
    const pqxx::result settings = work.exec_params(
        "SELECT DISTINCT ON (limit_name) * FROM limit_settings WHERE account_id = $1 ORDER BY limit_name, version DESC",
        account
    );
    for (const pqxx::row& row : settings) state.limit_settings.push_back(limit_setting_of(row));
}

std::string text_of_times(const std::vector<base::Timestamp>& times) {
    std::string text;
    for (const base::Timestamp time : times) {
        if (!text.empty()) text += ' ';
        text += std::to_string(nanoseconds_of(time));
    }
    return text;
}

}  // namespace trading::store
