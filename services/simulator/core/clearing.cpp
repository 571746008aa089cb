#include "services/simulator/core/clearing.hpp"

#include "services/simulator/core/position_views.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {
namespace {

BillType bill_type(const Order& order) {
    return order.view.category == OrderCategory::FullLiquidation ? BillType::Liquidation : BillType::Trade;
}

ChangeReason reason_of(const Order& order) {
    return order.view.category == OrderCategory::FullLiquidation ? ChangeReason::Liquidation : ChangeReason::Filled;
}

BillView bill_of(const Order& order, const FillView& fill) {
    BillView bill;
    bill.bill_id = fill.bill_id;
    bill.type = bill_type(order);
    bill.sub_type = fill.sub_type;
    bill.size = fill.size;
    bill.price = fill.price;
    bill.instrument = fill.instrument;
    bill.margin_mode = order.view.margin_mode;
    bill.order_id = order.view.order_id;
    bill.client_order_id = order.view.client_order_id;
    bill.tag = order.view.tag;
    bill.trade_id = fill.trade_id;
    bill.role = fill.role;
    return bill;
}

}  // namespace

void Clearing::book_fill(Order& order, const FillFact& fill) {
    const Market& market = state_.markets[order.market];
    order.filled_lots += fill.lots;
    order.filled_value += Wide{fill.ticks} * fill.lots;
    FillView view;
    view.instrument = order.view.instrument;
    view.trade_id = fill.trade_id;
    view.order_id = order.view.order_id;
    view.client_order_id = order.view.client_order_id;
    view.tag = order.view.tag;
    view.bill_id = state_.next_id();
    view.side = order.view.side;
    view.position_side = order.view.position_side;
    view.price = market.grid.to_price(fill.ticks);
    view.size = market.grid.to_size(fill.lots);
    view.role = fill.role;
    view.fee_currency = order.view.fee_currency;
    view.fee_rate = state_.fee_rate(market.is_spot(), fill.role);
    view.time = state_.now;
    bookings_.clear();
    if (market.is_spot()) {
        book_spot(order, fill, view);
    } else {
        book_swap(order, fill, view);
    }
    report(order, view);
}

void Clearing::report(Order& order, const FillView& fill) {
    Account& account = state_.accounts[order.account];
    account.fills.push_back(fill);
    if (account.fills.size() > Account::kFillsMax) {
        account.fills.pop_front();
        ++state_.counters.records_dropped;
    }
    order.view.last_fill = fill;
    keeper_.settle_state(order);
    PublishDetails details;
    details.fill = fill;
    keeper_.publish(order, std::move(details));
    for (Event& event : bookings_) state_.emit(std::move(event));
    bookings_.clear();
}

void Clearing::book_spot(Order& order, const FillFact& fill, FillView& view) {
    Account& account = state_.accounts[order.account];
    const Market& market = state_.markets[order.market];
    const bool is_buy = order.view.side == domain::Side::Buy;
    const Money base = market.grid.base(fill.lots);
    const Money quote = market.grid.notional(fill.ticks, fill.lots);
    const Money fee = fee_of(is_buy ? base : quote, view.fee_rate);
    order.fee += fee;
    state_.fee_cash[order.view.fee_currency] -= fee;
    view.fee = fee.to_decimal();
    view.sub_type = is_buy ? BillSubType::Buy : BillSubType::Sell;
    BillView base_bill = bill_of(order, view);
    BillView quote_bill = bill_of(order, view);
    quote_bill.bill_id = state_.next_id();
    (is_buy ? base_bill : quote_bill).fee = view.fee;
    const ChangeReason reason = reason_of(order);
    const domain::Instrument& published = market.spec.published;
    post(account, published.base_currency, is_buy ? base + fee : -base, std::move(base_bill), reason);
    post(account, published.quote_currency, is_buy ? -quote : quote + fee, std::move(quote_bill), reason);
}

