#pragma once

#include "services/simulator/core/account_views.hpp"
#include "services/simulator/core/instrument_spec.hpp"
#include "services/simulator/core/market_views.hpp"
#include "services/simulator/core/order_views.hpp"
#include "services/simulator/core/venue_inputs.hpp"
#include "services/simulator/core/venue_outputs.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace trading::simulator {

struct AccountOptions {
    domain::AccountId id;
    std::string uid;
    std::map<domain::Currency, base::Decimal> trading;  // Cash to start with, per currency; at most 50 million each.
    std::map<domain::Currency, base::Decimal> funding;
};

struct VenueOptions {
    std::uint64_t seed = 1;
    base::Timestamp start{};  // The venue's first moment; history before it is generated.
    double speed = 1.0;       // Market steps per slot of 10 ms, 0 (only users trade) to 50.
    std::vector<InstrumentSpec> instruments = default_instruments();
    std::vector<AccountOptions> accounts;  // At most 8.
    bool has_participants = true;          // False: empty books and prices that stand still, for tests.
    base::Duration funding_interval = std::chrono::hours{8};
    base::Duration history = std::chrono::hours{24 * 14};        // Of one-minute candles before the start.
    base::Duration second_history = std::chrono::hours{2};       // Of one-second candles before the start.
    base::Duration catch_up_maximum = std::chrono::seconds{10};  // A longer gap of AdvanceTime is skipped.
    FeeView spot_fees{};  // Both zero: OKX's first level, maker -0.0008 and taker -0.001.
    FeeView swap_fees{};  // Both zero: maker -0.0002 and taker -0.0005.
};

// Newest-first paging as OKX does it: `after` = older than this id, `before` = newer than it, both exclusive; with
// `before` alone the page nearest to it. Times are inclusive and filter first. An absent field does not filter.
struct PageQuery {
    std::optional<std::int64_t> after;
    std::optional<std::int64_t> before;
    std::optional<base::Timestamp> begin;
    std::optional<base::Timestamp> end;
    std::size_t limit = 100;
};

// Which orders, fills, algo orders and bills. Empty or absent = any.
struct OrderFilter {
    std::optional<bool> is_spot;  // instType
    domain::InstrumentId instrument;
    std::vector<OrderKind> kinds;
    std::optional<OrderState> state;
    std::optional<OrderCategory> category;
    std::optional<std::int64_t> order_id;  // Fills only.
    PageQuery page;
};

struct AlgoFilter {
    std::optional<bool> is_spot;
    domain::InstrumentId instrument;
    std::vector<AlgoKind> kinds;
    std::optional<AlgoState> state;  // History only.
    std::optional<std::int64_t> algo_id;
    PageQuery page;
};

struct BillFilter {
    domain::Currency currency;
    domain::InstrumentId instrument;
    std::optional<bool> is_spot;
    std::optional<BillType> type;
    std::optional<BillSubType> sub_type;
    PageQuery page;
};

// The venue without its wires: order books, matching, accounts, margin, algo orders, and a seeded market of simulated
// participants who trade through the same books. Deterministic: the same options and the same (input, now) sequence
// give the same outputs and answers, on every machine. `now` must never go back. One thread, no IO.
//
// Promises about the order of events of one input:
// - An accepted order is first reported Live, then with each fill, then with its terminal state. A spot market order by
//   quote amount ends Filled without a fill.
// - Makers get one OrderChanged per match, takers one per price level. PublicTrade (one per taker and price) comes
//   before BookChanged.
// - BillBooked, BalanceChanged and PositionChanged follow the OrderChanged that caused them.
class VenueCore {
public:
    explicit VenueCore(VenueOptions options);
    ~VenueCore();
    VenueCore(const VenueCore&) = delete;
    VenueCore& operator=(const VenueCore&) = delete;
    VenueCore(VenueCore&&) noexcept;
    VenueCore& operator=(VenueCore&&) noexcept;

    // The one door for everything that changes state. Appends to `outputs.events` and sets `outputs.reply`.
    void on_input(const Input& input, base::Timestamp now, Outputs& outputs);

