#include "common/service/build_info.hpp"
#include "services/backtest/wiring.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

// Works on recordings: no network, no database, no clock but for measuring.
int main(int argc, char** argv) {
    CLI::App app{"Replays what the services recorded.", "trading-backtest"};
    app.set_version_flag("--version", std::string{trading::service::build_info().commit});
    app.require_subcommand(1);
    std::string folder;
    double speed_min = 0;
    CLI::App& replay =
        *app.add_subcommand("replay", "Give the recorded inputs to the same cores and compare, byte for byte");
    replay.add_option("folder", folder, "A run, or any folder above runs")->required();
    replay.add_option("--speed-min", speed_min, "Fail when slower than so many times real time");
    std::string candles;
    bool shows_trades = false;
    CLI::App& oracle =
        *app.add_subcommand("oracle", "Trade one-minute candles by the strictest rules; print the results");
    oracle.add_option("candles", candles, "A CSV file: ts_ms or timestamp, open, high, low, close, volume")->required();
    oracle.add_flag("--trades", shows_trades, "Print every trade of the first variant, too");
    std::string config;
    CLI::App& run = *app.add_subcommand("run", "Trade recorded candles with the strategy and execution that trade live");
    run.add_option("config", config, "A file like deployment/config/backtest.yaml")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        if (oracle.parsed()) return trading::backtest::trade_candles(candles, shows_trades);
        if (run.parsed()) return trading::backtest::run(config);
        return trading::backtest::replay(folder, speed_min);
    } catch (const std::exception& error) {
        std::cerr << "trading-backtest: stopped by an unexpected error: " << error.what() << '\n';
    }
    return 1;
}
