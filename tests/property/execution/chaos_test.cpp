// Whatever the venue's reports go through, execution ends with the venue's books, and on the way no order is doubled,
// none is filled beyond its quantity, the exposure at the venue stays within the limits, and no more of a spot position
// could be sold than there is.
#include "services/execution/core/execution_core.hpp"
#include "tests/support/execution/memory_store.hpp"
#include "tests/support/execution/model_venue.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <memory>
#include <set>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

constexpr base::Duration kStep = 10ms;
const InstrumentId kSpot{"BTC-USDT"};

class Chaos {
public:
    explicit Chaos(std::uint64_t seed) : random_(seed), venue_(sample_instruments(), base::mix(seed)) {
        options_ = sample_options();
        StrategyLimits& strategy = options_.limits.strategies.begin()->second;
        strategy.entries_per_day_max = 100000;
        strategy.entries_per_hour_max = 100000;
        // Losses and a bad venue must not end the trading early; risk_law_test.cpp looks after them.
        strategy.losing_trades_max = 100000;
        strategy.stops_per_hour_max = 100000;
        strategy.repeated_fills_max = 100000;
        options_.limits.account->acknowledgement_max = 1h;
        options_.limits.account->slippage_max = Ratio{decimal("1")};
        options_.limits.account->reject_ratio_max = Ratio{decimal("1")};
        options_.limits.account->messages_per_second_max = 1000;
        now_ = base::from_unix_milliseconds(1'764'000'000'000);
        start();
    }

    void run() {
        ModelVenue::Faults faults;
        if (random_.chance(0.5)) faults.lost_request = 0.1;
        if (random_.chance(0.5)) faults.lost_answer = 0.1;
        if (random_.chance(0.3)) faults.slow_request = 0.05;
        if (random_.chance(0.5)) faults.lost_push = 0.1;
        if (random_.chance(0.5)) faults.doubled_push = 0.3;
        if (random_.chance(0.7)) faults.push_delay_max = 800ms;
        venue_.set_faults(faults);
        const bool has_crashes = random_.chance(0.5);
        const bool has_disconnects = random_.chance(0.5);
        for (int step = 0; step < 2000; ++step) {
            if (random_.chance(0.02)) wish();
            if (has_crashes && random_.chance(0.002)) crash();
            if (has_disconnects && random_.chance(0.003)) disconnect();
            advance();
        }
        const bool is_killed = random_.chance(0.25);
        if (is_killed) kill(has_crashes);
        venue_.set_faults({});
        for (int step = 0; step < 3300; ++step) advance();
        if (is_killed) return check_killed();
        // What is still on its way at the end would not be missing, only late.
        venue_.close_the_market();
        for (int step = 0; step < 1200; ++step) advance();
        check_end();
    }

private:
    void start() {
        core_ = std::make_unique<ExecutionCore>(options_);
        inputs_.clear();
        inputs_.push_back(store_.recover());
        inputs_.push_back(InstrumentsLoaded{sample_instruments()});
        inputs_.push_back(VenueReport{PrivateConnection{true, "connected"}});
        inputs_.push_back(VenueReport{ClockOffset{1ms, 1ms}});
        feed_market();
    }

    void crash() {
        venue_.forget_reports();
        start();
    }

    void disconnect() {
        venue_.forget_reports();
        inputs_.push_back(VenueReport{PrivateConnection{false, "closed"}});
        inputs_.push_back(VenueReport{PrivateConnection{true, "connected"}});
    }

    // While everything still goes wrong. What is in flight then must end too.
    void kill(bool has_crash) {
        Command command;
        command.request_id = "kill";
        command.kind = CommandKind::Kill;
        command.actor = "operator:chaos";
        command.reason = "property";
        inputs_.push_back(command);
        settle();
        is_killed_ = true;
        for (int step = 0; step < 200; ++step) advance();
        if (has_crash) crash();
    }

    void feed_market() {
        for (const Instrument& instrument : sample_instruments()) {
            const Price middle = venue_.price(instrument.id);
            Ticker ticker;
            ticker.instrument_id = instrument.id;
            ticker.last_price = middle;
            ticker.best_bid = BookLevel{*middle.minus(price("0.1")), quantity("1")};
            ticker.best_ask = BookLevel{*middle.plus(price("0.1")), quantity("1")};
            ticker.volume_24h = quantity("14400000");
            ticker.times = {now_, now_};
            inputs_.push_back(MarketFact{ticker});
            inputs_.push_back(MarketFact{MarkPrice{instrument.id, middle, {now_, now_}}});
            inputs_.push_back(MarketFact{FeedStatus{instrument.id, Channel::Book, FeedState::Fresh, "recovered", now_}}
            );
        }
    }

