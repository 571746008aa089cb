// No sequence of intents, fills, lost answers, cancels and crashes pushes the worst case over a limit. Judged apart from
// the gate: from the stored orders and fills alone, in floating point, over every way in which the open orders could be
// filled. Prices stand still here, because a price that moves may carry an exposure over a limit that no order broke.
#include "services/execution/core/execution_core.hpp"
#include "tests/support/execution/memory_store.hpp"
#include "tests/support/execution/model_venue.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <set>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

constexpr base::Duration kStep = 10ms;
constexpr double kTolerance = 1e-6;
constexpr double kCorrelation = 0.9;

std::vector<Instrument> law_instruments() {
    std::vector<Instrument> instruments = sample_instruments();
    Instrument second = instruments[1];
    second.id = InstrumentId{"ETH-USDT-SWAP"};
    second.base_currency = Currency{"ETH"};
    second.contract_multiplier = decimal("0.1");
    instruments.push_back(second);
    return instruments;
}

struct Range {
    double longest = 0;
    double shortest = 0;
};

// What was seen of the law over all seeds; a law that nothing tests says nothing.
struct Seen {
    std::map<std::string, int> answers;
    double fullest = 0;  // The largest part of any limit that was used.
};

class RiskLaw {
public:
    RiskLaw(std::uint64_t seed, Seen& seen) : random_(seed), venue_(law_instruments(), base::mix(seed)), seen_(seen) {
        options_ = sample_options();
        const InstrumentLimits pattern = options_.limits.instruments.begin()->second;
        for (const Instrument& instrument : law_instruments()) {
            InstrumentLimits limits = pattern;
            limits.position_notional_max = notional(2000 + random_.below(18000));
            limits.open_orders_max = 100;
            options_.limits.instruments[instrument.id] = limits;
            prices_[instrument.id] = instrument.id.value().starts_with("ETH") ? price("2500") : price("42000");
            venue_.hold_price(instrument.id, prices_.at(instrument.id));
        }
        AccountLimits& account = *options_.limits.account;
        account.gross_notional_max = notional(5000 + random_.below(25000));
        account.net_notional_max = notional(4000 + random_.below(20000));
        account.correlated_notional_max = notional(4000 + random_.below(20000));
        account.leverage_max = Ratio{decimal(random_.chance(0.5) ? "4" : "0.1")};
        account.open_orders_max = 100;
        account.open_stops_max = 100;
        account.messages_per_second_max = 1000;
        account.reject_ratio_max = Ratio{decimal("1")};
        account.acknowledgement_max = 1h;
        for (auto& [id, strategy] : options_.limits.strategies) {
            strategy.open_positions_max = 3;
            strategy.entries_per_day_max = 100000;
            strategy.entries_per_hour_max = 100000;
            strategy.losing_trades_max = 100000;
            strategy.stops_per_hour_max = 100000;
            strategy.repeated_fills_max = 100000;
        }
        start();
    }

    void run() {
        ModelVenue::Faults faults;
        if (random_.chance(0.6)) faults.lost_request = 0.1;
        if (random_.chance(0.6)) faults.lost_answer = 0.2;
        if (random_.chance(0.4)) faults.slow_request = 0.1;
        if (random_.chance(0.5)) faults.lost_push = 0.1;
        if (random_.chance(0.7)) faults.push_delay_max = 800ms;
        venue_.set_faults(faults);
        const bool has_crashes = random_.chance(0.5);
        for (int step = 0; step < 1500; ++step) {
            if (random_.chance(0.1)) wish();
            if (has_crashes && random_.chance(0.002)) start();
            advance();
            if (testing::Test::HasFailure()) return;
        }
    }

private:
    static Notional notional(std::uint64_t whole) { return Notional{base::Decimal{static_cast<std::int64_t>(whole)}}; }

    void start() {
        venue_.forget_reports();
        core_ = std::make_unique<ExecutionCore>(options_);
        inputs_.clear();
        inputs_.emplace_back(store_.recover());
        inputs_.emplace_back(InstrumentsLoaded{law_instruments()});
        inputs_.emplace_back(VenueReport{PrivateConnection{true, "connected"}});
        inputs_.emplace_back(VenueReport{ClockOffset{1ms, 1ms}});
        feed();
    }

