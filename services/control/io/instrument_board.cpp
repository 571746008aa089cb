#include "services/control/io/instrument_board.hpp"

#include "common/domain/rounding.hpp"

namespace trading::control {
namespace {

v1::FeedState to_message(domain::FeedState state) {
    switch (state) {
        case domain::FeedState::Waiting: return v1::FEED_STATE_WAITING;
        case domain::FeedState::Fresh: return v1::FEED_STATE_FRESH;
        case domain::FeedState::Stale: return v1::FEED_STATE_STALE;
    }
    return v1::FEED_STATE_UNSPECIFIED;
}

}  // namespace

std::optional<base::Decimal> unrealised_pnl(
    const domain::Instrument& instrument, const domain::Position& position, domain::Price price
) {
    if (!position.average_entry_price || instrument.contract_kind == domain::ContractKind::Inverse) return std::nullopt;
    const auto now = domain::notional_of(instrument, price, position.quantity);
    const auto then = domain::notional_of(instrument, *position.average_entry_price, position.quantity);
    if (!now || !then) return std::nullopt;
    const auto difference = now->minus(*then);
    if (!difference) return std::nullopt;
    return difference->value();
}

InstrumentBoard::Row* InstrumentBoard::row_of(const domain::InstrumentId& id) {
    const auto found = rows_.find(id);
    if (found != rows_.end()) return &found->second;
    if (id.empty() || rows_.size() >= kInstrumentsMax) return nullptr;
    return &rows_[id];
}

void InstrumentBoard::apply(const domain::MarketFact& fact) {
    const std::lock_guard lock{mutex_};
    ++ticks_;
    const auto with_row = [this](const domain::InstrumentId& id, base::Timestamp ts_event, auto&& change) {
        Row* row = row_of(id);
        if (row == nullptr) return;
        ++row->ticks;
        if (ts_event > row->ts_event) row->ts_event = ts_event;
        change(*row);
    };
    struct Visitor {
        decltype(with_row)& update;

        void operator()(const domain::InstrumentUpdate& fact) const {
            update(fact.instrument.id, fact.times.ts_event, [&](Row& row) { row.instrument = fact.instrument; });
        }
        void operator()(const domain::Ticker& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [&](Row& row) { row.ticker = fact; });
        }
        void operator()(const domain::MarkPrice& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [&](Row& row) { row.mark_price = fact.price; });
        }
        void operator()(const domain::FeedStatus& fact) const {
            if (fact.channel != domain::Channel::Book) return;
            update(fact.instrument_id, fact.ts_changed, [&](Row& row) { row.book_feed = fact; });
        }
        void operator()(const domain::BookUpdate& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [](Row&) {});
        }
        void operator()(const domain::Trade& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [](Row&) {});
        }
        void operator()(const domain::Candle& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [](Row&) {});
        }
        void operator()(const domain::FundingRate& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [](Row&) {});
        }
        void operator()(const domain::PriceLimit& fact) const {
            update(fact.instrument_id, fact.times.ts_event, [](Row&) {});
        }
        void operator()(const domain::VenueStatus& /*fact*/) const {}
    };
    std::visit(Visitor{with_row}, fact);
}

void InstrumentBoard::apply(const domain::ExecutionFact& fact) {
    struct Visitor {
        InstrumentBoard& board;

        void operator()(const domain::OrderEvent& event) const { board.apply_order(event); }
        void operator()(const domain::Fill& fill) const {
            if (Row* row = board.row_of(fill.instrument_id)) ++row->fills;
        }
        void operator()(const domain::Position& position) const {
            if (Row* row = board.row_of(position.instrument_id)) row->position = position;
        }
        void operator()(const domain::Balance& /*balance*/) const {}
        void operator()(const domain::RiskState& state) const { board.risk_state_ = state; }
        void operator()(const domain::IntentReply& /*reply*/) const {}
        void operator()(const domain::ReconciliationReport& report) const { board.reconciliation_ = report; }
    };
    const std::lock_guard lock{mutex_};
    std::visit(Visitor{*this}, fact);
}

