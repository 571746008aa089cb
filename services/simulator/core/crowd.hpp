#pragma once

#include "services/simulator/core/market_model.hpp"
#include "services/simulator/core/matcher.hpp"

namespace trading::simulator {

// The simulated participants: makers who keep a ladder of orders on both sides of the model's fair price and pull what
// became stale, takers who trade into it and follow the momentum, and arbitrageurs who hit every order, a user's too,
// that the fair price has left behind. They trade through the same books and the same matching as users; together they
// are the "house" of the accounts. All chance comes from the seed and is used up only by `step`.
class Crowd {
public:
    Crowd(VenueState& state, Matcher& matcher, std::uint64_t seed);

    // Fills every book for the first time.
    void open_books();

    // One market step for every market. `Suspended` and the like stand still.
    void step();

    // The fair price of a spot market's asset: what the index shows.
    [[nodiscard]] double index_price(std::size_t spot_market) const { return model_.spot(asset_of_[spot_market]); }

private:
    void step(std::size_t market);
    void sweep_stale(std::size_t market, domain::Side side, double fair);
    void hold_touch(std::size_t market, domain::Side side, double fair);
    void keep_depth(std::size_t market, domain::Side side, double fair);
    void take_sometimes(std::size_t market, double fair);
    void quote(std::size_t market, domain::Side side, double price, double distance);
    [[nodiscard]] double fair_of(std::size_t market) const;
    [[nodiscard]] std::int64_t lots_worth(const Market& market, double price, double usd) const;

    VenueState& state_;
    Matcher& matcher_;
    std::vector<std::size_t> asset_of_;  // By market.
    MarketModel model_;
    base::Random random_;
};

}  // namespace trading::simulator