void Clearing::book_swap(Order& order, const FillFact& fill, FillView& view) {
    Account& account = state_.accounts[order.account];
    const Market& market = state_.markets[order.market];
    Position& position = account.positions[{order.market, kind_of(order.view)}];
    const PositionEffect effect = move_position(account, order, position, fill);
    order.opening_lots -= std::max<std::int64_t>(0, order.opening_lots - order.remaining());
    const Money fee = fee_of(market.grid.notional(fill.ticks, fill.lots), view.fee_rate);
    order.fee += fee;
    order.pnl += effect.pnl;
    position.fee += fee;
    position.pnl += effect.pnl;
    position.trade_id = fill.trade_id;
    position.updated = state_.now;
    const domain::Currency& settle = market.spec.published.settle_currency;
    state_.fee_cash[settle] -= fee;
    view.fee = fee.to_decimal();
    view.pnl = effect.pnl.to_decimal();
    view.sub_type = effect.sub_type;
    BillView bill = bill_of(order, view);
    bill.pnl = view.pnl;
    bill.fee = view.fee;
    bill.position_balance = position.margin.to_decimal();
    bill.position_balance_change = effect.margin.to_decimal();
    post(account, settle, effect.pnl + fee - effect.margin, std::move(bill), reason_of(order));
    bookings_.emplace_back(PositionChanged{
        account.id, position_view(state_, account, order.market, kind_of(order.view)), reason_of(order), fill.trade_id}
    );
    if (position.lots == 0) account.just_closed.insert(order.market);
}

Clearing::PositionEffect Clearing::move_position(
    Account& account, const Order& order, Position& position, const FillFact& fill
) {
    const Market& market = state_.markets[order.market];
    const bool is_buy = order.view.side == domain::Side::Buy;
    const bool is_liquidation = order.view.category == OrderCategory::FullLiquidation;
    PositionEffect effect;
    const bool closes = is_buy ? position.lots < 0 : position.lots > 0;
    if (closes) {
        const std::int64_t held = std::abs(position.lots);
        effect.closed_lots = std::min(fill.lots, held);
        // The last lot takes the whole rest of the cost, so rounding never leaves anything behind.
        const Money released = Money::from_units(scaled_half_even(position.cost.units(), effect.closed_lots, held));
        const Money received = market.grid.notional(fill.ticks, effect.closed_lots);
        effect.pnl = (is_buy ? -received : received) - released;
        position.cost -= released;
        effect.margin -= Money::from_units(scaled_half_even(position.margin.units(), effect.closed_lots, held));
        position.margin += effect.margin;
        position.lots += is_buy ? effect.closed_lots : -effect.closed_lots;
        effect.sub_type = is_buy ? BillSubType::CloseShort : BillSubType::CloseLong;
        if (is_liquidation) effect.sub_type = is_buy ? BillSubType::LiquidateShort : BillSubType::LiquidateLong;
    }
    const std::int64_t opened = fill.lots - effect.closed_lots;
    if (opened > 0) {
        if (position.lots == 0) {
            // A position's number outlives its closing; its sums start again.
            const std::int64_t id = position.id != 0 ? position.id : state_.next_id();
            position = Position{};
            position.id = id;
            position.created = state_.now;
            if (effect.closed_lots == 0) account.is_warned = false;
        }
        const Money paid = market.grid.notional(fill.ticks, opened);
        position.cost += is_buy ? paid : -paid;
        if (order.view.margin_mode == MarginMode::Isolated) {
            const Money set_aside = VenueState::initial_margin(account, order.market, kind_of(order.view), paid);
            position.margin += set_aside;
            effect.margin += set_aside;
        }
        position.lots += is_buy ? opened : -opened;
        if (!closes) effect.sub_type = is_buy ? BillSubType::OpenLong : BillSubType::OpenShort;
    }
    return effect;
}

void Clearing::book_house(std::size_t where, domain::Side users_side, std::int64_t ticks, std::int64_t lots) {
    const Market& market = state_.markets[where];
    const bool users_buy = users_side == domain::Side::Buy;
    const Money quote = market.grid.notional(ticks, lots);
    if (!market.is_spot()) {
        state_.house_cost[where] += users_buy ? -quote : quote;
        return;
    }
    const Money base = market.grid.base(lots);
    state_.house_cash[market.spec.published.base_currency] += users_buy ? -base : base;
    state_.house_cash[market.spec.published.quote_currency] += users_buy ? quote : -quote;
}

