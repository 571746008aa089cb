#include "services/control/io/instrument_board.hpp"

#include <gtest/gtest.h>

namespace trading::control {
namespace {

domain::Price price(const char* text) { return domain::Price::from_string(text).value(); }
domain::Quantity quantity(const char* text) { return domain::Quantity::from_string(text).value(); }

domain::Instrument swap() {
    domain::Instrument instrument;
    instrument.id = domain::InstrumentId{"BTC-USDT-SWAP"};
    instrument.kind = domain::InstrumentKind::PerpetualSwap;
    instrument.contract_kind = domain::ContractKind::Linear;
    instrument.contract_multiplier = base::Decimal::from_string("0.01").value();
    return instrument;
}

domain::Position position(const char* size) {
    domain::Position position;
    position.instrument_id = domain::InstrumentId{"BTC-USDT-SWAP"};
    position.quantity = quantity(size);
    position.average_entry_price = price("60000");
    return position;
}

TEST(InstrumentBoard, values_an_open_position_by_the_mark_price) {
    InstrumentBoard board;
    board.apply(domain::MarketFact{domain::InstrumentUpdate{swap(), {}}});
    board.apply(domain::MarketFact{domain::MarkPrice{domain::InstrumentId{"BTC-USDT-SWAP"}, price("60100"), {}}});
    board.apply(domain::ExecutionFact{position("-3")});
    const auto summaries = board.summaries();
    ASSERT_EQ(summaries.size(), 1U);
    EXPECT_EQ(summaries[0].position_quantity(), "-3");
    EXPECT_EQ(summaries[0].unrealised_pnl(), "-3");
    EXPECT_EQ(summaries[0].mark_price(), "60100");
    EXPECT_EQ(summaries[0].ticks(), 2U);
}

TEST(InstrumentBoard, counts_an_order_once_and_forgets_it_when_terminal) {
    InstrumentBoard board;
    domain::OrderEvent event;
    event.order.instrument_id = domain::InstrumentId{"BTC-USDT-SWAP"};
    event.order.client_order_id = domain::ClientOrderId{"a1"};
    event.order.version = 1;
    board.apply(domain::ExecutionFact{event});
    event.order.version = 2;
    event.order.status = domain::OrderStatus::Live;
    board.apply(domain::ExecutionFact{event});
    EXPECT_EQ(board.summaries()[0].open_orders(), 1U);
    event.order.version = 3;
    event.order.status = domain::OrderStatus::Cancelled;
    board.apply(domain::ExecutionFact{event});
    EXPECT_EQ(board.summaries()[0].open_orders(), 0U);
    EXPECT_EQ(board.summaries()[0].orders(), 1U);
}

TEST(InstrumentBoard, has_no_value_for_inverse_contracts) {
    domain::Instrument inverse = swap();
    inverse.contract_kind = domain::ContractKind::Inverse;
    EXPECT_FALSE(unrealised_pnl(inverse, position("1"), price("60100")).has_value());
    EXPECT_EQ(unrealised_pnl(swap(), position("1"), price("60100"))->to_string(), "1");
}

}  // namespace
}  // namespace trading::control
