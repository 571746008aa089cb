#include "tests/simulation/world.hpp"

#include <memory>
#include <utility>

namespace trading::simulation {

using namespace domain;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kDisturbance = milliseconds{500};
constexpr base::Duration kHeartbeat = seconds{1};
constexpr base::Duration kLook = milliseconds{400};
constexpr base::Duration kLookFrom = seconds{9};  // After the healing.
const base::Timestamp kStart = base::from_unix_milliseconds(1'764'028'800'000);

}  // namespace

World::World(std::uint64_t seed, bool is_tracing, std::set<FaultKey> suppressed)
    : seed_(seed),
      start_(kStart),
      scene_(seed, kStart, is_tracing, std::move(suppressed)),
      verdict_(scene_.journal),
      venue_(scene_),
      judge_(scene_, venue_, database_, verdict_),
      feed_watch_(verdict_),
      clock_(scene_.schedule),
      trading_wire_(scene_, venue_, judge_),
      market_wire_(scene_, venue_, feed_watch_, [this] { return local_now(); }),
      market_to_execution_(scene_, "market_to_execution", kFactFaults),
      market_to_strategy_(scene_, "market_to_strategy", kFactFaults),
      account_to_strategy_(scene_, "account_to_strategy", kFactFaults),
      intents_(scene_, "intents", kIntentFaults),
      replies_(scene_, "replies", kReplyFaults),
      execution_(scene_, database_, trading_wire_, judge_, execution_neighbours()),
      gateway_(
          {scene_, market_wire_, feed_watch_, [this] { return local_now(); }},
          [this](const Message<MarketFact>& message) { publish(message); }
      ),
      strategy_(scene_, database_, seed, strategy_neighbours()),
      crowd_(scene_, venue_),
      mill_(
          scene_, venue_, [this] { return local_now(); }, [this](const OrderIntent& intent) { send_intent(intent); }
      ),
      people_(
          scene_,
          venue_,
          [this](const execution::Command& command) {
              scene_.schedule.after(milliseconds{1}, [this, command] { execution_.offer(command); });
          },
          [this] { return !database_.balances().empty(); }
      ) {}

ExecutionProcess::Neighbours World::execution_neighbours() {
    return {
        .reply = [this](const IntentReply& reply) { send_reply(reply); },
        .answer =
            [this](const execution::CommandAnswer& answer) {
                scene_.journal.note("operator", "answered", entity_of(answer.request_id), [&] {
                    return answer.request_id + (answer.is_done ? " done " : " refused ") + answer.detail;
                });
                people_.on_answer(answer);
            },
        .publish = [this](const Message<ExecutionFact>& message) { publish(message); },
        .ask_market = [this] { ask_market_for_execution(); },
    };
}

StrategyProcess::Neighbours World::strategy_neighbours() {
    return {
        .send = [this](const OrderIntent& intent) { send_intent(intent); },
        .ask_market = [this] { ask_market_for_strategy(); },
        .ask_account = [this] { ask_account(); },
        .on_hole = [this](std::string_view topic) { judge_.on_hole("strategy", topic); },
        .local_now = [this] { return local_now(); },
    };
}

Outcome World::run() {
    begin();
    while (!verdict_.is_broken() && scene_.schedule.step(start_ + kEnd)) {
    }
    if (!verdict_.is_broken()) {
        judge_.conclude(execution_.core());
        const auto ignored = mill_.ignored_for(kAnswerPatience);
        if (ignored) verdict_.fail("L1", "nobody answers " + ignored->value());
    }
    Outcome outcome;
    outcome.seed = seed_;
    outcome.invariant = verdict_.invariant();
    outcome.detail = verdict_.detail();
    outcome.hash = scene_.journal.hash();
    outcome.events = scene_.schedule.events();
    outcome.simulated = scene_.now() - start_;
    outcome.intents = strategy_.intents() + mill_.intents();
    outcome.orders = judge_.orders().accepted();
    outcome.fills = judge_.money().fills();
    outcome.faults = scene_.faults.keys();
    outcome.sightings = scene_.sightings;
    return outcome;
}