    void wish() {
        OrderIntent intent;
        intent.intent_id = IntentId{"i" + std::to_string(++wishes_)};
        intent.strategy_id = StrategyId{"s1"};
        const bool is_spot = random_.chance(0.3);
        intent.instrument_id = InstrumentId{is_spot ? "BTC-USDT" : "BTC-USDT-SWAP"};
        intent.ts_created = now_;
        intent.valid_until = now_ + 5s;
        const Price middle = venue_.price(intent.instrument_id);
        const auto shifted = [&](int tenths) {
            return Price{*base::add(middle.value(), *base::Decimal::from_parts(tenths, 1))};
        };
        if (random_.chance(0.25)) {
            intent.kind = IntentKind::Exit;
            intent.type = OrderType::Market;
            const bool is_long = !core_->positions().quantity(intent.instrument_id).is_negative();
            intent.side = is_long ? Side::Sell : Side::Buy;
            intent.quantity = quantity("0.5");
        } else if (random_.chance(0.15)) {
            intent.kind = IntentKind::Cancel;
            intent.target_intent_id = IntentId{"i" + std::to_string(wishes_ - 1)};
        } else {
            const bool is_buy = is_spot || random_.chance(0.5);
            intent.side = is_buy ? Side::Buy : Side::Sell;
            const int away = is_buy ? -1 : 1;
            if (random_.chance(0.5)) {
                intent.limit_price = shifted(away * static_cast<int>(random_.below(300)));
            } else {
                intent.type = OrderType::Market;
            }
            intent.stop_price = shifted(away * static_cast<int>(1000 + random_.below(5000)));
            intent.take_profit_price = shifted(-away * static_cast<int>(500 + random_.below(5000)));
            intent.quantity = is_spot ? quantity("0.05") : quantity(random_.chance(0.5) ? "3" : "12.5");
        }
        inputs_.push_back(IntentReceived{intent});
        if (random_.chance(0.2)) inputs_.push_back(IntentReceived{intent});
    }

    void advance() {
        now_ += kStep;
        venue_.advance(now_);
        for (VenueReport& report : venue_.take_reports(now_)) inputs_.push_back(std::move(report));
        if (++steps_ % 5 == 0) inputs_.push_back(Tick{});
        if (steps_ % 10 == 0) feed_market();
        settle();
        check_always();
    }

    void settle() {
        while (!inputs_.empty()) {
            const Input input = std::move(inputs_.front());
            inputs_.pop_front();
            Outputs out;
            core_->on_input(input, now_, out);
            const std::string conflict = store_.commit(out.records);
            ASSERT_EQ(conflict, "");
            for (const VenueRequest& request : out.requests) {
                const auto* place = std::get_if<PlaceOrder>(&request);
                if (place != nullptr) {
                    ASSERT_EQ(store_.orders().count(place->order.client_order_id), 1U);
                    sent_[place->order.client_order_id] += 1;
                    ASSERT_EQ(sent_[place->order.client_order_id], 1) << "sent twice";
                    ASSERT_FALSE(is_killed_ && place->order.purpose == OrderPurpose::Entry) << "sent after the kill";
                }
                venue_.execute(request, now_);
                if (place != nullptr) inputs_.push_back(OrderSent{place->order.client_order_id});
            }
        }
    }

    // The exposure that the venue could come to hold, in contracts, whatever we believe.
    void check_always() {
        for (const char* name : {"BTC-USDT-SWAP"}) {
            const InstrumentId id{name};
            Quantity longest = venue_.position(id);
            Quantity shortest = longest;
            for (const auto& [key, order] : venue_.orders()) {
                const bool is_open = order.status == OrderStatus::Live || order.status == OrderStatus::PartiallyFilled;
                if (order.instrument_id != id || order.is_reduce_only || !is_open) continue;
                const Quantity left = *order.quantity.minus(order.filled_quantity);
                if (order.side == Side::Buy)
                    longest = *longest.plus(left);
                else
                    shortest = *shortest.minus(left);
            }
            // 20,000 USDT at 42,000 and 0.01 BTC are 47.6 contracts; the price moves by a few per cent.
            ASSERT_LE(longest, quantity("52"));
            ASSERT_GE(shortest, quantity("-52"));
        }
        check_sales();
    }

