#pragma once

#include "services/backtest/run/run_listener.hpp"
#include "services/backtest/run/run_rules.hpp"
#include "services/backtest/venue/bar_venue.hpp"
#include "services/execution/core/execution_core.hpp"
#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/strategy_core.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace trading::backtest {

// The strategy and execution of live trading on recorded bars: only the venue and the clock are others. Two clocks: a
// price is at the venue at its own time and at our side one latency later, and an order travels as long. A bar is open,
// two extremes a third of it later each, and close; so an entry that a bar's close leads to is filled at the next
// open. The same bars and rules lead to the same calls of the listener, byte for byte. Memory does not grow with the
// bars. One thread.
class BarRun {
public:
    BarRun(
        RunRules rules, strategy::StrategyCore& strategy, execution::ExecutionCore& execution, RunListener& listener
    );

    // Bars follow one another without a hole. `InvalidArgument` when a price is not a multiple of the tick size; the
    // run is over then.
    [[nodiscard]] base::Status on_bar(const strategy::Bar& bar);

    // After the last bar: what is still on its way arrives. A position that is open stays open.
    void finish();

    [[nodiscard]] const BarVenue& venue() const noexcept { return venue_; }

private:
    // In the order in which things of one moment happen.
    enum class Rank { AtVenue = 1, FromVenue = 2, Market = 3, Timer = 4 };
    struct Key {
        base::Timestamp ts;
        Rank rank = Rank::Timer;
        std::uint64_t sequence = 0;

        auto operator<=>(const Key&) const = default;
    };
    using Event = std::variant<domain::VenueRequest, domain::VenueReport, domain::MarketFact, execution::Tick>;
    struct ExactBar {
        domain::Price open;
        domain::Price high;
        domain::Price low;
        domain::Price close;
        domain::Quantity volume;
    };

    [[nodiscard]] base::Result<ExactBar> exact_bar(const strategy::Bar& bar) const;
    [[nodiscard]] base::Result<domain::Price> exact_price(double price) const;
    void start(base::Timestamp now);
    void put(base::Timestamp ts, Rank rank, Event event);
    // Everything that happens before this moment.
    void pass(base::Timestamp until);
    // The same, with quotes repeated as often as a venue's market would.
    void wait(base::Timestamp until);
    void happen(base::Timestamp now, const domain::VenueRequest& request);
    void happen(base::Timestamp now, const domain::VenueReport& report);
    void happen(base::Timestamp now, const domain::MarketFact& fact);
    void happen(base::Timestamp now, const execution::Tick& tick);
    void send(base::Timestamp now);
    void quote(base::Timestamp now);
    [[nodiscard]] bool is_high_first(const ExactBar& bar) const;
    void tell_strategy(const strategy::Input& input, base::Timestamp now);
    void tell_execution(const execution::Input& input, base::Timestamp now);

    RunRules rules_;
    BarVenue venue_;
    strategy::StrategyCore& strategy_;
    execution::ExecutionCore& execution_;
    RunListener& listener_;
    TradeLog trades_;
    std::map<Key, Event> events_;
    std::uint64_t sequence_ = 0;
    Reports reports_;  // Of the venue, not yet sent.
    base::Timestamp ts_now_{};  // The venue's.
    domain::Quantity volume_;   // Of the bar before.
    bool has_started_ = false;
};

}  // namespace trading::backtest