    void feed() {
        for (const auto& [id, middle] : prices_) {
            Ticker ticker;
            ticker.instrument_id = id;
            ticker.last_price = middle;
            ticker.best_bid = BookLevel{*middle.minus(price("0.1")), quantity("1")};
            ticker.best_ask = BookLevel{*middle.plus(price("0.1")), quantity("1")};
            ticker.volume_24h = quantity("14400000");
            ticker.times = {now_, now_};
            inputs_.emplace_back(MarketFact{ticker});
            inputs_.emplace_back(MarketFact{MarkPrice{id, middle, {now_, now_}}});
            inputs_.emplace_back(MarketFact{FeedStatus{id, Channel::Book, FeedState::Fresh, "recovered", now_}});
        }
    }

    void wish() {
        OrderIntent intent;
        intent.intent_id = IntentId{"i" + std::to_string(++wishes_)};
        intent.strategy_id = StrategyId{random_.chance(0.5) ? "s1" : "s2"};
        auto chosen = prices_.begin();
        std::advance(chosen, static_cast<std::ptrdiff_t>(random_.below(prices_.size())));
        intent.instrument_id = chosen->first;
        intent.ts_created = now_;
        intent.valid_until = now_ + 5s;
        const bool is_spot = intent.instrument_id == InstrumentId{"BTC-USDT"};
        const double kind = random_.uniform();
        if (kind < 0.2) {
            intent.kind = IntentKind::Exit;
            intent.type = OrderType::Market;
            intent.side = core_->positions().quantity(intent.instrument_id).is_negative() ? Side::Buy : Side::Sell;
            intent.quantity = quantity("1000");
        } else if (kind < 0.35) {
            intent.kind = IntentKind::Cancel;
            intent.target_intent_id = IntentId{"i" + std::to_string(random_.below(static_cast<std::uint64_t>(wishes_)))};
        } else {
            intent.side = is_spot || random_.chance(0.6) ? Side::Buy : Side::Sell;
            const bool is_buy = intent.side == Side::Buy;
            const base::Decimal middle = chosen->second.value();
            const auto at = [&](std::string_view factor) {
                return Price{*base::multiply(middle, decimal(factor), 1, base::Rounding::HalfEven)};
            };
            if (random_.chance(0.6)) {
                intent.limit_price = at(is_buy ? "0.995" : "1.005");  // It rests.
            } else {
                intent.type = OrderType::Market;
            }
            intent.stop_price = at(is_buy ? "0.97" : "1.03");
            // A few lots up to more than any limit allows.
            const auto lots = static_cast<std::int64_t>(1 + random_.below(random_.chance(0.5) ? 60 : 300));
            intent.quantity = Quantity{*base::Decimal::from_parts(is_spot ? lots * 10 : lots, is_spot ? 4 : 1)};
        }
        inputs_.emplace_back(IntentReceived{intent});
    }

    void advance() {
        now_ += kStep;
        venue_.advance(now_);
        for (VenueReport& report : venue_.take_reports(now_)) inputs_.emplace_back(std::move(report));
        if (++steps_ % 5 == 0) inputs_.emplace_back(Tick{});
        if (steps_ % 10 == 0) feed();
        while (!inputs_.empty()) {
            const Input input = std::move(inputs_.front());
            inputs_.pop_front();
            Outputs out;
            core_->on_input(input, now_, out);
            ASSERT_EQ(store_.commit(out.records), "");
            for (const VenueRequest& request : out.requests) {
                venue_.execute(request, now_);
                const auto* place = std::get_if<PlaceOrder>(&request);
                if (place != nullptr) inputs_.emplace_back(OrderSent{place->order.client_order_id});
            }
            for (const IntentReply& reply : out.replies) {
                ++seen_.answers[std::string{reply.deny_reason ? to_string(*reply.deny_reason) : to_string(reply.verdict)}];
            }
            if (!out.records.empty()) judge();
        }
    }

    // Notional of one unit of an instrument's quantity.
    double unit_of(const InstrumentId& id) const {
        for (const Instrument& instrument : law_instruments()) {
            if (instrument.id == id) return instrument.contract_multiplier.to_double() * prices_.at(id).to_double();
        }
        return 0;
    }

