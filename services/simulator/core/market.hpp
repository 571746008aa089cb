#pragma once

#include "services/simulator/core/candle_store.hpp"
#include "services/simulator/core/grid.hpp"
#include "services/simulator/core/market_views.hpp"
#include "services/simulator/core/matching_book.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <vector>

namespace trading::simulator {

// One instrument in motion: its book, prints, candles and reference prices. All prices in ticks of its own grid.
struct Market {
    static constexpr std::size_t kTradesMax = 2000;
    static constexpr std::size_t kFundingHistoryMax = 300;

    explicit Market(InstrumentSpec instrument) : spec(std::move(instrument)), grid(spec) {}

    InstrumentSpec spec;
    Grid grid;
    std::size_t index_market = 0;  // The spot market whose `index_ticks` is its index.
    MatchingBook book;
    CandleStore candles;
    std::deque<TradeView> trades;
    std::int64_t last_ticks = 0;
    std::int64_t last_lots = 0;
    std::int64_t next_trade_id = 1;
    std::int64_t next_liquidation_id = 1;
    std::int64_t sequence = 0;
    base::Timestamp book_time{};
    std::int64_t high_since_check = 0;  // Traded range since algo orders were last looked at; zero: no trade.
    std::int64_t low_since_check = 0;

    std::int64_t index_ticks = 0;  // Spot only: the index of the pair.
    std::int64_t mark_ticks = 0;   // Spot: the index.
    std::int64_t highest_buy_ticks = 0;
    std::int64_t lowest_sell_ticks = 0;
    double basis = 0;  // Swaps: smoothed distance of the book's mid from the index, as a fraction.
    base::Decimal funding_rate;
    base::Decimal settled_rate;
    base::Decimal premium;
    base::Timestamp funding_time{};
    std::deque<FundingHistoryView> funding_history;

    // What happened since events were last sent.
    bool is_book_changed = false;
    bool is_sequence_due = false;
    bool is_last_changed = false;
    std::int64_t sent_best_bid = 0;
    std::int64_t sent_best_ask = 0;
    std::int64_t sent_best_bid_lots = 0;
    std::int64_t sent_best_ask_lots = 0;

    // The participants' resting orders, in no order: for picking one at random. Index 0 bids, 1 asks.
    std::array<std::vector<BookSlot>, 2> crowd;

    [[nodiscard]] bool is_spot() const noexcept { return spec.published.is_spot(); }
    [[nodiscard]] const domain::InstrumentId& id() const noexcept { return spec.published.id; }

    void book_changed(base::Timestamp now) {
        is_book_changed = true;
        is_sequence_due = true;
        book_time = now;
    }

    // Participants' orders enter and leave the book by these two.
    void insert_participant(domain::Side side, std::int64_t ticks, std::int64_t lots);
    void remove_participant(BookSlot slot);

    // Takes a match out of a resting order; a participant's finished order is forgotten.
    void reduce_resting(BookSlot slot, std::int64_t lots);

private:
    void forget_participant(const RestingOrder& order);
};

}  // namespace trading::simulator
