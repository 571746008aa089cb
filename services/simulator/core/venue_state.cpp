#include "services/simulator/core/venue_state.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {
namespace {

constexpr std::size_t kAccountsMax = 8;
constexpr std::int64_t kDepositMax = 50'000'000;
constexpr std::int64_t kIdEpochMs = 1'400'000'000'000;  // Ids start small enough to stay in 19 digits for a century.
constexpr int kIdMsShift = 20;

FeeView fees_or(const FeeView& fees, std::int64_t maker, std::int64_t taker) {
    if (!fees.maker.is_zero() || !fees.taker.is_zero()) return fees;
    return FeeView{*base::Decimal::from_parts(maker, 4), *base::Decimal::from_parts(taker, 4)};
}

Money deposit(const base::Decimal& amount) {
    const auto money = Money::from_decimal(amount);
    TRADING_ASSERT(money.has_value());
    TRADING_ASSERT(!amount.is_negative() && amount <= base::Decimal{kDepositMax});
    return *money;
}

Account make_account(const AccountOptions& options, const std::vector<Market>& markets, base::Timestamp now) {
    Account account;
    account.id = options.id;
    account.uid = options.uid;
    for (const auto& [currency, amount] : options.trading) {
        account.cash[currency].cash = deposit(amount);
        account.cash[currency].updated = now;
    }
    for (const auto& [currency, amount] : options.funding) account.cash[currency].funding = deposit(amount);
    account.pending.resize(markets.size());
    for (const Market& market : markets) {
        account.cross_leverage.push_back(market.is_spot() ? 1 : Account::kLeverageDefault);
    }
    return account;
}

}  // namespace

VenueState::VenueState(VenueOptions venue_options)
    : options(std::move(venue_options)), now(options.start), stride_(base::mix(options.seed ^ 0x5E9ULL)) {
    TRADING_ASSERT(options.accounts.size() <= kAccountsMax);
    options.spot_fees = fees_or(options.spot_fees, -8, -10);
    options.swap_fees = fees_or(options.swap_fees, -2, -5);
    const std::int64_t start_seconds = base::to_unix_milliseconds(now) / 1000;
    for (const InstrumentSpec& spec : options.instruments) {
        Market market{spec};
        // Numbers of a later start never repeat those of an earlier one, as long as trades and books stay below a
        // thousand changes a second.
        market.next_trade_id = std::max<std::int64_t>(1, (start_seconds - 1'600'000'000) * 1000);
        market.sequence = market.next_trade_id * 10;
        market.last_ticks = market.grid.nearest_ticks(spec.start_price.to_double());
        market.book_time = now;
        markets.push_back(std::move(market));
    }
    for (Market& market : markets) {
        const auto index = std::find_if(markets.begin(), markets.end(), [&](const Market& other) {
            return other.id() == market.spec.index;
        });
        TRADING_ASSERT(index != markets.end());
        market.index_market = index_of(*index);
    }
    house_cost.resize(markets.size());
    for (const AccountOptions& account : options.accounts) accounts.push_back(make_account(account, markets, now));
}

std::int64_t VenueState::next_id() {
    const std::int64_t from_time = (base::to_unix_milliseconds(now) - kIdEpochMs) << kIdMsShift;
    last_id_ = std::max(last_id_ + 1, from_time);
    return last_id_;
}

Market* VenueState::find_market(std::string_view instrument) {
    return const_cast<Market*>(std::as_const(*this).find_market(instrument));
}

const Market* VenueState::find_market(std::string_view instrument) const {
    for (const Market& market : markets) {
        if (market.id().value() == instrument) return &market;
    }
    return nullptr;
}

Account& VenueState::account(const domain::AccountId& id) {
    return const_cast<Account&>(std::as_const(*this).account(id));
}

const Account& VenueState::account(const domain::AccountId& id) const {
    const auto found =
        std::find_if(accounts.begin(), accounts.end(), [&](const Account& account) { return account.id == id; });
    TRADING_ASSERT(found != accounts.end());
    return *found;
}

const base::Decimal& VenueState::fee_rate(bool is_spot, ExecutionRole role) const {
    const FeeView& fees = is_spot ? options.spot_fees : options.swap_fees;
    return role == ExecutionRole::Maker ? fees.maker : fees.taker;
}

MarginFigures VenueState::margin(const Account& account, const domain::Currency& currency) const {
    MarginFigures figures;
    if (const auto line = account.cash.find(currency); line != account.cash.end()) {
        figures.cash = line->second.cash;
        figures.order_frozen = line->second.order_frozen;
    }
    for (const auto& [key, position] : account.positions) {
        const Market& market = markets[key.first];
        if (position.lots == 0 || market.spec.published.settle_currency != currency) continue;
        if (key.second.mode == MarginMode::Isolated) {
            figures.isolated_margin += position.margin;
            figures.isolated_unrealised += unrealised(market, position);
            continue;
        }
        const Money notional = market.grid.notional(market.mark_ticks, std::abs(position.lots));
        figures.unrealised += unrealised(market, position);
        figures.initial += initial_margin(account, key.first, key.second, notional);
        figures.maintenance += maintenance_margin(market, position);
    }
    return figures;
}

Money VenueState::unrealised(const Market& market, const Position& position) {
    return market.grid.notional(market.mark_ticks, position.lots) - position.cost;
}

Money VenueState::initial_margin(const Account& account, std::size_t market, PositionKind kind, Money notional) {
    return Money::from_units(scaled_up(notional.units(), 1, account.leverage(market, kind)));
}

Money VenueState::maintenance_margin(const Market& market, const Position& position) {
    const Money notional = market.grid.notional(market.mark_ticks, std::abs(position.lots));
    return -fee_of(notional, *market.spec.maintenance_rate.negated());
}

void VenueState::number_books() {
    for (Market& market : markets) {
        if (!std::exchange(market.is_sequence_due, false)) continue;
        market.sequence += 1 + static_cast<std::int64_t>(stride_.below(15));
    }
}

void VenueState::flush_market_events() {
    number_books();
    for (Market& market : markets) {
        if (!market.is_book_changed && !market.is_last_changed) continue;
        if (std::exchange(market.is_book_changed, false)) emit(BookChanged{market.id()});
        const std::int64_t bid = market.book.best_ticks(domain::Side::Buy);
        const std::int64_t ask = market.book.best_ticks(domain::Side::Sell);
        const std::int64_t bid_lots = market.book.best_lots(domain::Side::Buy);
        const std::int64_t ask_lots = market.book.best_lots(domain::Side::Sell);
        const bool is_best_changed = bid != market.sent_best_bid || ask != market.sent_best_ask ||
                                     bid_lots != market.sent_best_bid_lots || ask_lots != market.sent_best_ask_lots;
        if (is_best_changed || market.is_last_changed) emit(TickerChanged{market.id()});
        market.is_last_changed = false;
        market.sent_best_bid = bid;
        market.sent_best_ask = ask;
        market.sent_best_bid_lots = bid_lots;
        market.sent_best_ask_lots = ask_lots;
    }
}

}  // namespace trading::simulator
