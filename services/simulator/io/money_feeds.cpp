#include "services/simulator/io/money_feeds.hpp"

#include "services/simulator/io/account_json.hpp"
#include "services/simulator/io/okx_words.hpp"

#include <algorithm>

namespace trading::simulator {

namespace {

// The pushes of account and positions carry their kind, and snapshots their page, beside `data`.
[[nodiscard]] Frame make_event(const Subscription& subscription, bool is_snapshot, std::string_view data) {
    JsonWriter json;
    json.begin_object().key("arg").raw(subscription.pushed_argument);
    if (is_snapshot) json.integer_field("curPage", 1);
    json.key("data").raw(data).field("eventType", is_snapshot ? "snapshot" : "event_update");
    if (is_snapshot) json.key("lastPage").boolean(true);
    return std::make_shared<const std::string>(json.end_object().take());
}

[[nodiscard]] FrameContext context_of(std::string_view channel, bool is_initial) {
    FrameContext context;
    context.channel = channel;
    context.is_initial = is_initial;
    return context;
}

[[nodiscard]] bool is_zero(const BalanceView& balance) { return balance.cash.is_zero() && balance.equity.is_zero(); }

}  // namespace

MoneyFeeds::MoneyFeeds(VenueHost& host, SubscriberRegistry& registry, const base::Clock& clock)
    : host_(host), registry_(registry), clock_(clock) {}

void MoneyFeeds::note(Changes& changes, ChangeReason reason) const {
    if (changes.is_empty()) {
        changes.first = clock_.monotonic_now();
        changes.reason = reason;
    }
}

void MoneyFeeds::on_balance(const BalanceChanged& change) {
    for (auto* changes : {&aggregated_[change.account], &immediate_[change.account]}) {
        note(*changes, change.reason);
        changes->balances.insert(change.currency);
    }
}

void MoneyFeeds::on_position(const PositionChanged& change) {
    for (auto* changes : {&aggregated_[change.account], &immediate_[change.account]}) {
        note(*changes, change.reason);
        changes->positions[change.position.position_id] = change.position;
    }
}

void MoneyFeeds::on_fill(const domain::AccountId& account, const FillView& fill) {
    immediate_[account].trades.emplace_back(fill.instrument, fill.trade_id);
}

void MoneyFeeds::on_flushed() {
    for (auto& [account, changes] : immediate_) {
        if (changes.is_empty()) continue;
        send_balance_and_position(account, changes);
        changes = Changes{};
    }
}

void MoneyFeeds::on_slot() {
    const base::MonotonicTime now = clock_.monotonic_now();
    for (auto& [account, changes] : aggregated_) {
        if (changes.is_empty() || now - changes.first < kAggregation) continue;
        send_account_changes(account, changes);
        send_position_changes(account, changes);
        changes = Changes{};
    }
    if (now < next_snapshot_) return;
    next_snapshot_ = now + kSnapshotInterval;
    for (const domain::AccountId& account : accounts_) {
        for (const std::string_view channel : {"account", "positions"}) {
            registry_.visit(
                account_topic(channel, account),
                [this](const Subscription& subscription, Subscriber& subscriber) {
                    if (subscription.is_periodic) send_snapshot(subscriber, subscription);
                }
            );
        }
    }
}

std::vector<BalanceView> MoneyFeeds::balances_of(
    const domain::AccountId& account, const std::set<domain::Currency>* only
) const {
    std::vector<BalanceView> balances = host_.core().balances(account);
    std::erase_if(balances, [only](const BalanceView& balance) {
        return only == nullptr ? is_zero(balance) : !only->contains(balance.currency);
    });
    return balances;
}

void MoneyFeeds::send_account_changes(const domain::AccountId& account, const Changes& changes) {
    std::set<domain::Currency> changed = changes.balances;
    // A position's margin and profit belong to its settlement currency.
    for (const auto& [id, position] : changes.positions) changed.emplace(settle_of(position.instrument));
    registry_.visit(account_topic("account", account), [&](const Subscription& subscription, Subscriber& subscriber) {
        std::vector<BalanceView> balances = balances_of(account, &changed);
        if (!subscription.currency.empty()) {
            std::erase_if(balances, [&](const BalanceView& balance) {
                return balance.currency.value() != subscription.currency;
            });
        }
        if (balances.empty()) return;
        JsonWriter json;
        json.begin_array();
        write_account(json, balances, host_.now(), true);
        subscriber.push(context_of("account", false), make_event(subscription, false, json.end_array().take()));
    });
}

void MoneyFeeds::send_position_changes(const domain::AccountId& account, const Changes& changes) {
    if (changes.positions.empty()) return;
    const std::vector<PositionView> open = host_.core().positions(account);
    std::vector<PositionView> list;
    for (const auto& [id, last_seen] : changes.positions) {
        const auto now_open = std::find_if(open.begin(), open.end(), [&id = id](const PositionView& position) {
            return position.position_id == id;
        });
        list.push_back(now_open == open.end() ? last_seen : *now_open);
    }
    registry_.visit(account_topic("positions", account), [&](const Subscription& subscription, Subscriber& subscriber) {
        const std::string data = positions_data(subscription, list);
        if (data == "[]") return;
        subscriber.push(context_of("positions", false), make_event(subscription, false, data));
    });
}

void MoneyFeeds::send_balance_and_position(const domain::AccountId& account, const Changes& changes) {
    const std::string topic = account_topic("balance_and_position", account);
    if (!registry_.has(topic)) return;
    JsonWriter json;
    json.begin_array().begin_object().field("pTime", okx_time(host_.now()));
    json.field("eventType", okx_word(changes.reason)).key("balData").begin_array();
    for (const BalanceView& balance : balances_of(account, &changes.balances)) write_balance_change(json, balance);
    json.end_array().key("posData").begin_array();
    for (const auto& [id, position] : changes.positions) write_position_change(json, position);
    json.end_array().key("trades").begin_array();
    for (const auto& [instrument, trade] : changes.trades) {
        json.begin_object().field("instId", instrument.value()).field("tradeId", trade).end_object();
    }
    const std::string data = json.end_array().end_object().end_array().take();
    registry_.visit(topic, [&](const Subscription& subscription, Subscriber& subscriber) {
        subscriber.push(context_of("balance_and_position", false), make_push(subscription.pushed_argument, "", data));
    });
}

void MoneyFeeds::on_warning(const LiquidationWarned& warning) {
    const PositionView& position = warning.position;
    JsonWriter json;
    json.begin_array().begin_object().field("cTime", okx_time(position.created));
    json.field("ccy", settle_of(position.instrument)).field("instId", position.instrument.value());
    json.field("instType", "SWAP").field("lever", position.leverage.to_string());
    json.field("markPx", position.mark_price.to_string()).field("mgnMode", okx_word(position.margin_mode));
    json.field("mgnRatio", okx_text(position.margin_ratio)).field("pTime", okx_time(host_.now()));
    json.field("pos", position.size.to_string()).field("posCcy", "").field("posId", okx_id(position.position_id));
    json.field("posSide", okx_word(position.side)).field("uTime", okx_time(position.updated));
    const std::string data = json.end_object().end_array().take();
    registry_.visit(
        account_topic("liquidation-warning", warning.account),
        [&](const Subscription& subscription, Subscriber& subscriber) {
            if (!subscription.wants(position.instrument.value(), "SWAP")) return;
            subscriber.push(
                context_of("liquidation-warning", false), make_push(subscription.pushed_argument, "", data)
            );
        }
    );
}

base::Decimal MoneyFeeds::index_of(const domain::InstrumentId& instrument) const {
    const InstrumentSpec* spec = host_.core().find_instrument(instrument.value());
    const auto ticker = spec == nullptr ? std::nullopt : host_.core().index_ticker(spec->index.value());
    return ticker ? ticker->price : base::Decimal{};
}

std::string MoneyFeeds::positions_data(const Subscription& subscription, const std::vector<PositionView>& list) {
    JsonWriter json;
    json.begin_array();
    for (const PositionView& position : list) {
        if (!subscription.wants(position.instrument.value(), "SWAP")) continue;
        write_position(json, position, index_of(position.instrument), host_.now());
    }
    return json.end_array().take();
}

void MoneyFeeds::send_snapshot(Subscriber& subscriber, const Subscription& subscription) {
    if (subscription.channel == "positions") {
        const std::string data = positions_data(subscription, host_.core().positions(subscription.account));
        subscriber.push(context_of("positions", true), make_event(subscription, true, data));
        return;
    }
    std::vector<BalanceView> balances = balances_of(subscription.account, nullptr);
    if (!subscription.currency.empty()) {
        std::erase_if(balances, [&](const BalanceView& balance) {
            return balance.currency.value() != subscription.currency;
        });
    }
    JsonWriter json;
    json.begin_array();
    write_account(json, balances, host_.now(), true);
    subscriber.push(context_of("account", true), make_event(subscription, true, json.end_array().take()));
}

bool MoneyFeeds::on_subscribed(Subscriber& subscriber, const Subscription& subscription) {
    if (subscription.channel == "liquidation-warning") return true;
    if (subscription.channel == "account" || subscription.channel == "positions") {
        accounts_.insert(subscription.account);
        send_snapshot(subscriber, subscription);
        return true;
    }
    if (subscription.channel != "balance_and_position") return false;
    JsonWriter json;
    json.begin_array().begin_object().field("pTime", okx_time(host_.now())).field("eventType", "snapshot");
    json.key("balData").begin_array();
    for (const BalanceView& balance : balances_of(subscription.account, nullptr)) write_balance_change(json, balance);
    json.end_array().key("posData").begin_array();
    for (const PositionView& position : host_.core().positions(subscription.account)) {
        write_position_change(json, position);
    }
    json.end_array().key("trades").begin_array().end_array();
    const std::string data = json.end_object().end_array().take();
    subscriber.push(context_of("balance_and_position", true), make_push(subscription.pushed_argument, "", data));
    return true;
}

}  // namespace trading::simulator
