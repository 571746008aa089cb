#include "tests/support/execution/samples.hpp"

#include "common/base/assert.hpp"

namespace trading::test {

using namespace domain;

base::Decimal decimal(std::string_view text) {
    const auto value = base::Decimal::from_string(text);
    TRADING_ASSERT(value.has_value());
    return *value;
}

Price price(std::string_view text) { return Price{decimal(text)}; }
Quantity quantity(std::string_view text) { return Quantity{decimal(text)}; }
Cash cash(std::string_view text) { return Cash{decimal(text)}; }

std::vector<Instrument> sample_instruments() {
    Instrument spot;
    spot.id = InstrumentId{"BTC-USDT"};
    spot.kind = InstrumentKind::Spot;
    spot.status = InstrumentStatus::Live;
    spot.base_currency = Currency{"BTC"};
    spot.quote_currency = Currency{"USDT"};
    spot.settle_currency = Currency{"USDT"};
    spot.tick_size = price("0.1");
    spot.lot_size = quantity("0.0001");
    spot.minimum_quantity = quantity("0.0001");
    spot.maximum_limit_quantity = quantity("100");
    Instrument swap = spot;
    swap.id = InstrumentId{"BTC-USDT-SWAP"};
    swap.kind = InstrumentKind::PerpetualSwap;
    swap.contract_kind = ContractKind::Linear;
    swap.lot_size = quantity("0.1");
    swap.minimum_quantity = quantity("0.1");
    swap.maximum_limit_quantity = quantity("1000");
    swap.maximum_market_quantity = quantity("500");
    swap.contract_multiplier = decimal("0.01");
    swap.maximum_leverage = Ratio{base::Decimal{100}};
    return {spot, swap};
}

execution::ExecutionOptions sample_options() {
    execution::AccountLimits account;
    account.equity_currency = Currency{"USDT"};
    account.duplicate_window = std::chrono::milliseconds{200};
    account.gross_notional_max = Notional{decimal("30000")};
    account.net_notional_max = Notional{decimal("25000")};
    account.correlated_notional_max = Notional{decimal("30000")};
    account.open_orders_max = 20;
    account.open_stops_max = 10;
    account.leverage_max = Ratio{decimal("4")};
    account.margin_ratio_min = Ratio{decimal("3")};
    account.margin_ratio_kill = Ratio{decimal("1.5")};
    account.liquidation_distance_min = Ratio{decimal("0.05")};
    account.liquidation_stop_multiple = Ratio{decimal("3")};
    account.liquidation_reduce_distance = Ratio{decimal("0.025")};
    account.liquidation_close_distance = Ratio{decimal("0.015")};
    account.day_loss_max = Ratio{decimal("0.04")};
    account.day_loss_kill = Ratio{decimal("0.06")};
    account.drawdown_max = Ratio{decimal("0.1")};
    account.drawdown_kill = Ratio{decimal("0.15")};
    account.messages_per_second_max = 20;
    account.messages_reserved = 8;
    account.book_age_max = std::chrono::milliseconds{1500};
    account.mark_age_max = std::chrono::seconds{3};
    account.clock_offset_max = std::chrono::milliseconds{500};
    account.blind_cancel_after = std::chrono::seconds{10};
    account.blind_close_after = std::chrono::seconds{60};
    account.instrument_lock = std::chrono::minutes{5};
    account.mismatches_per_day_max = 2;
    account.reject_ratio_max = Ratio{decimal("0.2")};
    account.slippage_max = Ratio{decimal("0.003")};
    account.acknowledgement_max = std::chrono::seconds{2};
    account.free_margin_ratio_min = Ratio{decimal("0.2")};
    execution::InstrumentLimits instrument;
    instrument.order_notional_max = Notional{decimal("10000")};
    instrument.minute_share_max = Ratio{decimal("0.5")};
    instrument.price_deviation_max = Ratio{decimal("0.02")};
    instrument.collar = Ratio{decimal("0.01")};
    instrument.position_notional_max = Notional{decimal("20000")};
    instrument.position_equity_ratio_max = Ratio{decimal("1.5")};
    instrument.open_orders_max = 5;
    instrument.cancels_per_fill_max = 200;
    instrument.maintenance_margin = Ratio{decimal("0.004")};
    instrument.taker_fee = Ratio{decimal("0.0005")};
    instrument.last_deviation_max = Ratio{decimal("0.03")};
    instrument.spread_max = Ratio{decimal("0.005")};
    instrument.leverage = Ratio{decimal("5")};
    execution::ExecutionOptions options;
    options.account_id = AccountId{"test"};
    options.initial_state = TradingState::Active;
    options.limits.account = account;
    options.limits.instruments[InstrumentId{"BTC-USDT"}] = instrument;
    options.limits.instruments[InstrumentId{"BTC-USDT-SWAP"}] = instrument;
    execution::StrategyLimits strategy;
    strategy.open_positions_max = 2;
    strategy.entries_per_day_max = 40;
    strategy.entries_per_hour_max = 10;
    strategy.day_loss_max = Ratio{decimal("0.02")};
    strategy.losing_trades_max = 4;
    strategy.stops_per_hour_max = 2;
    strategy.streak_lock = std::chrono::minutes{60};
    strategy.repeated_fills_max = 8;
    strategy.repeated_fills_window = std::chrono::minutes{10};
    options.limits.strategies[StrategyId{"s1"}] = strategy;
    options.limits.strategies[StrategyId{"s2"}] = strategy;
    options.protection.fallback_stop_distance = Ratio{decimal("0.015")};
    return options;
}

}  // namespace trading::test