    std::map<InstrumentId, Range> ranges() const {
        std::map<InstrumentId, Range> ranges;
        std::map<ClientOrderId, double> filled;
        for (const Fill& fill : store_.fills()) {
            double size = fill.quantity.to_double() * (fill.side == Side::Buy ? 1 : -1);
            // Spot fees are taken from the coins.
            if (fill.fee_currency == Currency{"BTC"}) size += fill.fee.to_double();
            ranges[fill.instrument_id].longest += size;
            ranges[fill.instrument_id].shortest += size;
            filled[fill.client_order_id] += fill.quantity.to_double();
        }
        for (const auto& [id, order] : store_.orders()) {
            if (order.is_reduce_only || order.purpose != OrderPurpose::Entry) continue;
            // Terminal ones too, as far as the venue says they were filled and we have not booked it.
            const double most = is_terminal(order.status) ? order.filled_quantity.to_double() : order.quantity.to_double();
            const double left = std::max(0.0, most - filled[id]);
            Range& range = ranges[order.instrument_id];
            (order.side == Side::Buy ? range.longest : range.shortest) += order.side == Side::Buy ? left : -left;
        }
        for (auto& [id, range] : ranges) {
            range.longest *= unit_of(id);
            range.shortest *= unit_of(id);
        }
        return ranges;
    }

    void expect_within(double found, const Notional& limit, const std::string& what) {
        seen_.fullest = std::max(seen_.fullest, found / limit.to_double());
        ASSERT_LE(found, limit.to_double() + kTolerance) << what;
    }

    void judge() {
        const AccountLimits& account = *options_.limits.account;
        const auto all = ranges();
        double gross = 0;
        double longest = 0;
        double shortest = 0;
        for (const auto& [id, range] : all) {
            const double most = std::max(std::abs(range.longest), std::abs(range.shortest));
            expect_within(most, options_.limits.instruments.at(id).position_notional_max, "position " + id.value());
            gross += most;
            longest += range.longest;
            shortest += range.shortest;
        }
        expect_within(gross, account.gross_notional_max, "gross");
        expect_within(std::max(std::abs(longest), std::abs(shortest)), account.net_notional_max, "net");
        // 100,000 USDT and one BTC; profits and fees are small beside them.
        const double equity = 142000 - 200;
        ASSERT_LE(gross, equity * account.leverage_max.to_double() * 1.01) << "leverage";
        // Every way in which the open orders could be filled to one end.
        for (std::size_t choice = 0; choice < (std::size_t{1} << all.size()); ++choice) {
            double squared = 0;
            std::size_t bit = 0;
            std::vector<double> sizes;
            for (const auto& [id, range] : all) {
                sizes.push_back((choice >> bit++ & 1U) != 0 ? range.longest : range.shortest);
            }
            for (std::size_t left = 0; left < sizes.size(); ++left) {
                for (std::size_t right = 0; right < sizes.size(); ++right) {
                    const double product = sizes[left] * sizes[right];
                    squared += left == right ? product : (product > 0 ? kCorrelation * product : 0);
                }
            }
            expect_within(std::sqrt(squared), account.correlated_notional_max, "correlated");
        }
    }

    base::Random random_;
    ModelVenue venue_;
    Seen& seen_;
    ExecutionOptions options_;
    MemoryStore store_;
    std::unique_ptr<ExecutionCore> core_;
    std::deque<Input> inputs_;
    std::map<InstrumentId, Price> prices_;
    base::Timestamp now_ = base::from_unix_milliseconds(1'764'064'800'000);
    int wishes_ = 0;
    int steps_ = 0;
};

int seeds() {
    const char* text = std::getenv("TRADING_SEEDS");
    return text == nullptr ? 40 : std::atoi(text);
}

TEST(RiskLaw, no_sequence_of_intents_pushes_the_worst_case_over_a_limit) {
    const char* single = std::getenv("TRADING_SEED");
    const int first = single == nullptr ? 1 : std::atoi(single);
    const int last = single == nullptr ? seeds() : first;
    Seen seen;
    for (int seed = first; seed <= last; ++seed) {
        SCOPED_TRACE("TRADING_SEED=" + std::to_string(seed));
        RiskLaw{static_cast<std::uint64_t>(seed), seen}.run();
        if (testing::Test::HasFailure()) return;
    }
    if (single != nullptr) return;
    for (const char* answer : {"accepted", "position_limit", "exposure_limit", "leverage_limit"}) {
        EXPECT_GT(seen.answers[answer], 0) << answer;
    }
    EXPECT_GT(seen.fullest, 0.95);
    RecordProperty("accepted", seen.answers["accepted"]);
}

}  // namespace
}  // namespace trading::test
