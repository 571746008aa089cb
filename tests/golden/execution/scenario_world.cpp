#include "tests/golden/execution/scenario_world.hpp"

#include "tests/support/execution/samples.hpp"

#include <stdexcept>

namespace trading::test {

using namespace domain;
using namespace execution;

ScenarioWorld::ScenarioWorld() : options_(sample_options()), now_(scenario_day() + std::chrono::hours{9}) {
    venue_balances_ = {
        {Currency{"USDT"}, cash("100000"), cash("100000"), now_},
        {Currency{"BTC"}, cash("1"), cash("1"), now_},
    };
    prices_[InstrumentId{"BTC-USDT"}] = price("42000");
    prices_[InstrumentId{"BTC-USDT-SWAP"}] = price("42000");
}

void ScenarioWorld::given(Words words) {
    const std::string what = words.take();
    if (what == "ready") return become_ready();
    if (what == "started") return start(true);
    if (what == "initial_state") {
        options_.initial_state = *parse_trading_state(words.take());
    } else if (what == "on_stop") {
        const StrategyId strategy_id{words.take()};
        const std::string policy = words.take();
        options_.stop_policies[strategy_id] = policy == "keep"      ? StopPolicy::Keep
                                              : policy == "flatten" ? StopPolicy::Flatten
                                                                    : StopPolicy::Cancel;
    } else if (what == "available") {
        venue_balances_.front().available = words.take_cash();
    } else if (what == "balance") {
        const Currency currency{words.take()};
        for (Balance& balance : venue_balances_) {
            if (balance.currency == currency) balance.total = balance.available = words.take_cash();
        }
    } else {
        throw std::runtime_error{"given what? " + what};
    }
}

void ScenarioWorld::start(bool is_quiet_start) {
    core_ = std::make_unique<ExecutionCore>(options_);
    if (is_quiet_start) {
        apply(store_.recover());
        apply(InstrumentsLoaded{sample_instruments()});
    }
}

void ScenarioWorld::become_ready() {
    start(true);
    apply(VenueReport{PrivateConnection{true, "connected"}});
    apply(VenueReport{ClockOffset{std::chrono::milliseconds{3}, std::chrono::milliseconds{1}}});
    do_look(Words{""});
    do_market(Words{""});
}

std::vector<std::string> ScenarioWorld::in(base::Timestamp now, Words words) {
    now_ = now;
    const std::string what = words.take();
    if (what == "restart") {
        start(false);
        auto lines = apply(store_.recover());
        for (auto& line : apply(InstrumentsLoaded{sample_instruments()})) lines.push_back(line);
        return lines;
    }
    if (what == "look") return do_look(words);
    if (what == "market") return do_market(words);
    if (what == "tick") return apply(Tick{});
    if (what == "ticks") return do_ticks(words);
    if (what == "stop") return apply(StopRequested{});
    if (what == "intent") return apply(read_intent(words));
    if (what == "accepted") return apply(read_answer(RequestOutcome::Accepted, words));
    if (what == "refused") return apply(read_answer(RequestOutcome::Refused, words));
    if (what == "unknown") return apply(read_answer(RequestOutcome::Unknown, words));
    if (what == "not_sent") return apply(read_answer(RequestOutcome::NotSent, words));
    if (what == "report") return apply(read_report(words));
    if (what == "child") return apply(read_child(words));
    if (what == "external") return apply(read_external(words));
    if (what == "queried") return apply(read_queried(words));
    if (what == "position") return apply(read_position(words));
    if (what == "halt") return apply(read_command(CommandKind::Halt, words));
    if (what == "reduce") return apply(read_command(CommandKind::Reduce, words));
    if (what == "resume") return apply(read_command(CommandKind::Resume, words));
    if (what == "flatten") return apply(read_command(CommandKind::Flatten, words));
    if (what == "reconcile") return apply(read_command(CommandKind::Reconcile, words));
    if (what == "kill") return apply(read_command(CommandKind::Kill, words));
    if (what == "rearm") return apply(read_command(CommandKind::Rearm, words));
    if (what == "pause") return apply(read_scoped_command(CommandKind::PauseEntries, words));
    if (what == "unpause") return apply(read_scoped_command(CommandKind::ResumeEntries, words));
    if (what == "decide") return apply(read_decision(words));
    if (what == "connection") {
        const bool is_up = words.take() == "up";
        return apply(VenueReport{PrivateConnection{is_up, is_up ? "connected" : "closed_by_venue"}});
    }
    if (what == "clock") return apply(VenueReport{ClockOffset{words.take_duration(), {}}});
    if (what == "book") {
        FeedStatus status;
        status.instrument_id = InstrumentId{words.take()};
        status.state = words.take() == "fresh" ? FeedState::Fresh : FeedState::Stale;
        status.ts_changed = now_;
        return apply(MarketFact{status});
    }
    throw std::runtime_error{"in what? " + what};
}

std::vector<std::string> ScenarioWorld::apply(const Input& input) {
    Outputs out;
    core_->on_input(input, now_, out);
    if (std::string conflict = store_.commit(out.records); !conflict.empty()) {
        throw std::runtime_error{"the store refuses " + conflict};
    }
    std::vector<std::string> lines = printer_.print(out);
    for (const VenueRequest& request : out.requests) {
        const auto* place = std::get_if<PlaceOrder>(&request);
        if (place == nullptr) continue;
        const auto more = core_->may_send(*place)
                              ? apply(OrderSent{place->order.client_order_id})
                              : throw std::runtime_error{"the last check refuses what was just planned"};
        lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
}

std::vector<std::string> ScenarioWorld::do_ticks(Words words) {
    // Fifty milliseconds apart, as the agent sends them.
    const base::Timestamp end = now_ + words.take_duration();
    std::vector<std::string> lines;
    for (; now_ <= end; now_ += std::chrono::milliseconds{50}) {
        const std::string time = base::to_iso8601_milliseconds(now_).substr(11, 12);
        for (auto& line : apply(Tick{})) lines.push_back(line + "   at " + time);
    }
    return lines;
}

std::vector<std::string> ScenarioWorld::do_market(Words words) {
    if (!words.empty()) {
        const InstrumentId id{words.take()};
        prices_[id] = words.take_price();
    }
    std::vector<std::string> lines;
    const auto feed = [&](MarketFact fact) {
        for (auto& line : apply(std::move(fact))) lines.push_back(line);
    };
    for (const auto& [id, middle] : prices_) {
        const Price step = price("0.1");
        Ticker ticker;
        ticker.instrument_id = id;
        ticker.last_price = middle;
        ticker.best_bid = BookLevel{*middle.minus(step), quantity("10")};
        ticker.best_ask = BookLevel{*middle.plus(step), quantity("10")};
        ticker.volume_24h = quantity("14400000");
        ticker.times = {now_, now_};
        feed(ticker);
        feed(MarkPrice{id, middle, {now_, now_}});
        feed(FeedStatus{id, Channel::Book, FeedState::Fresh, "recovered", now_});
    }
    return lines;
}

// A whole look at a venue that agrees with our books, except for what the words say.
std::vector<std::string> ScenarioWorld::do_look(Words words) {
    OpenOrdersFetched orders{true, {}, now_};
    FillsFetched fills{true, {}, now_};
    BillsFetched bills{true, {}, now_};
    PositionsFetched positions{true, {}, now_};
    BalancesFetched balances{true, {}, now_};
    for (const ManagedOrder* managed : std::as_const(*core_).orders().open_orders()) {
        orders.reports.push_back(report_of(managed->order.client_order_id));
    }
    std::map<InstrumentId, Quantity> held;
    std::map<Currency, Cash> cash_of;
    std::map<std::string, bool> hidden;
    std::map<InstrumentId, Quantity> other_positions;
    std::map<Currency, Cash> other_cash;
    while (!words.empty()) {
        const std::string what = words.take();
        if (what == "position") {
            const InstrumentId id{words.take()};
            other_positions[id] = words.take_quantity();
        } else if (what == "balance") {
            const Currency currency{words.take()};
            other_cash[currency] = words.take_cash();
        } else if (what == "bill") {
            const std::string id = words.take();
            const BillKind kind = words.take() == "funding" ? BillKind::Funding : BillKind::Transfer;
            const Cash amount = words.take_cash();
            bills.bills.push_back({id, kind, {}, Currency{words.take()}, amount, "", now_});
        } else if (what == "fill") {
            OrderReport of = report_of(printer_.id_of(words.take()));
            Fill fill = read_fill(words, of);
            fill.client_order_id = of.client_order_id;
            fills.fills.push_back(fill);
        } else if (what == "without") {
            hidden[words.take()] = true;
        } else {
            throw std::runtime_error{"look with what? " + what};
        }
    }
    std::erase_if(orders.reports, [&](const OrderReport& report) {
        return hidden.count(printer_.name_of(report.client_order_id)) > 0;
    });
    std::vector<std::string> lines = apply(Tick{});
    // Of the look that the tick has begun, or that is under way.
    const std::uint64_t look = core_->reconciler().looks();
    orders.look = fills.look = bills.look = positions.look = balances.look = look;
    const auto feed = [&](VenueReport report) {
        for (auto& line : apply(std::move(report))) lines.push_back(line);
    };
    feed(orders);
    feed(fills);
    feed(bills);
    // The venue knows of the fills that it just told us.
    for (const auto& [id, position] : core_->positions().all()) {
        if (id == InstrumentId{"BTC-USDT-SWAP"}) held[id] = position.quantity;
    }
    for (const Balance& balance : venue_balances_) cash_of[balance.currency] = balance.total;
    for (const auto& [currency, balance] : core_->ledger().balances()) cash_of[currency] = balance.total;
    for (const auto& [id, other] : other_positions) held[id] = other;
    for (const auto& [currency, other] : other_cash) cash_of[currency] = other;
    for (const auto& [id, size] : held) positions.positions.push_back({id, size, price("42000"), {}, {}, {now_, now_}});
    for (const auto& [currency, total] : cash_of) {
        const bool is_usdt = currency == venue_balances_.front().currency;
        balances.balances.push_back({currency, total, is_usdt ? venue_balances_.front().available : total, now_});
    }
    feed(positions);
    feed(balances);
    return lines;
}

}  // namespace trading::test
