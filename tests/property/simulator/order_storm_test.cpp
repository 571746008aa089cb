#include <algorithm>
#include <map>

#include "common/base/hash.hpp"
#include "common/base/random.hpp"
#include "services/simulator/core/book_difference.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

// Laws that hold whatever users and participants do.
namespace trading::simulator {
namespace {

using std::chrono::milliseconds;

constexpr int kInputs = 12'000;

VenueOptions storm_options(std::uint64_t seed) {
    VenueOptions options = VenueFixture::quiet_options();
    options.seed = seed;
    options.has_participants = true;
    options.funding_interval = std::chrono::minutes{1};
    for (AccountOptions& account : options.accounts) account.trading[domain::Currency{"SOL"}] = dec("1000");
    // One poor account, so that money runs out and positions get liquidated.
    options.accounts[2].trading[kUsdt] = dec("900");
    return options;
}

// Invents inputs, sensible and senseless, around the current market.
class Storm {
public:
    Storm(std::uint64_t seed, const VenueCore& core) : random_(seed), core_(core) {}

    Input next() {
        const auto kind = random_.below(100);
        if (kind < 45) return place();
        if (kind < 58) return CancelOrder{account(), instrument_, some_order(), {}};
        if (kind < 70) return amend();
        if (kind < 76) return algo();
        if (kind < 78) return ClosePosition{account(), kBtcSwap, swap_mode(), std::nullopt, random_.chance(0.5)};
        if (kind < 79) return SetLeverage{account(), kBtcSwap, swap_mode(), base::Decimal{leverage()}, std::nullopt};
        if (random_.chance(0.01)) {
            return AdjustMargin{account(), kBtcSwap, PositionSide::Net, dec(random_.chance(0.5) ? "3.7" : "-2.1")};
        }
        if (kind < 80) {
            return Transfer{account(), kUsdt, dec("7.5"), Pocket::Funding, Pocket::Trading, {}};
        }
        return AdvanceTime{};
    }

    void remember(const Reply& reply) {
        if (reply.is_accepted() && reply.order_id != 0) orders_.push_back(reply.order_id);
    }

private:
    MarginMode swap_mode() { return random_.chance(0.7) ? MarginMode::Cross : MarginMode::Isolated; }

    std::int64_t leverage() { return 1 + static_cast<std::int64_t>(random_.below(100)); }

    const domain::AccountId& account() {
        static const domain::AccountId ids[] = {kAnn, kBob, kCat, kDan};
        return ids[random_.below(4)];
    }

    void choose_instrument() {
        const auto& all = core_.instruments();
        instrument_ = all[random_.below(all.size())].published.id;
    }

    std::optional<std::int64_t> some_order() {
        choose_instrument();
        if (orders_.empty()) return 1;
        const std::size_t recent = std::min<std::size_t>(orders_.size(), 60);
        return orders_[orders_.size() - 1 - random_.below(recent)];
    }

    base::Decimal price() {
        const auto ticker = core_.ticker(instrument_.value()).value();
        const double around = ticker.last_price.to_double() * (1.0 + 0.0005 * random_.normal());
        const auto& tick = core_.find_instrument(instrument_.value())->published.tick_size.value();
        return base::Decimal::from_double(around, 8, base::Rounding::HalfEven)
            .value()
            .rounded_to_multiple(tick, base::Rounding::HalfEven)
            .value();
    }

    base::Decimal size() {
        const auto& published = core_.find_instrument(instrument_.value())->published;
        const auto lots = 1 + static_cast<std::int64_t>(random_.below(400));
        const base::Decimal unit = published.is_spot() ? dec("0.001") : published.lot_size.value();
        return base::multiply(unit, base::Decimal{lots}).value();
    }

    PlaceOrder place() {
        choose_instrument();
        PlaceOrder order;
        order.account = account();
        order.instrument = instrument_;
        const bool is_spot = core_.find_instrument(instrument_.value())->published.is_spot();
        order.margin_mode = is_spot ? MarginMode::Cash : swap_mode();
        order.side = random_.chance(0.5) ? domain::Side::Buy : domain::Side::Sell;
        static constexpr OrderKind kKinds[] = {
            OrderKind::Limit,
            OrderKind::Limit,
            OrderKind::Limit,
            OrderKind::PostOnly,
            OrderKind::Market,
            OrderKind::ImmediateOrCancel,
            OrderKind::FillOrKill,
            OrderKind::OptimalLimitIoc};
        order.kind = kKinds[random_.below(8)];
        order.size = size();
        if (random_.chance(0.5)) order.size_unit = SizeUnit::Base;
        order.price = price();
        order.is_reduce_only = !is_spot && random_.chance(0.3);
        static constexpr SelfTrade kModes[] = {SelfTrade::CancelMaker, SelfTrade::CancelTaker, SelfTrade::CancelBoth};
        order.self_trade = kModes[random_.below(3)];
        return order;
    }

