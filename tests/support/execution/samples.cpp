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
    account.duplicate_window = std::chrono::milliseconds{200};
    account.gross_notional_max = Notional{decimal("30000")};
    account.net_notional_max = Notional{decimal("25000")};
    account.open_orders_max = 20;
    account.open_stops_max = 10;
    account.messages_per_second_max = 20;
    account.messages_reserved = 8;
    account.book_age_max = std::chrono::milliseconds{1500};
    account.mark_age_max = std::chrono::seconds{3};
    account.clock_offset_max = std::chrono::milliseconds{500};
    account.free_margin_ratio_min = Ratio{decimal("0.2")};
    execution::InstrumentLimits instrument;
    instrument.order_notional_max = Notional{decimal("10000")};
    instrument.price_deviation_max = Ratio{decimal("0.02")};
    instrument.collar = Ratio{decimal("0.01")};
    instrument.position_notional_max = Notional{decimal("20000")};
    instrument.position_equity_ratio_max = Ratio{decimal("1.5")};
    instrument.open_orders_max = 5;
    instrument.leverage = Ratio{decimal("5")};
    execution::ExecutionOptions options;
    options.account_id = AccountId{"test"};
    options.initial_state = TradingState::Active;
    options.limits.account = account;
    options.limits.instruments[InstrumentId{"BTC-USDT"}] = instrument;
    options.limits.instruments[InstrumentId{"BTC-USDT-SWAP"}] = instrument;
    options.limits.strategies[StrategyId{"s1"}] = {
        .open_positions_max = 2, .entries_per_day_max = 40, .entries_per_hour_max = 10};
    options.limits.strategies[StrategyId{"s2"}] = {
        .open_positions_max = 2, .entries_per_day_max = 40, .entries_per_hour_max = 10};
    options.protection.fallback_stop_distance = Ratio{decimal("0.015")};
    return options;
}

}  // namespace trading::test
