#include <gtest/gtest.h>

#include "common/domain/ids.hpp"
#include "common/domain/order_book.hpp"
#include "common/domain/rounding.hpp"

namespace trading::domain {
namespace {

Price price(const char* text) { return Price::from_string(text).value(); }
Quantity quantity(const char* text) { return Quantity::from_string(text).value(); }
BookLevel level(const char* at, const char* size) { return {price(at), quantity(size)}; }

Instrument swap() {
    Instrument instrument;
    instrument.kind = InstrumentKind::PerpetualSwap;
    instrument.contract_kind = ContractKind::Linear;
    instrument.tick_size = price("0.1");
    instrument.lot_size = quantity("0.01");
    instrument.contract_multiplier = base::Decimal::from_string("0.01").value();
    return instrument;
}

TEST(ClientOrderId, takes_only_what_a_venue_accepts) {
    EXPECT_TRUE(make_client_order_id("aZ09").has_value());
    EXPECT_TRUE(make_client_order_id(std::string(32, 'a')).has_value());
    for (const std::string& text :
         {std::string{}, std::string(33, 'a'), std::string{"a-b"}, std::string{"a_b"}, std::string{"ä"}}) {
        EXPECT_FALSE(make_client_order_id(text).has_value()) << text;
    }
}

TEST(Rounding, goes_to_ticks_and_lots_in_the_named_direction) {
    EXPECT_EQ(floor_to_tick(swap(), price("63921.19")).value(), price("63921.1"));
    EXPECT_EQ(ceil_to_tick(swap(), price("63921.11")).value(), price("63921.2"));
    EXPECT_EQ(floor_to_lot(swap(), quantity("1.999")).value(), quantity("1.99"));
    EXPECT_TRUE(is_on_tick(swap(), price("63921.1")));
    EXPECT_FALSE(is_on_tick(swap(), price("63921.15")));
    EXPECT_FALSE(is_on_lot(swap(), quantity("0.015")));
}

TEST(Notional, uses_the_contract_multiplier) {
    EXPECT_EQ(notional_of(swap(), price("62000"), quantity("25")).value().to_string(), "15500");
    Instrument inverse = swap();
    inverse.contract_kind = ContractKind::Inverse;
    inverse.contract_multiplier = base::Decimal{100};
    EXPECT_EQ(notional_of(inverse, price("62000"), quantity("3")).value().to_string(), "300");
}

TEST(OrderBook, applies_snapshots_changes_and_deletes) {
    OrderBook book;
    book.apply(
        {InstrumentId{"X"}, true, {level("10", "1"), level("9", "2")}, {level("11", "3"), level("12", "4")}, 1, {}}
    );
    book.apply(
        {InstrumentId{"X"}, false, {level("10", "0"), level("9.5", "5")}, {level("10.5", "6"), level("12", "7")}, 2, {}}
    );
    EXPECT_EQ(book.bids(10), (std::vector{level("9.5", "5"), level("9", "2")}));
    EXPECT_EQ(book.asks(10), (std::vector{level("10.5", "6"), level("11", "3"), level("12", "7")}));
    EXPECT_EQ(book.best_bid(), level("9.5", "5"));
    EXPECT_EQ(book.best_ask(), level("10.5", "6"));
}

TEST(OrderBook, ignores_the_delete_of_a_price_it_does_not_hold) {
    OrderBook book;
    book.apply({InstrumentId{"X"}, true, {level("10", "1")}, {}, 1, {}});
    book.apply({InstrumentId{"X"}, false, {level("9", "0"), level("11", "0")}, {level("12", "0")}, 2, {}});
    EXPECT_EQ(book.bids(10), std::vector{level("10", "1")});
    EXPECT_EQ(book.ask_count(), 0U);
}

TEST(OrderBook, replaces_everything_on_a_whole_book) {
    OrderBook book;
    book.apply({InstrumentId{"X"}, true, {level("10", "1")}, {level("11", "1")}, 1, {}});
    book.apply({InstrumentId{"X"}, true, {level("8", "1")}, {}, 2, {}});
    EXPECT_EQ(book.bids(10), std::vector{level("8", "1")});
    EXPECT_EQ(book.best_ask(), std::nullopt);
}

TEST(OrderBook, knows_when_it_is_crossed) {
    OrderBook book;
    book.apply({InstrumentId{"X"}, true, {level("10", "1")}, {level("10.1", "1")}, 1, {}});
    EXPECT_FALSE(book.is_crossed());
    book.apply({InstrumentId{"X"}, false, {level("10.1", "1")}, {}, 2, {}});
    EXPECT_TRUE(book.is_crossed());
}

}  // namespace
}  // namespace trading::domain
