#include "services/backtest/io/run_config.hpp"

#include "services/backtest/candles/candle_file.hpp"
#include "services/execution/config.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace trading::backtest {
namespace {

using service::ConfigSection;

constexpr double kFundingMax = 0.05;  // Of the notional; venues cap it far below.
constexpr int kRateScale = 10;
constexpr std::int64_t kSlippageMax = 10'000;

domain::Instrument read_instrument(ConfigSection section) {
    domain::Instrument instrument;
    instrument.id = domain::InstrumentId{section.text("id")};
    instrument.kind = domain::InstrumentKind::PerpetualSwap;
    instrument.contract_kind = domain::ContractKind::Linear;
    instrument.status = domain::InstrumentStatus::Live;
    instrument.base_currency = domain::Currency{section.text("base_currency")};
    instrument.quote_currency = domain::Currency{section.text("quote_currency")};
    instrument.settle_currency = instrument.quote_currency;
    instrument.tick_size = domain::Price{section.positive_decimal("tick_size")};
    instrument.lot_size = domain::Quantity{section.positive_decimal("lot_size")};
    instrument.minimum_quantity = domain::Quantity{section.positive_decimal("minimum_quantity")};
    instrument.contract_multiplier = section.positive_decimal("contract_multiplier");
    return instrument;
}

void read_venue(RunRules& rules, ConfigSection section) {
    VenueRules& venue = rules.venue;
    venue.opening_cash = domain::Cash{section.positive_decimal("opening_cash")};
    venue.maker_fee = domain::Ratio{section.non_negative_decimal("maker_fee")};
    venue.taker_fee = domain::Ratio{section.non_negative_decimal("taker_fee")};
    venue.slippage_ticks = section.integer("slippage_ticks", {0, kSlippageMax});
    venue.maintenance_margin = domain::Ratio{section.positive_decimal("maintenance_margin")};
    venue.leverage = domain::Ratio{section.positive_decimal("leverage")};
    venue.instrument.maximum_leverage = venue.leverage;
    const double funding = section.number("funding_rate", {-kFundingMax, kFundingMax});
    const auto rate = base::Decimal::from_double(funding, kRateScale, base::Rounding::HalfEven);
    if (rate) rules.funding_rate = domain::Ratio{*rate};
}

void read_strategy(RunConfig& config, ConfigSection section) {
    std::vector<std::string> kinds;
    for (const strategy::StrategyKind& kind : strategy::strategy_kinds()) kinds.push_back(kind.name);
    strategy::StrategyPlan plan;
    plan.id = domain::StrategyId{section.text("id")};
    plan.kind = section.choice("kind", kinds);
    plan.interval = config.rules.interval;
    plan.instruments = {config.rules.venue.instrument.id};
    for (const strategy::StrategyKind& kind : strategy::strategy_kinds()) {
        if (kind.name != plan.kind) continue;
        config.strategies.push_back(kind.read(plan, section.section(kind.name)));
    }
}

// Without secrets and addresses: nothing is connected to.
base::Result<execution::ExecutionOptions> read_execution(const std::string& path) {
    std::ifstream stream{path};
    if (!stream) return base::failure(base::ErrorCode::NotFound, "cannot read " + path);
    const std::string yaml{std::istreambuf_iterator<char>{stream}, {}};
    auto config = execution::parse_recorded_config(yaml);
    if (!config) return base::failure(config.error().with_context(path));
    return std::move(config->core);
}

}  // namespace

base::Result<RunConfig> load_run_config(const std::string& path) {
    auto file = service::ConfigFile::load(path, "backtest");
    if (!file) return base::failure(file.error());
    ConfigSection root = file->root();
    RunConfig config;
    ConfigSection data = root.section("data");
    config.candles = data.text("candles");
    config.rules.interval = data.duration("interval");
    config.rules.venue.instrument = read_instrument(root.section("instrument"));
    read_venue(config.rules, root.section("venue"));
    ConfigSection latency = root.section("latency");
    config.rules.latencies.feed = latency.duration("feed");
    config.rules.latencies.entry = latency.duration("entry");
    config.rules.latencies.response = latency.duration("response");
    read_strategy(config, root.section("strategy"));
    config.results = root.text("results");

    const auto candles = CandleFile::open(config.candles, config.rules.interval);
    if (!candles) data.mistake("candles", candles.error().detail);
    auto execution = read_execution(root.text("execution"));
    if (execution) {
        config.execution = *std::move(execution);
    } else {
        root.mistake("execution", execution.error().detail);
    }
    if (const auto checked = file->check(); !checked) return base::failure(checked.error());
    return config;
}

}  // namespace trading::backtest
