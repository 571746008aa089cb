#pragma once

#include "common/base/random.hpp"
#include "services/simulator/core/account.hpp"
#include "services/simulator/core/market.hpp"
#include "services/simulator/core/venue_core.hpp"

#include <map>
#include <vector>

namespace trading::simulator {

// Cash and margin of one settle currency of an account, in units of 10^-10. What isolated positions hold has left
// the cash, and answers for nothing else.
struct MarginFigures {
    Money cash;
    Money unrealised;  // Of cross positions.
    Money order_frozen;
    Money initial;      // Of cross positions.
    Money maintenance;  // Of cross positions.
    Money isolated_margin;
    Money isolated_unrealised;

    [[nodiscard]] Money cross_equity() const { return cash + unrealised; }
    [[nodiscard]] Money isolated_equity() const { return isolated_margin + isolated_unrealised; }
    [[nodiscard]] Money equity() const { return cross_equity() + isolated_equity(); }
    // What new derivative orders may use.
    [[nodiscard]] Money available_equity() const { return max_of(Money{}, cross_equity() - order_frozen - initial); }
    // What spot orders may use and transfers may take: settled money that no margin needs.
    [[nodiscard]] Money available() const {
        return max_of(Money{}, min_of(cash, cross_equity()) - order_frozen - initial);
    }
};

// Everything the venue knows, shared by the parts that change it one after another. `now` is the time of the input
// being applied and never goes back.
struct VenueState {
    explicit VenueState(VenueOptions venue_options);

    VenueOptions options;
    base::Timestamp now{};
    std::vector<Market> markets;
    std::vector<Account> accounts;
    std::map<domain::Currency, Money> house_cash;  // The participants', all together.
    std::map<domain::Currency, Money> fee_cash;    // The venue's own: fees, and what liquidations cost it.
    std::vector<Money> house_cost;                 // By market: the mirror of the users' position costs.
    VenueCore::Counters counters;
    Outputs* outputs = nullptr;

    [[nodiscard]] std::int64_t next_id();
    void emit(Event event) { outputs->events.push_back(std::move(event)); }

    [[nodiscard]] Market* find_market(std::string_view instrument);
    [[nodiscard]] const Market* find_market(std::string_view instrument) const;
    [[nodiscard]] std::size_t index_of(const Market& market) const {
        return static_cast<std::size_t>(&market - markets.data());
    }
    [[nodiscard]] Account& account(const domain::AccountId& id);
    [[nodiscard]] const Account& account(const domain::AccountId& id) const;

    [[nodiscard]] const base::Decimal& fee_rate(bool is_spot, ExecutionRole role) const;
    [[nodiscard]] MarginFigures margin(const Account& account, const domain::Currency& currency) const;
    [[nodiscard]] static Money unrealised(const Market& market, const Position& position);
    // Margin of a position or order worth `notional` at the account's leverage; rounded up.
    [[nodiscard]] static Money initial_margin(
        const Account& account, std::size_t market, PositionKind kind, Money notional
    );
    // What keeps a position alive at the mark price.
    [[nodiscard]] static Money maintenance_margin(const Market& market, const Position& position);

    // Gives each changed book its next sequence number, a random stride on.
    void number_books();
    // Appends BookChanged and TickerChanged for what changed since they were last sent.
    void flush_market_events();

private:
    std::int64_t last_id_ = 0;
    base::Random stride_;
};

}  // namespace trading::simulator