void InstrumentBoard::apply_order(const domain::OrderEvent& event) {
    Row* row = row_of(event.order.instrument_id);
    if (row == nullptr) return;
    if (event.order.version <= 1) ++row->orders;
    if (domain::is_terminal(event.order.status)) {
        row->open_orders.erase(event.order.client_order_id);
    } else {
        row->open_orders[event.order.client_order_id] = true;
    }
}

void InstrumentBoard::fill_market(const Row& row, v1::InstrumentSummary& summary) {
    if (row.ticker) {
        summary.set_last_price(row.ticker->last_price.to_string());
        if (row.ticker->best_bid) summary.set_best_bid(row.ticker->best_bid->price.to_string());
        if (row.ticker->best_ask) summary.set_best_ask(row.ticker->best_ask->price.to_string());
    }
    if (row.mark_price) summary.set_mark_price(row.mark_price->to_string());
    summary.set_book_state(row.book_feed ? to_message(row.book_feed->state) : v1::FEED_STATE_WAITING);
    if (row.book_feed) summary.set_book_reason(row.book_feed->reason);
}

void InstrumentBoard::fill_position(const Row& row, v1::InstrumentSummary& summary) {
    summary.set_position_quantity("0");
    summary.set_realised_pnl("0");
    summary.set_unrealised_pnl("0");
    summary.set_fees("0");
    if (!row.position) return;
    const domain::Position& position = *row.position;
    summary.set_position_quantity(position.quantity.to_string());
    summary.set_realised_pnl(position.realised_pnl.to_string());
    summary.set_fees(position.fees.to_string());
    if (position.average_entry_price) summary.set_average_entry_price(position.average_entry_price->to_string());
    if (position.stop_price) summary.set_stop_price(position.stop_price->to_string());
    // Derivatives are valued by the mark price, spot by the last trade.
    std::optional<domain::Price> price = row.mark_price;
    if (!price && row.ticker) price = row.ticker->last_price;
    if (!price || !row.instrument) return;
    if (const auto pnl = unrealised_pnl(*row.instrument, position, *price)) {
        summary.set_unrealised_pnl(pnl->to_string());
    }
}

v1::InstrumentSummary InstrumentBoard::to_summary(const domain::InstrumentId& id, const Row& row) {
    v1::InstrumentSummary summary;
    summary.set_instrument_id(id.value());
    fill_market(row, summary);
    fill_position(row, summary);
    summary.set_open_orders(row.open_orders.size());
    summary.set_orders(row.orders);
    summary.set_fills(row.fills);
    summary.set_ticks(row.ticks);
    summary.set_ts_event_ns(base::to_unix_nanoseconds(row.ts_event));
    return summary;
}

std::vector<v1::InstrumentSummary> InstrumentBoard::summaries() const {
    const std::lock_guard lock{mutex_};
    std::vector<v1::InstrumentSummary> summaries;
    summaries.reserve(rows_.size());
    for (const auto& [id, row] : rows_) summaries.push_back(to_summary(id, row));
    return summaries;
}

std::optional<v1::InstrumentSummary> InstrumentBoard::summary(const domain::InstrumentId& id) const {
    const std::lock_guard lock{mutex_};
    const auto found = rows_.find(id);
    if (found == rows_.end()) return std::nullopt;
    return to_summary(id, found->second);
}

std::uint64_t InstrumentBoard::ticks() const {
    const std::lock_guard lock{mutex_};
    return ticks_;
}

std::optional<domain::RiskState> InstrumentBoard::risk_state() const {
    const std::lock_guard lock{mutex_};
    return risk_state_;
}

std::optional<domain::ReconciliationReport> InstrumentBoard::reconciliation() const {
    const std::lock_guard lock{mutex_};
    return reconciliation_;
}

}  // namespace trading::control
