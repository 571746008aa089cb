#include "tests/integration/execution/execution_process.hpp"

#include "common/codec/envelope_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/topics.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {

using namespace domain;
using namespace execution;

namespace {

constexpr const char* kAnyPort = "tcp://127.0.0.1:*";

ExecutionOptions patient_options() {
    ExecutionOptions options = sample_options();
    // The machine may be slow; what is tested here is not age.
    options.limits.account->book_age_max = std::chrono::minutes{1};
    options.limits.account->mark_age_max = std::chrono::minutes{1};
    // Stops are far away here, so that they do not fire: too far for any leverage (R12).
    for (auto& [id, limits] : options.limits.instruments) limits.leverage = Ratio{base::Decimal{1}};
    options.protection.unprotected_max = std::chrono::seconds{20};
    options.orders.expiry = std::chrono::seconds{5};
    options.reconciliation.interval = std::chrono::milliseconds{300};
    return options;
}

}  // namespace

base::Result<std::vector<Instrument>> ModelClient::fetch_instruments() { return sample_instruments(); }

void ModelClient::start(ReportHandler handler) {
    handler_ = std::move(handler);
    handler_(PrivateConnection{true, "connected"});
    handler_(ClockOffset{base::Duration::zero(), base::Duration::zero()});
    poll();
}

void ModelClient::poll() {
    if (is_stopped_) return;
    const base::Timestamp now = clock_.now();
    venue_.advance(now);
    for (const VenueReport& report : venue_.take_reports(now)) handler_(report);
    loop_.call_after(std::chrono::milliseconds{2}, [this] { poll(); });
}

ExecutionSurroundings::ExecutionSurroundings() : venue(sample_instruments(), 7) {
    gateway = std::make_unique<bus::FactPublisher>(
        bus::FactPublisher::bind(
            context, clock, {.endpoint = kAnyPort, .producer = "gateway", .epoch = 1, .socket = {}}
        ).value()
    );
    gateway_snapshots = std::make_unique<bus::SnapshotServer>(
        bus::SnapshotServer::bind(context, *gateway, {.endpoint = kAnyPort, .socket = {}}).value()
    );
}

void ExecutionSurroundings::publish(const MarketFact& fact) {
    v1::Envelope envelope;
    ASSERT_TRUE(codec::encode(fact, envelope));
    ASSERT_TRUE(gateway->publish(codec::topic_of(fact, "okx"), envelope));
}

void ExecutionSurroundings::tell_the_market() {
    const base::Timestamp now = clock.now();
    for (const Instrument& instrument : sample_instruments()) {
        const Price middle = venue.price(instrument.id);
        Ticker ticker;
        ticker.instrument_id = instrument.id;
        ticker.last_price = middle;
        ticker.last_quantity = quantity("1");
        ticker.best_bid = BookLevel{*middle.minus(price("0.1")), quantity("1")};
        ticker.best_ask = BookLevel{*middle.plus(price("0.1")), quantity("1")};
        ticker.volume_24h = quantity("14400000");
        ticker.times = {now, now};
        publish(ticker);
        publish(MarkPrice{instrument.id, middle, {now, now}});
        publish(FeedStatus{instrument.id, Channel::Book, FeedState::Fresh, "recovered", now});
    }
}

void ExecutionSurroundings::connect_strategy(const std::string& intents_endpoint) {
    sender_ = bus::IntentSender::connect(
                  context, clock, {.endpoint = intents_endpoint, .resend_interval = std::chrono::milliseconds{200}}
    ).value();
}

void ExecutionSurroundings::send(const OrderIntent& intent) {
    v1::OrderIntent message;
    codec::encode(intent, message);
    ASSERT_TRUE(sender_->send(message));
}

void ExecutionSurroundings::serve() {
    gateway->poll_subscriptions();
    gateway_snapshots->serve([](std::string_view, v1::SnapshotReply&) -> base::Status { return {}; });
    if (sender_) sender_->poll(*this);
}

void ExecutionSurroundings::on_reply(const v1::IntentReply& reply) {
    IntentReply decoded;
    ASSERT_TRUE(codec::decode(reply, decoded));
    replies[decoded.intent_id.value()].push_back(decoded);
}