    AmendOrder amend() {
        AmendOrder amend;
        amend.account = account();
        amend.order_id = some_order();
        amend.instrument = instrument_;
        if (random_.chance(0.6)) amend.new_size = size();
        if (random_.chance(0.6)) amend.new_price = price();
        amend.cancels_on_failure = random_.chance(0.3);
        return amend;
    }

    PlaceAlgo algo() {
        choose_instrument();
        PlaceAlgo algo;
        algo.account = account();
        algo.instrument = instrument_;
        const bool is_spot = core_.find_instrument(instrument_.value())->published.is_spot();
        algo.margin_mode = is_spot ? MarginMode::Cash : swap_mode();
        algo.side = random_.chance(0.5) ? domain::Side::Buy : domain::Side::Sell;
        static constexpr AlgoKind kKinds[] = {
            AlgoKind::Conditional, AlgoKind::OneCancelsOther, AlgoKind::Trigger, AlgoKind::Trailing};
        algo.kind = kKinds[random_.below(4)];
        algo.size = size();
        algo.size_unit = SizeUnit::Base;
        algo.is_reduce_only = !is_spot && random_.chance(0.7);
        algo.legs.stop_loss_trigger = price();
        if (random_.chance(0.5)) algo.legs.take_profit_trigger = price();
        algo.trigger_price = price();
        algo.callback_ratio = dec("0.001");
        return algo;
    }

    base::Random random_;
    const VenueCore& core_;
    domain::InstrumentId instrument_ = kBtc;
    std::vector<std::int64_t> orders_;
};

// What must be true between any two inputs.
class Laws {
public:
    explicit Laws(const VenueCore& core) : core_(core) {
        for (const char* currency : {"USDT", "BTC", "ETH", "SOL"}) {
            totals_[domain::Currency{currency}] = core.conserved_total(domain::Currency{currency});
        }
    }

    void check_money() const {
        for (const auto& [currency, total] : totals_)
            ASSERT_EQ(core_.conserved_total(currency), total) << currency.value();
    }

    void check_books() const {
        for (const InstrumentSpec& spec : core_.instruments()) {
            const BookView book = core_.book(spec.published.id.value(), 5);
            if (book.bids.empty() || book.asks.empty()) continue;
            ASSERT_LT(book.bids[0].price, book.asks[0].price) << spec.published.id.value();
        }
    }

    void check_account(const domain::AccountId& account) const {
        OrderFilter all;
        all.page.limit = 100'000;
        std::map<domain::Currency, base::Decimal> spot_frozen;
        for (const OrderView& order : core_.pending_orders(account, all)) {
            ASSERT_LE(order.filled_size, order.size);
            if (!order.is_spot || order.kind == OrderKind::Market) continue;
            const auto remaining = base::subtract(order.size, order.filled_size).value();
            const auto& published = core_.find_instrument(order.instrument.value())->published;
            const bool is_buy = order.side == domain::Side::Buy;
            const auto needed = is_buy ? base::multiply(remaining, *order.price).value() : remaining;
            base::Decimal& sum = spot_frozen[is_buy ? published.quote_currency : published.base_currency];
            sum = base::add(sum, needed).value();
        }
        base::Decimal isolated;
        for (const PositionView& position : core_.positions(account)) {
            ASSERT_EQ(position.margin.has_value(), position.margin_mode == MarginMode::Isolated);
            if (!position.margin) continue;
            isolated = base::add(isolated, base::add(*position.margin, position.unrealised_pnl).value()).value();
        }
        for (const BalanceView& balance : core_.balances(account)) {
            ASSERT_EQ(balance.isolated_equity, balance.currency == kUsdt ? isolated : base::Decimal{});
            // Swap orders freeze margin in USDT on top.
            if (balance.currency != kUsdt) {
                ASSERT_EQ(balance.order_frozen, spot_frozen[balance.currency]);
            }
            ASSERT_GE(balance.order_frozen, spot_frozen[balance.currency]);
            ASSERT_FALSE(balance.cash.is_negative()) << account.value() << " " << balance.currency.value();
        }
    }