void Clearing::settle_funding(std::size_t where, const base::Decimal& rate) {
    const Market& market = state_.markets[where];
    const domain::Currency& settle = market.spec.published.settle_currency;
    for (Account& account : state_.accounts) {
        for (auto& [key, position] : account.positions) {
            if (key.first != where || position.lots == 0) continue;
            // Longs pay a positive rate: the sign of the position turned round.
            const Money paid = fee_of(market.grid.notional(market.mark_ticks, -position.lots), rate);
            position.funding += paid;
            const bool is_isolated = key.second.mode == MarginMode::Isolated;
            if (is_isolated) position.margin += paid;
            position.updated = state_.now;
            state_.house_cash[settle] -= paid;
            BillView bill;
            bill.bill_id = state_.next_id();
            bill.type = BillType::Funding;
            bill.sub_type = paid.is_negative() ? BillSubType::FundingExpense : BillSubType::FundingIncome;
            bill.size = market.grid.to_size(position.lots);
            bill.price = market.grid.to_price(market.mark_ticks);
            bill.pnl = paid.to_decimal();
            bill.instrument = market.id();
            bill.margin_mode = key.second.mode;
            bookings_.clear();
            if (is_isolated) {
                bill.position_balance = position.margin.to_decimal();
                bill.position_balance_change = paid.to_decimal();
            }
            post(account, settle, is_isolated ? Money{} : paid, std::move(bill), ChangeReason::FundingFee);
            for (Event& event : bookings_) state_.emit(std::move(event));
            bookings_.clear();
            state_.emit(PositionChanged{
                account.id, position_view(state_, account, where, key.second), ChangeReason::FundingFee, {}});
        }
    }
}

void Clearing::move_margin(Account& account, std::size_t where, PositionKind kind, Money amount) {
    const Market& market = state_.markets[where];
    Position& position = account.positions.at({where, kind});
    position.margin += amount;
    position.updated = state_.now;
    BillView bill;
    bill.bill_id = state_.next_id();
    bill.type = BillType::MarginTransfer;
    bill.sub_type = amount.is_negative() ? BillSubType::MarginDecrease : BillSubType::MarginIncrease;
    bill.size = (amount.is_negative() ? -amount : amount).to_decimal();
    bill.instrument = market.id();
    bill.margin_mode = kind.mode;
    bill.position_balance = position.margin.to_decimal();
    bill.position_balance_change = amount.to_decimal();
    bookings_.clear();
    post(account, market.spec.published.settle_currency, -amount, std::move(bill), ChangeReason::AdjustMargin);
    for (Event& event : bookings_) state_.emit(std::move(event));
    bookings_.clear();
    state_.emit(PositionChanged{account.id, position_view(state_, account, where, kind), ChangeReason::AdjustMargin, {}}
    );
}

void Clearing::transfer(Account& account, const domain::Currency& currency, Money amount, Pocket to, std::int64_t id) {
    const bool is_in = to == Pocket::Trading;
    account.cash[currency].funding -= is_in ? amount : -amount;
    BillView bill;
    bill.bill_id = id;
    bill.type = BillType::Transfer;
    bill.sub_type = is_in ? BillSubType::TransferIn : BillSubType::TransferOut;
    bill.size = amount.to_decimal();
    bill.from = is_in ? Pocket::Funding : Pocket::Trading;
    bill.to = to;
    bookings_.clear();
    post(account, currency, is_in ? amount : -amount, std::move(bill), ChangeReason::Transferred);
    for (Event& event : bookings_) state_.emit(std::move(event));
    bookings_.clear();
}

void Clearing::cover_loss(Account& account, const domain::Currency& currency, MarginMode mode, Money loss) {
    if (!loss.is_positive()) return;
    state_.fee_cash[currency] -= loss;
    BillView bill;
    bill.bill_id = state_.next_id();
    bill.type = BillType::Liquidation;
    bill.sub_type = BillSubType::LiquidationTransferIn;
    bill.margin_mode = mode;
    bookings_.clear();
    post(account, currency, loss, std::move(bill), ChangeReason::Liquidation);
    for (Event& event : bookings_) state_.emit(std::move(event));
    bookings_.clear();
}

void Clearing::post(
    Account& account, const domain::Currency& currency, Money change, BillView bill, ChangeReason reason
) {
    CashLine& line = account.cash[currency];
    line.cash += change;
    line.updated = state_.now;
    bill.currency = currency;
    bill.balance = line.cash.to_decimal();
    bill.balance_change = change.to_decimal();
    bill.time = state_.now;
    account.bills.push_back(bill);
    if (account.bills.size() > Account::kBillsMax) {
        account.bills.pop_front();
        ++state_.counters.records_dropped;
    }
    bookings_.emplace_back(BillBooked{account.id, std::move(bill)});
    bookings_.emplace_back(BalanceChanged{account.id, currency, reason});
}

}  // namespace trading::simulator