ExecutionProcess::ExecutionProcess(ExecutionSurroundings& around, const store::DatabaseOptions& database)
    : around_(around),
      log_("execution", service::LogLevel::Error, around.clock),
      health_(around.clock),
      execution_metrics_(metrics_),
      client_(around.venue, loop_, around.clock) {
    const ExecutionOptions options = patient_options();
    store_ = std::make_unique<store::ExecutionStore>(
        store::ExecutionStore::open({.database = database, .account_id = options.account_id}).value()
    );
    const auto epoch = static_cast<std::uint64_t>(base::to_unix_nanoseconds(around.clock.now()));
    publisher_ = std::make_unique<bus::FactPublisher>(
        bus::FactPublisher::bind(
            around.context, around.clock, {.endpoint = kAnyPort, .producer = "execution", .epoch = epoch, .socket = {}}
        ).value()
    );
    snapshots_ = std::make_unique<bus::SnapshotServer>(
        bus::SnapshotServer::bind(around.context, *publisher_, {.endpoint = kAnyPort, .socket = {}}).value()
    );
    auto intents = bus::IntentReceiver::bind(around.context, {.endpoint = kAnyPort, .socket = {}}).value();
    around.connect_strategy(intents.last_endpoint());
    std::vector<InstrumentId> followed;
    for (const auto& [id, limits] : options.limits.instruments) followed.push_back(id);
    auto market = bus::FactFeed::start(
                      around.context,
                      around.clock,
                      {.facts_endpoint = around.gateway->last_endpoint(),
                       .snapshot_endpoint = around.gateway_snapshots->last_endpoint(),
                       .prefixes = MarketInput::prefixes("okx", followed),
                       .silence_limit = std::chrono::minutes{1},
                       .socket = {}}
    ).value();
    commands_ = std::make_unique<AgentQueue>(64, [this] { loop_.wake(); });
    rpc_ = std::make_unique<ExecutionRpcService>(*commands_, "account_id=test\n", options.account_id);
    server_ = rpc::Server::start({}, {rpc_.get()}).value();
    agent_ = std::make_unique<ExecutionAgent>(
        ExecutionAgent::Options{.core = options, .instruments = sample_instruments()},
        ExecutionAgent::Parts{
            .clock = around.clock,
            .log = log_,
            .health = health_,
            .metrics = execution_metrics_,
            .loop = loop_,
            .client = client_,
            .store = *store_,
            .publisher = *publisher_,
            .snapshots = *snapshots_,
            .commands = *commands_,
            .on_second = {},
        },
        std::move(intents),
        std::move(market)
    );
    const auto begun = agent_->begin();
    EXPECT_TRUE(begun) << begun.error().detail;
}

bool ExecutionProcess::run_until(const std::function<bool()>& is_done) {
    const base::MonotonicTime deadline = around_.clock.monotonic_now() + std::chrono::seconds{30};
    base::MonotonicTime ts_next_market{};
    while (!is_done()) {
        const base::MonotonicTime now = around_.clock.monotonic_now();
        if (now > deadline) return false;
        if (ts_next_market <= now) {
            ts_next_market = now + std::chrono::milliseconds{100};
            around_.tell_the_market();
        }
        around_.serve();
        if (const auto turned = agent_->turn(); !turned) {
            ADD_FAILURE() << turned.error().detail;
            return false;
        }
    }
    return true;
}

base::Status ExecutionProcess::run_until_it_ends() {
    const base::MonotonicTime deadline = around_.clock.monotonic_now() + std::chrono::seconds{30};
    while (around_.clock.monotonic_now() < deadline) {
        around_.serve();
        if (auto turned = agent_->turn(); !turned) return turned;
    }
    return {};
}

base::Status ExecutionProcess::finish() { return agent_->finish(); }

bus::FactFeed ExecutionProcess::follow_facts() {
    return bus::FactFeed::start(
               around_.context,
               around_.clock,
               {.facts_endpoint = publisher_->last_endpoint(),
                .snapshot_endpoint = snapshots_->last_endpoint(),
                .prefixes = {codec::execution_prefix("test")},
                .silence_limit = std::chrono::minutes{1},
                .socket = {}}
    ).value();
}

}  // namespace trading::test
