#include "services/backtest/venue/bar_venue.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace trading::backtest {
namespace {

using namespace domain;

base::Decimal decimal(std::string_view text) { return base::Decimal::from_string(text).value(); }
Price price(std::string_view text) { return Price{decimal(text)}; }
Quantity quantity(std::string_view text) { return Quantity{decimal(text)}; }

class BarVenueTest : public testing::Test {
protected:
    static VenueRules rules() {
        VenueRules rules;
        rules.instrument.id = InstrumentId{"BTC-USDT-SWAP"};
        rules.instrument.kind = InstrumentKind::PerpetualSwap;
        rules.instrument.contract_kind = ContractKind::Linear;
        rules.instrument.settle_currency = Currency{"USDT"};
        rules.instrument.tick_size = price("0.5");
        rules.instrument.lot_size = rules.instrument.minimum_quantity = quantity("0.1");
        rules.opening_cash = Cash{decimal("1000000")};
        rules.maker_fee = Ratio{decimal("0.0002")};
        rules.taker_fee = Ratio{decimal("0.0005")};
        rules.slippage_ticks = 0;
        rules.leverage = Ratio{decimal("10")};
        return rules;
    }

    static Order order(std::string_view id, Side side, std::string_view size, OrderType type) {
        Order order;
        order.client_order_id = ClientOrderId{id};
        order.instrument_id = rules().instrument.id;
        order.side = side;
        order.type = type;
        order.quantity = quantity(size);
        return order;
    }

    static Order stop(std::string_view id, Side side, std::string_view size, std::string_view trigger) {
        Order stop = order(id, side, size, OrderType::Stop);
        stop.is_reduce_only = true;
        stop.trigger_price = price(trigger);
        return stop;
    }

    static Order limit(std::string_view id, Side side, std::string_view size, std::string_view at) {
        Order limit = order(id, side, size, OrderType::Limit);
        limit.limit_price = price(at);
        return limit;
    }

    void place(BarVenue& venue, Order order) { venue.on_request(PlaceOrder{std::move(order)}, now_, reports_); }

    // The last fill, as "price fee".
    std::string last_fill() const {
        std::string text = "none";
        for (const VenueReport& report : reports_) {
            const auto* order = std::get_if<OrderReport>(&report);
            if (order == nullptr || !order->fill) continue;
            text = order->fill->price.to_string() + " " + order->fill->fee.to_string();
        }
        return text;
    }

    base::Timestamp now_ = base::from_unix_milliseconds(1'640'995'200'000);
    Reports reports_;
};

TEST_F(BarVenueTest, accounts_for_a_perpetual_as_published) {
    BarVenue venue{rules()};
    venue.jump_to(price("46377"), now_, reports_);
    place(venue, order("in", Side::Buy, "10", OrderType::Market));
    EXPECT_EQ(venue.cash().to_string(), "999768.115");
    venue.go_to(price("46448"), now_, reports_);
    EXPECT_EQ(venue.equity().to_string(), "1000478.115");
    place(venue, order("out", Side::Sell, "10", OrderType::Market));
    EXPECT_EQ(venue.cash().to_string(), "1000245.875");
    EXPECT_TRUE(venue.position().is_flat());
}

TEST_F(BarVenueTest, fills_a_stop_where_it_stands_or_where_the_market_opens) {
    for (const bool is_gap : {false, true}) {
        BarVenue venue{rules()};
        venue.jump_to(price("100"), now_, reports_);
        place(venue, order("in", Side::Buy, "1", OrderType::Market));
        place(venue, stop("stop", Side::Sell, "1", "95"));
        if (is_gap) {
            venue.jump_to(price("90"), now_, reports_);
        } else {
            venue.go_to(price("90"), now_, reports_);
        }
        EXPECT_EQ(last_fill(), is_gap ? "90 -0.045" : "95 -0.0475");
        EXPECT_TRUE(venue.position().is_flat());
    }
}

TEST_F(BarVenueTest, slips_what_takes_and_not_what_rests) {
    VenueRules slipping = rules();
    slipping.slippage_ticks = 2;
    BarVenue venue{slipping};
    venue.jump_to(price("100"), now_, reports_);
    place(venue, order("in", Side::Buy, "1", OrderType::Market));
    EXPECT_EQ(last_fill(), "101 -0.0505");
    place(venue, limit("out", Side::Sell, "1", "110"));
    venue.go_to(price("120"), now_, reports_);
    EXPECT_EQ(last_fill(), "110 -0.022");
}

TEST_F(BarVenueTest, fills_a_resting_limit_only_when_the_market_goes_through_it) {
    BarVenue venue{rules()};
    venue.jump_to(price("100"), now_, reports_);
    place(venue, limit("rest", Side::Buy, "1", "95"));
    venue.go_to(price("95"), now_, reports_);
    EXPECT_EQ(last_fill(), "none");
    venue.go_to(price("94.5"), now_, reports_);
    EXPECT_EQ(last_fill(), "95 -0.019");
}

TEST_F(BarVenueTest, meets_the_nearer_order_first_and_ends_what_could_only_shrink) {
    BarVenue venue{rules()};
    venue.jump_to(price("100"), now_, reports_);
    place(venue, order("in", Side::Sell, "1", OrderType::Market));
    place(venue, stop("far", Side::Buy, "1", "108"));
    place(venue, stop("near", Side::Buy, "1", "104"));
    Order profit = limit("profit", Side::Buy, "1", "90");
    profit.is_reduce_only = true;
    place(venue, profit);
    venue.go_to(price("110"), now_, reports_);
    EXPECT_EQ(last_fill(), "104 -0.052");
    EXPECT_TRUE(venue.position().is_flat()) << "the farther stop found nothing left to close";
    venue.go_to(price("80"), now_, reports_);
    EXPECT_EQ(last_fill(), "104 -0.052") << "the take-profit has ended with the position";
}

TEST_F(BarVenueTest, refuses_what_a_venue_refuses) {
    BarVenue venue{rules()};
    venue.jump_to(price("100"), now_, reports_);
    Order late = order("late", Side::Buy, "1", OrderType::Market);
    late.ts_expires = now_ - std::chrono::milliseconds{1};
    for (Order refused :
         {late,
          order("odd_lot", Side::Buy, "0.15", OrderType::Market),
          order("small", Side::Buy, "0", OrderType::Market),
          limit("odd_tick", Side::Buy, "1", "99.7"),
          stop("nothing_to_reduce", Side::Sell, "1", "95")}) {
        reports_.clear();
        place(venue, refused);
        ASSERT_EQ(reports_.size(), 1U) << refused.client_order_id.value();
        EXPECT_EQ(std::get<RequestAnswered>(reports_.front()).outcome, RequestOutcome::Refused);
    }
    EXPECT_EQ(venue.cash(), rules().opening_cash);
}

// 1,000 of cash, long 100 at 100: worth 1000 + 100 (p - 100), which covers 2 % of 100 p down to p = 91.83...
class LiquidatedVenueTest : public BarVenueTest {
protected:
    LiquidatedVenueTest() : venue_(thin()) {
        venue_.jump_to(price("100"), now_, reports_);
        place(venue_, order("in", Side::Buy, "100", OrderType::Market));
    }