    // --- The market. Unknown instruments answer empty or null.
    [[nodiscard]] const std::vector<InstrumentSpec>& instruments() const;
    [[nodiscard]] const InstrumentSpec* find_instrument(std::string_view instrument) const;
    [[nodiscard]] const InstrumentSpec* find_instrument_by_code(std::int64_t venue_numeric_id) const;
    [[nodiscard]] std::vector<domain::InstrumentId> indices() const;
    [[nodiscard]] bool has_index(std::string_view index) const;
    [[nodiscard]] BookView book(std::string_view instrument, std::size_t depth) const;
    [[nodiscard]] std::int64_t book_sequence(std::string_view instrument) const;
    [[nodiscard]] std::optional<TickerView> ticker(std::string_view instrument) const;
    [[nodiscard]] std::optional<IndexTickerView> index_ticker(std::string_view index) const;
    // Newest first; paged by trade id. At most the last 2000 prints are kept.
    [[nodiscard]] std::vector<TradeView> trades(std::string_view instrument, const PageQuery& page) const;
    // Newest first, the forming one included; paged by open time in ms. One-second bars are kept for 6 hours, the
    // longer ones are built from 30 days of minutes.
    [[nodiscard]] std::vector<CandleView> candles(std::string_view instrument, Bar bar, const PageQuery& page) const;
    [[nodiscard]] std::optional<CandleView> current_candle(std::string_view instrument, Bar bar) const;
    [[nodiscard]] std::optional<MarkPriceView> mark_price(std::string_view instrument) const;
    [[nodiscard]] std::optional<FundingRateView> funding_rate(std::string_view instrument) const;
    [[nodiscard]] std::vector<FundingHistoryView> funding_history(
        std::string_view instrument, const PageQuery& page  // Paged by funding time in ms.
    ) const;
    [[nodiscard]] std::optional<PriceLimitView> price_limit(std::string_view instrument) const;
    [[nodiscard]] std::optional<OpenInterestView> open_interest(std::string_view instrument) const;

    // --- Accounts. Unknown accounts are a caller's bug (asserted): io authenticates first.
    [[nodiscard]] AccountConfigView account_config(const domain::AccountId& account) const;
    // Every currency that is or was held, in alphabetical order; zero balances included.
    [[nodiscard]] std::vector<BalanceView> balances(const domain::AccountId& account) const;
    [[nodiscard]] std::vector<FundingBalanceView> funding_balances(const domain::AccountId& account) const;
    // Open positions only.
    [[nodiscard]] std::vector<PositionView> positions(const domain::AccountId& account) const;
    // The newest order of that id, pending or not; by order id when given, else by client order id.
    [[nodiscard]] std::optional<OrderView> find_order(
        const domain::AccountId& account,
        std::string_view instrument,
        std::optional<std::int64_t> order_id,
        std::string_view client_order_id
    ) const;
    [[nodiscard]] std::vector<OrderView> pending_orders(const domain::AccountId& account, const OrderFilter& filter)
        const;
    // Terminal orders of the last 7 days; those cancelled without a fill for 2 hours only.
    [[nodiscard]] std::vector<OrderView> order_history(
        const domain::AccountId& account, const OrderFilter& filter, base::Timestamp now
    ) const;
    // Newest first, paged by bill id.
    [[nodiscard]] std::vector<FillView> fills(const domain::AccountId& account, const OrderFilter& filter) const;
    [[nodiscard]] std::optional<AlgoView> find_algo(
        const domain::AccountId& account, std::optional<std::int64_t> algo_id, std::string_view client_id
    ) const;
    [[nodiscard]] std::vector<AlgoView> pending_algos(const domain::AccountId& account, const AlgoFilter& filter) const;
    [[nodiscard]] std::vector<AlgoView> algo_history(const domain::AccountId& account, const AlgoFilter& filter) const;
    [[nodiscard]] std::vector<BillView> bills(const domain::AccountId& account, const BillFilter& filter) const;
    [[nodiscard]] std::optional<SizeLimitView> size_limit(
        const domain::AccountId& account,
        std::string_view instrument,
        std::optional<base::Decimal> price,
        PositionKind kind = {}
    ) const;
    [[nodiscard]] base::Decimal leverage(
        const domain::AccountId& account, std::string_view instrument, PositionKind kind = {}
    ) const;
    [[nodiscard]] FeeView fees(bool is_spot) const;
    // The conserved sum: cash of all accounts, their funding pockets, the participants' house and the fee account, less
    // what open positions have cost. Constant for ever; for tests and the admin side.
    [[nodiscard]] base::Decimal conserved_total(const domain::Currency& currency) const;

    // --- For metrics.
    struct Counters {
        std::uint64_t orders_accepted = 0;
        std::uint64_t orders_rejected = 0;
        std::uint64_t participant_orders = 0;
        std::uint64_t matches = 0;
        std::uint64_t slots = 0;
        std::uint64_t slots_skipped = 0;    // Because of catch_up_maximum.
        std::uint64_t records_dropped = 0;  // Old orders, fills and bills beyond their named limits.
        std::uint64_t liquidations = 0;
    };
    [[nodiscard]] const Counters& counters() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace trading::simulator
