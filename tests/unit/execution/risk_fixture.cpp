#include "tests/unit/execution/risk_fixture.hpp"

namespace trading::test {

using namespace domain;
using namespace execution;

RiskFixture::RiskFixture() {
    condition.state = TradingState::Active;
    condition.is_reconciled = true;
    condition.is_venue_up = true;
    condition.clock_offset = std::chrono::milliseconds{3};
    condition.equity = cash("100000");
    for (const Instrument& instrument : sample_instruments()) {
        market.load(instrument);
        Ticker ticker;
        ticker.instrument_id = instrument.id;
        ticker.last_price = price("42000");
        ticker.best_bid = BookLevel{price("41999.9"), quantity("1")};
        ticker.best_ask = BookLevel{price("42000.1"), quantity("1")};
        // 42,000 a minute in spot, 4,200,000 in contracts.
        ticker.volume_24h = instrument.is_spot() ? quantity("1440") : quantity("14400000");
        ticker.times = {now, now};
        market.on_fact(ticker);
        market.on_fact(MarkPrice{instrument.id, price("42000"), {now, now}});
        market.on_fact(FeedStatus{instrument.id, Channel::Book, FeedState::Fresh, "recovered", now});
    }
    Outputs out;
    Step step{now, out};
    ledger.open({Balance{Currency{"USDT"}, cash("100000"), cash("100000"), now}}, now, step);
    intent.intent_id = IntentId{"i1"};
    intent.strategy_id = StrategyId{"s1"};
    intent.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    intent.quantity = quantity("2");
    intent.limit_price = price("42000");
    intent.stop_price = price("41500");
    intent.ts_created = now;
    intent.valid_until = now + std::chrono::seconds{5};
}

RiskView RiskFixture::view() const {
    return RiskView{limits, validity_max_, market, orders, positions, ledger, history, rate, locks, venue_positions, pauses};
}

std::string RiskFixture::check() { return check(intent); }

std::string RiskFixture::check(const OrderIntent& wish) {
    const RiskGate gate{view()};
    const Verdict verdict = gate.check(wish, condition, now);
    if (const auto* denied = std::get_if<Denied>(&verdict)) {
        return std::string{to_string(denied->reason)} + " " + denied->detail;
    }
    return "accepted";
}

void RiskFixture::add_order(
    std::string_view instrument, OrderPurpose purpose, std::string_view size, OrderStatus status
) {
    Order order;
    order.client_order_id = ClientOrderId{"o" + std::to_string(++orders_added_)};
    order.strategy_id = StrategyId{"s1"};
    order.instrument_id = InstrumentId{instrument};
    order.purpose = purpose;
    order.type = purpose == OrderPurpose::StopLoss ? OrderType::Stop : OrderType::Limit;
    order.is_reduce_only = purpose != OrderPurpose::Entry;
    order.side = order.is_reduce_only ? Side::Sell : Side::Buy;
    order.quantity = quantity(size);
    order.status = status;
    Outputs out;
    Step step{now, out};
    orders.add(order, step);
}

void RiskFixture::add_position(std::string_view instrument, std::string_view size, std::string_view strategy) {
    Position position;
    position.instrument_id = InstrumentId{instrument};
    position.strategy_id = StrategyId{strategy};
    position.quantity = quantity(size);
    position.average_entry_price = price("42000");
    positions.recover(position);
}

void RiskFixture::set_available(std::string_view amount) {
    ledger.set_available(Balance{Currency{"USDT"}, cash("100000"), cash(amount), now});
}

}  // namespace trading::test