    static VenueRules thin() {
        VenueRules thin = rules();
        thin.opening_cash = Cash{decimal("1000")};
        thin.taker_fee = Ratio{};
        thin.maintenance_margin = Ratio{decimal("0.02")};
        return thin;
    }

    BarVenue venue_;
};

TEST_F(LiquidatedVenueTest, loses_its_position_at_the_bankruptcy_price) {
    venue_.go_to(price("92"), now_, reports_);
    EXPECT_FALSE(venue_.position().is_flat());
    venue_.go_to(price("91.5"), now_, reports_);
    EXPECT_TRUE(venue_.position().is_flat());
    EXPECT_EQ(last_fill(), "90 0");
    EXPECT_TRUE(venue_.cash().is_zero());
}

TEST_F(LiquidatedVenueTest, is_saved_by_a_stop_that_comes_first_only) {
    place(venue_, stop("late", Side::Sell, "100", "91"));
    BarVenue saved = venue_;
    place(saved, stop("early", Side::Sell, "100", "95"));
    saved.go_to(price("80"), now_, reports_);
    EXPECT_EQ(saved.cash().to_string(), "500");
    venue_.go_to(price("80"), now_, reports_);
    EXPECT_TRUE(venue_.cash().is_zero());
    EXPECT_TRUE(venue_.position().is_flat());
}

TEST_F(LiquidatedVenueTest, is_taken_over_before_its_stop_in_a_gap) {
    place(venue_, stop("stop", Side::Sell, "100", "95"));
    venue_.jump_to(price("50"), now_, reports_);
    EXPECT_TRUE(venue_.cash().is_zero()) << "the venue's fund bears what is lost beyond";
}

TEST_F(BarVenueTest, pays_funding_as_a_bill) {
    VenueRules swap = rules();
    swap.instrument.contract_multiplier = decimal("0.01");
    swap.taker_fee = Ratio{};
    BarVenue venue{swap};
    venue.jump_to(price("62000"), now_, reports_);
    place(venue, order("in", Side::Buy, "25", OrderType::Market));
    venue.pay_funding(Ratio{decimal("0.0001")}, now_);
    EXPECT_EQ(venue.cash().to_string(), "999998.45");
    reports_.clear();
    venue.on_request(FetchBills{now_, 7}, now_, reports_);
    const auto& bills = std::get<BillsFetched>(reports_.front());
    ASSERT_EQ(bills.bills.size(), 1U);
    EXPECT_EQ(bills.bills.front().amount.to_string(), "-1.55");
    EXPECT_EQ(bills.look, 7U);
}

}  // namespace
}  // namespace trading::backtest