    void check_statement(
        const domain::AccountId& account, const base::Decimal& start, const domain::Currency& currency
    ) {
        base::Decimal sum = start;
        BillFilter filter;
        filter.currency = currency;
        filter.page.limit = 1'000'000;
        for (const BillView& bill : core_.bills(account, filter)) sum = base::add(sum, bill.balance_change).value();
        for (const BalanceView& balance : core_.balances(account)) {
            if (balance.currency == currency) {
                ASSERT_EQ(balance.cash, sum);
            }
        }
    }

private:
    const VenueCore& core_;
    std::map<domain::Currency, base::Decimal> totals_;
};

class OrderStorm : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(OrderStorm, keeps_money_books_and_orders_in_order) {
    const VenueOptions options = storm_options(GetParam());
    VenueCore core{options};
    Storm storm{GetParam() * 7919, core};
    Laws laws{core};
    Outputs outputs;
    base::Timestamp now = options.start;
    std::map<std::string, int> codes;
    std::map<std::int64_t, base::Decimal> filled;
    for (int step = 0; step < kInputs; ++step) {
        now += milliseconds{step % 3 == 0 ? 25 : 1};
        outputs.clear();
        core.on_input(storm.next(), now, outputs);
        storm.remember(outputs.reply);
        ++codes[outputs.reply.code];
        for (const Event& event : outputs.events) {
            const auto* change = std::get_if<OrderChanged>(&event);
            if (change == nullptr || !change->fill) continue;
            base::Decimal& sum = filled[change->order.order_id];
            sum = base::add(sum, change->fill->size).value();
            ASSERT_EQ(sum, change->order.filled_size);
        }
        laws.check_books();
        if (step % 50 == 0) {
            laws.check_money();
            for (const AccountOptions& account : options.accounts) laws.check_account(account.id);
        }
        if (HasFatalFailure()) return;
    }
    for (const AccountOptions& account : options.accounts) {
        for (const auto& [currency, start] : account.trading) laws.check_statement(account.id, start, currency);
    }
    EXPECT_GT(codes["0"], kInputs / 3);
    EXPECT_GT(codes["51008"], 0);
    EXPECT_GT(filled.size(), 500U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, OrderStorm, ::testing::Values(1, 2, 3, 4));

std::uint64_t hash_of_run(std::uint64_t seed) {
    const VenueOptions options = storm_options(seed);
    VenueCore core{options};
    Storm storm{seed, core};
    Outputs outputs;
    base::Timestamp now = options.start;
    std::uint64_t hash = 0;
    const auto mix_in = [&](const std::string& text) { hash = base::stable_hash(text, hash + 1); };
    for (int step = 0; step < 3000; ++step) {
        now += milliseconds{7};
        outputs.clear();
        core.on_input(storm.next(), now, outputs);
        storm.remember(outputs.reply);
        mix_in(outputs.reply.code + std::to_string(outputs.reply.order_id));
        for (const Event& event : outputs.events) {
            mix_in(std::to_string(event.index()));
            if (const auto* trade = std::get_if<PublicTrade>(&event)) {
                mix_in(
                    trade->trade.price.to_string() + trade->trade.size.to_string() +
                    std::to_string(trade->trade.trade_id) + std::to_string(trade->trade.sequence)
                );
            } else if (const auto* change = std::get_if<OrderChanged>(&event)) {
                mix_in(story_of(*change) + change->order.fee.to_string());
            } else if (const auto* bill = std::get_if<BillBooked>(&event)) {
                mix_in(bill->bill.balance.to_string());
            } else if (const auto* candle = std::get_if<CandleClosed>(&event)) {
                mix_in(candle->candle.close.to_string() + candle->candle.volume.to_string());
            }
        }
    }
    return hash;
}

TEST(Determinism, same_seed_and_inputs_give_the_same_outputs) {
    EXPECT_EQ(hash_of_run(11), hash_of_run(11));
    EXPECT_NE(hash_of_run(11), hash_of_run(12));
}

// A client's book: what it knows from frames alone.
struct ClientBook {
    std::map<base::Decimal, BookLevelView> bids;
    std::map<base::Decimal, BookLevelView> asks;
    std::int64_t sequence = -1;

    void apply(const BookFrame& frame) {
        if (frame.is_snapshot) {
            bids.clear();
            asks.clear();
        } else {
            ASSERT_EQ(frame.previous_sequence, sequence);
        }
        apply(bids, frame.bids);
        apply(asks, frame.asks);
        sequence = frame.sequence;
    }

    static void apply(std::map<base::Decimal, BookLevelView>& side, const std::vector<BookLevelView>& levels) {
        for (const BookLevelView& level : levels) {
            if (level.size.is_zero()) {
                side.erase(level.price);
            } else {
                side[level.price] = level;
            }
        }
    }
};

TEST(BookFrames, applied_to_a_clients_book_give_the_true_book) {
    const VenueOptions options = storm_options(5);
    VenueCore core{options};
    Storm storm{5, core};
    Outputs outputs;
    base::Timestamp now = options.start;
    for (const char* instrument : {"BTC-USDT", "ETH-USDT-SWAP", "SOL-USDT"}) {
        BookDifference difference;
        ClientBook client;
        for (int frame = 0; frame < 400; ++frame) {
            for (int step = 0; step < 5; ++step) {
                now += milliseconds{20};
                outputs.clear();
                core.on_input(storm.next(), now, outputs);
                storm.remember(outputs.reply);
                outputs.clear();
                core.on_input(AdvanceTime{}, now, outputs);
            }
            const BookView truth = core.book(instrument, 400);
            const BookFrame taken = difference.take(truth);
            if (!taken.is_empty()) client.apply(taken);
            if (HasFatalFailure()) return;
            std::vector<BookLevelView> asks;
            for (const auto& [price, level] : client.asks) asks.push_back(level);
            std::vector<BookLevelView> bids;
            for (auto level = client.bids.rbegin(); level != client.bids.rend(); ++level) bids.push_back(level->second);
            ASSERT_EQ(asks, truth.asks);
            ASSERT_EQ(bids, truth.bids);
            ASSERT_EQ(client.sequence, difference.sequence());
        }
    }
}

}  // namespace
}  // namespace trading::simulator
