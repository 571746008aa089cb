#pragma once

#include "services/strategy/core/adaptive_rsi_reentry/adaptive_rsi_reentry.hpp"
#include "services/strategy/core/strategy_core.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trading::test {

inline const domain::InstrumentId kSwap{"BTC-USDT-SWAP"};
inline const domain::InstrumentId kSpot{"BTC-USDT"};
inline const domain::StrategyId kStrategy{"arsi"};

[[nodiscard]] domain::Price price(const std::string& text);
[[nodiscard]] domain::Quantity quantity(const std::string& text);
[[nodiscard]] domain::Cash cash(const std::string& text);

// Tick 0.1; the swap has a multiplier of 0.01 and lots of 0.01, spot has lots of 0.00000001 and a minimum of 0.00001.
[[nodiscard]] domain::Instrument swap_instrument();
[[nodiscard]] domain::Instrument spot_instrument();

// Bars of one minute on both instruments; stop 2 ATR, take-profit 2 R, time stop 10 bars, pauses of 2, 5 and 3 bars.
[[nodiscard]] strategy::AdaptiveRsiReentrySettings sample_settings();

[[nodiscard]] std::unique_ptr<strategy::StrategyCore> make_core(strategy::AdaptiveRsiReentrySettings settings);

// A strategy core with a market and an account around it that a test moves step by step: it keeps the clock, sends
// what the gateway and execution would say, and collects what the core answers.
class StrategyWorld {
public:
    explicit StrategyWorld(strategy::AdaptiveRsiReentrySettings settings = sample_settings());

    void send(const strategy::Input& input);
    void advance(base::Duration step) { now_ += step; }
    [[nodiscard]] base::Timestamp now() const noexcept { return now_; }
    [[nodiscard]] strategy::StrategyCore& core() { return *core_; }

    // Everything healthy: restored, instruments, fresh books, an active account with 10000 USDT.
    void make_healthy();
    void restore(std::vector<domain::OrderIntent> unanswered = {}, std::map<domain::StrategyId, bool> enabled = {});
    void book(const domain::InstrumentId& id, domain::FeedState state);
    void trading_state(domain::TradingState state);
    void balance(const std::string& total);

    // `count` bars of seeded noise around the last close, as history.
    void history(const domain::InstrumentId& id, int count, std::uint64_t seed = 7);

    // The next bar closes at `close` one minute after the last one; quotes and mark follow it, then comes the bar.
    void bar(const domain::InstrumentId& id, double close);
    // The same without new quotes.
    void bar_alone(const domain::InstrumentId& id, double close);
    void quote(const domain::InstrumentId& id, double close, double half_spread = 0.1);
    void skip_bars(const domain::InstrumentId& id, int count);

    // Falls until the RSI is below its band and rises until it is back: the last bar is the set-up. And mirrored.
    void long_setup(const domain::InstrumentId& id);
    void short_setup(const domain::InstrumentId& id);
    [[nodiscard]] double last_close(const domain::InstrumentId& id) const { return tapes_.at(id).close; }

    void reply(const domain::IntentId& id, domain::IntentVerdict verdict);
    // The order of an intent, in a new version.
    void order(const domain::OrderIntent& intent, domain::OrderStatus status, const std::string& filled = "0");
    void fill(const domain::OrderIntent& intent, domain::OrderPurpose purpose);
    void position(const domain::InstrumentId& id, const std::string& quantity);
    // Accepted, filled and in the position.
    void fill_whole(const domain::OrderIntent& intent);
    void snapshot_of_account(std::vector<domain::ExecutionFact> orders, std::vector<domain::ExecutionFact> positions);

    // Everything that was sent, with its time.
    [[nodiscard]] const std::vector<std::pair<base::Timestamp, strategy::Input>>& inputs() const { return inputs_; }

    [[nodiscard]] const strategy::Outputs& outputs() const noexcept { return outputs_; }
    [[nodiscard]] std::vector<domain::OrderIntent> intents() const;
    [[nodiscard]] std::vector<domain::Decision> decisions() const;
    [[nodiscard]] const domain::Decision& last_decision() const;
    [[nodiscard]] bool wished_for_snapshot() const;
    void clear_outputs() { outputs_.clear(); }

private:
    struct Tape {
        double close = 60'000;
        base::Timestamp ts_next_open{};
        strategy::AdaptiveRsi rsi{{}};  // What the strategy's own will say.
    };

    void move_until(
        const domain::InstrumentId& id,
        double step,
        const std::function<bool(const strategy::AdaptiveRsi::Value&)>& is_there
    );

    [[nodiscard]] domain::Candle next_candle(const domain::InstrumentId& id, double close);

    const base::Duration interval_;
    base::Timestamp now_;
    std::vector<std::pair<base::Timestamp, strategy::Input>> inputs_;
    std::unique_ptr<strategy::StrategyCore> core_;
    strategy::Outputs outputs_;
    mutable domain::Decision last_decision_;
    std::map<domain::InstrumentId, Tape> tapes_;
    std::map<domain::IntentId, std::int64_t> order_versions_;
    std::int64_t version_ = 0;
    int trades_ = 0;
};

}  // namespace trading::test
