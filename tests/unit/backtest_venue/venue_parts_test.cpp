#include "services/backtest/venue/consumed_liquidity.hpp"
#include "services/backtest/venue/funding.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace trading::backtest {
namespace {

using domain::BookLevel;
using domain::Price;
using domain::Quantity;
using domain::Side;

base::Decimal decimal(std::string_view text) { return base::Decimal::from_string(text).value(); }
BookLevel level(std::string_view price, std::string_view quantity) {
    return {Price{decimal(price)}, Quantity{decimal(quantity)}};
}

domain::Instrument bitcoin_swap() {
    domain::Instrument instrument;
    instrument.id = domain::InstrumentId{"BTC-USDT-SWAP"};
    instrument.kind = domain::InstrumentKind::PerpetualSwap;
    instrument.contract_kind = domain::ContractKind::Linear;
    instrument.contract_multiplier = decimal("0.01");
    return instrument;
}

TEST(Funding, equals_the_worked_example_and_is_paid_by_longs) {
    const Price mark{decimal("62000")};
    const domain::Ratio rate{decimal("0.0001")};
    const auto paid = funding_payment(bitcoin_swap(), Quantity{decimal("25")}, mark, rate);
    EXPECT_EQ(paid.value().to_string(), "-1.55");
    const auto received = funding_payment(bitcoin_swap(), Quantity{decimal("-25")}, mark, rate);
    EXPECT_EQ(received.value().to_string(), "1.55");
    const domain::Ratio negative{decimal("-0.0001")};
    const auto turned = funding_payment(bitcoin_swap(), Quantity{decimal("25")}, mark, negative);
    EXPECT_EQ(turned.value().to_string(), "1.55");
    EXPECT_TRUE(funding_payment(bitcoin_swap(), Quantity{}, mark, rate).value().is_zero());
}

const std::vector<BookLevel> kAsks{level("100", "2"), level("101", "3"), level("102", "5")};

TEST(ConsumedLiquidity, walks_the_levels_up_to_the_limit) {
    ConsumedLiquidity consumed;
    const auto got = consumed.take(Side::Buy, kAsks, Quantity{decimal("9")}, Price{decimal("101")});
    EXPECT_EQ(got, (std::vector<BookLevel>{level("100", "2"), level("101", "3")}));
}

TEST(ConsumedLiquidity, is_not_taken_twice_until_the_level_is_shown_anew) {
    ConsumedLiquidity consumed;
    EXPECT_EQ(consumed.take(Side::Buy, kAsks, Quantity{decimal("3")}, {}).size(), 2U);
    const auto second = consumed.take(Side::Buy, kAsks, Quantity{decimal("3")}, {});
    EXPECT_EQ(second, (std::vector<BookLevel>{level("101", "2"), level("102", "1")}));

    domain::BookUpdate shown;
    shown.asks = {level("100", "2")};
    consumed.on_book(shown);
    const auto third = consumed.take(Side::Buy, kAsks, Quantity{decimal("3")}, {});
    EXPECT_EQ(third, (std::vector<BookLevel>{level("100", "2"), level("102", "1")}));
}

TEST(ConsumedLiquidity, of_one_side_says_nothing_about_the_other) {
    ConsumedLiquidity consumed;
    EXPECT_EQ(consumed.take(Side::Buy, {level("100", "2")}, Quantity{decimal("2")}, {}).size(), 1U);
    const auto sold = consumed.take(Side::Sell, {level("100", "2")}, Quantity{decimal("2")}, Price{decimal("100")});
    EXPECT_EQ(sold.size(), 1U);
    EXPECT_TRUE(consumed.take(Side::Sell, {level("99", "2")}, Quantity{decimal("2")}, Price{decimal("100")}).empty());
}

}  // namespace
}  // namespace trading::backtest