void World::begin() {
    crowd_.start();
    venue_.start();
    gateway_.start();
    execution_.start();
    strategy_.start();
    mill_.start();
    people_.start();
    scene_.schedule.after(seconds{2}, [this] { disturb(); });
    scene_.schedule.after(kHeartbeat, [this] { heartbeat(); });
    scene_.schedule.at(start_ + kHeal, [this] { heal(); });
    for (const base::Duration later : {seconds{1}, seconds{3}, seconds{5}, seconds{12}}) {
        scene_.schedule.at(start_ + kHeal + later, [this] { people_.tidy_up(); });
    }
    scene_.schedule.at(start_ + kHeal + kLookFrom, [this] { look(); });
    scene_.schedule.at(start_ + kLastWish, [this] {
        strategy_.switch_off();
        mill_.stop();
    });
    scene_.schedule.at(start_ + kLastTrade, [this] { crowd_.stop(); });
}

void World::disturb() {
    scene_.schedule.after(kDisturbance, [this] { disturb(); });
    trading_wire_.disturb();
    market_wire_.disturb();
    gateway_.disturb();
    strategy_.disturb();
    for (Link* link : {&market_to_execution_, &market_to_strategy_, &account_to_strategy_, &intents_, &replies_}) {
        link->disturb();
    }
    if (!scene_.faults.strikes(Fault::ClockStep, 1)) return;
    // Mostly a little, sometimes absurdly.
    const base::Duration widest = scene_.faults.strength() < 0.7 ? base::Duration{milliseconds{400}} : seconds{20};
    const base::Duration offset = scene_.draws.between(Site::Plan, 1, -widest, widest);
    clock_.set(offset);
    execution_.set_clock(offset);
}

void World::heal() {
    scene_.journal.note("world", "heal", 0);
    scene_.faults.heal();
    trading_wire_.heal();
    clock_.set({});
    execution_.set_clock({});
    venue_.apply(simulator::SetInstrumentStatus{InstrumentId{kSwap}, InstrumentStatus::Live});
}

void World::look() {
    judge_.look();
    scene_.schedule.after(kLook, [this] { look(); });
}

void World::heartbeat() {
    scene_.schedule.after(kHeartbeat, [this] { heartbeat(); });
    gateway_.heartbeat();
    execution_.heartbeat();
}

void World::ask_market_for_execution() {
    scene_.schedule.after(milliseconds{2}, [this] {
        auto snapshot = gateway_.snapshot();
        if (!snapshot) return;
        market_to_execution_.send(1, [this, snapshot = *std::move(snapshot)] {
            execution_.on_market_snapshot(snapshot);
        });
    });
}

void World::ask_market_for_strategy() {
    scene_.schedule.after(milliseconds{2}, [this] {
        auto snapshot = gateway_.snapshot();
        if (!snapshot) return;
        market_to_strategy_.send(1, [this, snapshot = *std::move(snapshot)] {
            strategy_.on_market_snapshot(snapshot);
        });
    });
}

void World::ask_account() {
    scene_.schedule.after(milliseconds{2}, [this] {
        auto snapshot = execution_.snapshot();
        if (!snapshot) return;
        account_to_strategy_.send(1, [this, snapshot = *std::move(snapshot)] {
            strategy_.on_account_snapshot(snapshot);
        });
    });
}

void World::publish(const Message<MarketFact>& message) {
    // Neither of the two follows books and prints.
    const std::string_view kind = kind_of_topic(message.topic);
    if (kind == "book" || kind == "trade") return;
    const std::uint64_t entity = entity_of(message.topic);
    const auto shared = std::make_shared<const Message<MarketFact>>(message);
    market_to_execution_.send(entity, [this, shared] { execution_.on_market_message(*shared); });
    market_to_strategy_.send(entity, [this, shared] { strategy_.on_market_message(*shared); });
}

void World::publish(const Message<ExecutionFact>& message) {
    account_to_strategy_.send(entity_of(message.topic), [this, message] { strategy_.on_account_message(message); });
}

void World::send_intent(const OrderIntent& intent) {
    intents_.send(entity_of(intent.intent_id.value()), [this, intent] {
        execution_.offer(execution::IntentReceived{intent});
    });
}

void World::send_reply(const IntentReply& reply) {
    replies_.send(entity_of(reply.intent_id.value()), [this, reply] {
        if (reply.intent_id.value().starts_with("mill")) {
            mill_.on_reply(reply);
        } else {
            strategy_.on_reply(reply);
        }
    });
}

}  // namespace trading::simulation