    // What rests at the venue, stops and exits, can never sell more coins than were bought.
    void check_sales() {
        const Quantity bought{*base::subtract(venue_.cash().at(Currency{"BTC"}).value(), base::Decimal{1})};
        Quantity sales;
        std::string words;
        for (const auto& [key, order] : venue_.orders()) {
            const bool is_open = order.status == OrderStatus::Live || order.status == OrderStatus::PartiallyFilled;
            if (order.instrument_id != kSpot || order.side == Side::Buy || !is_open) continue;
            sales = *sales.plus(*order.quantity.minus(order.filled_quantity));
            words += " " + key.value() + " " + order.quantity.to_string();
        }
        ASSERT_GE(bought, sales) << bought.to_string() << " are there, and more could be sold:" << words;
    }

    // Nothing is left at the venue, and it stays killed.
    void check_killed() {
        EXPECT_EQ(core_->risk_state().state, TradingState::Killed);
        for (const auto& [id, order] : venue_.orders()) {
            const bool is_open = order.status == OrderStatus::Live || order.status == OrderStatus::PartiallyFilled;
            EXPECT_FALSE(is_open) << id.value() << " " << order.quantity.to_string();
        }
        EXPECT_TRUE(venue_.position(InstrumentId{"BTC-USDT-SWAP"}).is_zero());
        const Instrument spot = sample_instruments().front();
        EXPECT_TRUE(tradable_part(spot, core_->positions().quantity(spot.id)).is_zero());
        EXPECT_TRUE(core_->condition().is_reconciled);
    }

    void check_end() {
        // Nobody but us trades here: whatever looks like somebody else's was ours.
        EXPECT_TRUE(store_.activities().empty()) << store_.activities().begin()->second.detail;
        for (const auto& [id, count] : venue_.placements()) EXPECT_EQ(count, 1) << id.value();
        EXPECT_TRUE(core_->condition().is_reconciled);
        EXPECT_EQ(core_->risk_state().state, TradingState::Active) << core_->risk_state().reason;
        for (const auto& [currency, total] : venue_.cash()) {
            EXPECT_EQ(core_->ledger().total(currency).to_string(), total.to_string()) << currency.value();
        }
        const InstrumentId swap{"BTC-USDT-SWAP"};
        EXPECT_EQ(core_->positions().quantity(swap).to_string(), venue_.position(swap).to_string());
        EXPECT_EQ(store_.fills().size(), venue_.fills().size());
        for (const ManagedOrder* managed : std::as_const(*core_).orders().open_orders()) {
            EXPECT_NE(managed->order.status, OrderStatus::Unknown) << managed->order.client_order_id.value();
        }
        for (const auto& [id, order] : store_.orders()) {
            EXPECT_LE(order.filled_quantity, order.quantity) << id.value();
        }
        check_protection(swap, venue_.position(swap));
        check_protection(kSpot, tradable_part(sample_instruments().front(), core_->positions().quantity(kSpot)));
    }

    // A position of ours ends with stops at the venue that cover all of it.
    void check_protection(const InstrumentId& id, Quantity held) {
        if (held.is_zero()) return;
        Quantity covered;
        for (const auto& [key, order] : venue_.orders()) {
            const bool is_open = order.status == OrderStatus::Live || order.status == OrderStatus::PartiallyFilled;
            const bool closes = order.is_reduce_only || (id == kSpot && order.side == Side::Sell);
            if (order.instrument_id != id || !closes || !is_open) continue;
            // A market order that closes it waits for the market to open again.
            if (order.is_stop || order.type == OrderType::Market) {
                covered = *covered.plus(*order.quantity.minus(order.filled_quantity));
            }
        }
        EXPECT_GE(covered, *held.absolute());
    }

    base::Random random_;
    ModelVenue venue_;
    ExecutionOptions options_;
    MemoryStore store_;
    std::unique_ptr<ExecutionCore> core_;
    std::deque<Input> inputs_;
    base::Timestamp now_;
    std::map<ClientOrderId, int> sent_;
    bool is_killed_ = false;
    int wishes_ = 0;
    int steps_ = 0;
};

int seeds() {
    const char* text = std::getenv("TRADING_SEEDS");
    return text == nullptr ? 40 : std::atoi(text);
}

TEST(ExecutionUnderChaos, ends_with_the_books_of_the_venue) {
    const char* single = std::getenv("TRADING_SEED");
    const int first = single == nullptr ? 1 : std::atoi(single);
    const int last = single == nullptr ? seeds() : first;
    for (int seed = first; seed <= last; ++seed) {
        SCOPED_TRACE("TRADING_SEED=" + std::to_string(seed));
        Chaos{static_cast<std::uint64_t>(seed)}.run();
        if (testing::Test::HasFailure()) break;
    }
}

}  // namespace
}  // namespace trading::test
