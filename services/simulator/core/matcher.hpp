#pragma once

#include "services/simulator/core/clearing.hpp"

#include <optional>

namespace trading::simulator {

// An order that takes. `order` is null for a participant's.
struct Taker {
    domain::Side side = domain::Side::Buy;
    std::int64_t limit_ticks = 0;
    std::int64_t lots = 0;       // Not used with a quote amount.
    std::optional<Money> quote;  // Spot market orders by quote amount: what may still be spent.
    Order* order = nullptr;
};

struct TakeOutcome {
    std::int64_t remaining_lots = 0;
    std::optional<Money> remaining_quote;
    CancelSource stopped = CancelSource::None;  // Self trade, or too many matches.
};

// Price-time matching of one taker against a book: books both sides of each match and prints the trades. Self-trade
// prevention comes before the match. A maker is reported per match, a taker per price level.
class Matcher {
public:
    static constexpr int kMatchesMax = 1000;  // Of one user's order.

    Matcher(VenueState& state, OrderKeeper& keeper, Clearing& clearing)
        : state_(state), keeper_(keeper), clearing_(clearing) {}

    [[nodiscard]] TakeOutcome take(std::size_t market, const Taker& taker);

    // Whether the whole of `order` could trade at once, within its limit and the cap on matches.
    [[nodiscard]] bool can_fill(std::size_t market, const Order& order) const;

private:
    // The matches of the running taker at one price.
    struct LevelRun {
        std::int64_t ticks = 0;
        std::int64_t lots = 0;
        std::vector<std::int64_t> match_lots;
        std::int64_t last_trade_id = 0;
    };

    [[nodiscard]] bool prevents_self_trade(const Taker& taker, const RestingOrder& maker, CancelSource& stopped);
    void match(std::size_t market, const Taker& taker, BookSlot maker, std::int64_t lots);
    void flush(std::size_t market, const Taker& taker);

    VenueState& state_;
    OrderKeeper& keeper_;
    Clearing& clearing_;
    LevelRun run_;
};

}  // namespace trading::simulator
