#include "tests/simulation/strategy_process.hpp"

#include "tests/simulation/eager_strategy.hpp"
#include "tests/simulation/market_intake.hpp"

#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::uint64_t kStrategy = entity_of("strategy");

strategy::MarketPart part_of_market(std::string_view topic) {
    const std::string_view kind = kind_of_topic(topic);
    if (kind == "ticker") return strategy::MarketPart::Quotes;
    if (kind == "mark") return strategy::MarketPart::MarkPrice;
    if (kind == "feed") return strategy::MarketPart::FeedStates;
    if (kind == "candle") return strategy::MarketPart::Candles;
    return strategy::MarketPart::Other;
}

strategy::AccountPart part_of_account(std::string_view topic) {
    const std::string_view kind = kind_of_topic(topic);
    if (kind == "order") return strategy::AccountPart::Orders;
    if (kind == "position") return strategy::AccountPart::Positions;
    if (kind == "balance") return strategy::AccountPart::Balances;
    if (kind == "risk") return strategy::AccountPart::RiskState;
    return strategy::AccountPart::Other;
}

bool is_followed(std::string_view topic) {
    const std::string_view kind = kind_of_topic(topic);
    return kind != "book" && kind != "trade";
}

}  // namespace

StrategyProcess::StrategyProcess(Scene& scene, Database& database, std::uint64_t seed, Neighbours neighbours)
    : scene_(scene), database_(database), seed_(seed), neighbours_(std::move(neighbours)) {}

void StrategyProcess::start() {
    const std::uint64_t life = ++life_;
    scene_.journal.note("strategy", "start", life);
    strategy::StrategyCoreOptions options;
    options.fact_wait = milliseconds{1500};
    core_ = std::make_unique<strategy::StrategyCore>(eager_strategies(seed_), strategy::IntentIds{""}, options);
    unanswered_.clear();
    wants_snapshot_ = false;
    make_market_feed();
    make_account_feed();
    strategy::RestoredState restored;
    restored.unanswered = database_.unanswered(neighbours_.local_now());
    apply(restored);
    for (const OrderIntent& intent : restored.unanswered) {
        unanswered_.emplace(intent.intent_id, intent);
        transmit(intent.intent_id, life);
    }
    if (is_off_) switch_off();
    tick(life);
}

void StrategyProcess::disturb() {
    if (core_ == nullptr || !scene_.faults.strikes(Fault::StrategyCrash, 1)) return;
    ++life_;
    scene_.journal.note("strategy", "crash", life_);
    core_.reset();
    market_.reset();
    account_.reset();
    const base::Duration pause = scene_.draws.between(Site::Restart, 3, milliseconds{200}, seconds{3});
    scene_.schedule.after(pause, [this] { start(); });
}

void StrategyProcess::switch_off() {
    is_off_ = true;
    for (const char* id : {"eager1", "eager2"}) apply(strategy::StrategySwitch{StrategyId{id}, false, "operator:test"});
}

void StrategyProcess::make_market_feed() {
    market_ = std::make_unique<MarketSink>(
        scene_,
        MarketSink::Consumer{
            .on_fact =
                [this](const MarketFact& fact) {
                    apply(strategy::MarketEvent{fact, false});
                },
            .on_recovered =
                [this](std::string_view /*topic*/, const std::vector<MarketFact>& facts) {
                    for (const MarketFact& fact : facts) apply(strategy::MarketEvent{fact, true});
                },
            .on_lost =
                [this](std::string_view topic, bus::TopicLoss /*loss*/) {
                    apply(strategy::MarketTopicLost{instrument_of_topic(topic), part_of_market(topic)});
                },
            .on_silence =
                [this](bool is_silent) {
                    apply(strategy::FeedSilence{strategy::Feed::Market, is_silent});
                },
            .ask = neighbours_.ask_market,
            .on_hole = neighbours_.on_hole,
        }
    );
}

void StrategyProcess::make_account_feed() {
    is_account_whole_ = false;
    account_ = std::make_unique<AccountSink>(
        scene_,
        AccountSink::Consumer{
            .on_fact = [this](const ExecutionFact& fact) { apply(strategy::AccountEvent{fact}); },
            .on_recovered = [this](
                                std::string_view topic, const std::vector<ExecutionFact>& facts
                            ) { on_account_recovered(topic, facts); },
            .on_lost = [this](std::string_view topic, bus::TopicLoss loss) { on_account_lost(topic, loss); },
            .on_silence =
                [this](bool is_silent) {
                    apply(strategy::FeedSilence{strategy::Feed::Execution, is_silent});
                },
            .ask = neighbours_.ask_account,
            .on_hole = neighbours_.on_hole,
        }
    );
}

void StrategyProcess::on_account_recovered(std::string_view topic, const std::vector<ExecutionFact>& facts) {
    const strategy::AccountPart part = part_of_account(topic);
    if (part != strategy::AccountPart::Other) apply(strategy::AccountSnapshot{part, facts});
}

void StrategyProcess::on_account_lost(std::string_view topic, bus::TopicLoss loss) {
    update_wholeness(false);
    const strategy::AccountPart part = part_of_account(topic);
    if (loss == bus::TopicLoss::NewEpoch && part != strategy::AccountPart::Other) {
        apply(strategy::AccountSnapshot{part, {}});
    }
}

void StrategyProcess::update_wholeness(bool is_whole) {
    if (is_whole == is_account_whole_) return;
    is_account_whole_ = is_whole;
    if (is_whole) {
        apply(strategy::AccountRecovered{});
    } else {
        apply(strategy::AccountLost{"facts are missing"});
    }
}

void StrategyProcess::on_market_message(const Message<MarketFact>& message) {
    if (core_ != nullptr && is_followed(message.topic)) market_->on_message(message);
}

void StrategyProcess::on_market_snapshot(const Snapshot<MarketFact>& snapshot) {
    if (core_ != nullptr) market_->on_snapshot(snapshot);
}

void StrategyProcess::on_account_message(const Message<ExecutionFact>& message) {
    if (core_ == nullptr) return;
    account_->on_message(message);
    update_wholeness(account_->is_whole());
}

void StrategyProcess::on_account_snapshot(const Snapshot<ExecutionFact>& snapshot) {
    if (core_ == nullptr) return;
    account_->on_snapshot(snapshot);
    update_wholeness(account_->is_whole());
}

void StrategyProcess::tick(std::uint64_t life) {
    if (life != life_ || core_ == nullptr) return;
    scene_.schedule.after(milliseconds{100}, [this, life] { tick(life); });
    market_->tick();
    account_->tick();
    update_wholeness(account_->is_whole());
    apply(strategy::Tick{});
    if (!wants_snapshot_) return;
    wants_snapshot_ = false;
    make_account_feed();
    apply(strategy::AccountLost{"asking for all of it"});
}

void StrategyProcess::apply(const strategy::Input& input) {
    if (core_ == nullptr) return;
    strategy::Outputs outputs;
    core_->on_input(input, neighbours_.local_now(), outputs);
    for (const strategy::Output& output : outputs) {
        if (const auto* intent = std::get_if<OrderIntent>(&output)) {
            record(*intent);
        } else if (std::holds_alternative<strategy::SnapshotWish>(output)) {
            wants_snapshot_ = true;
        }
    }
}

void StrategyProcess::record(const OrderIntent& intent) {
    ++intents_;
    scene_.journal.note("strategy", "intent", entity_of(intent.intent_id.value()), [&] {
        return intent.intent_id.value() + " " + std::string{to_string(intent.side)} + " " +
               intent.quantity.to_string() + " " + std::string{to_string(intent.type)};
    });
    base::Duration latency = scene_.draws.between(Site::Commit, 3, milliseconds{1}, milliseconds{8});
    if (scene_.faults.strikes(Fault::CommitSlow, kStrategy)) {
        latency += scene_.faults.between(milliseconds{50}, seconds{3});
    }
    scene_.schedule.after(latency, [this, intent, life = life_] {
        if (neighbours_.local_now() >= intent.valid_until) {
            if (life == life_) apply(strategy::IntentExpired{intent.intent_id});
            return;
        }
        database_.record(intent);
        if (life != life_) return;
        unanswered_.emplace(intent.intent_id, intent);
        transmit(intent.intent_id, life);
    });
}

void StrategyProcess::transmit(const IntentId& id, std::uint64_t life) {
    if (life != life_) return;
    const auto found = unanswered_.find(id);
    if (found == unanswered_.end()) return;
    if (neighbours_.local_now() >= found->second.valid_until) {
        unanswered_.erase(found);
        apply(strategy::IntentExpired{id});
        return;
    }
    neighbours_.send(found->second);
    scene_.schedule.after(kResend, [this, id, life] { transmit(id, life); });
}

void StrategyProcess::on_reply(const IntentReply& reply) {
    if (core_ == nullptr) return;
    unanswered_.erase(reply.intent_id);
    database_.settle(reply);
    apply(reply);
}

}  // namespace trading::simulation
