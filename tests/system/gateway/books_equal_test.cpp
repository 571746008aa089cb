// The gateway against the simulated venue over real sockets, with each fault of a feed in turn: whenever our book and
// the venue's have the same sequence number they are equal, and when the fault is over every book is known again.
#include "common/venue/okx/transport/okx_market_data_client.hpp"
#include "services/gateway/io/gateway_agent.hpp"
#include "tests/support/gateway/samples.hpp"
#include "tests/system/gateway/simulator_process.hpp"

#include "common/rpc/client.hpp"
#include "trading/v1/simulator_service.grpc.pb.h"

#include <gtest/gtest.h>

#include <map>

namespace trading::test {
namespace {

using namespace std::chrono_literals;

const std::vector<domain::InstrumentId> kInstruments{
    domain::InstrumentId{"BTC-USDT"}, domain::InstrumentId{"ETH-USDT"}, domain::InstrumentId{"BTC-USDT-SWAP"}};

gateway::GatewayOptions options() {
    gateway::GatewayOptions options = gateway_options();
    options.instruments = kInstruments;
    options.book.recovery_longest = 1s;
    options.candles.intervals = {1s};
    options.watch.heal_interval = 2s;
    return options;
}

class World {
public:
    bool start() {
        // Reports nothing of its own: it only fetches the venue's books, to compare.
        truth_.start([this](const domain::VenueFeedEvent& event) {
            if (const auto* const fetched = std::get_if<domain::BookFetched>(&event)) compare(fetched->frame);
        });
        return agent_.start().has_value();
    }

    // One turn; asks for the venue's books twenty times a second.
    void turn() {
        agent_.run_once();
        if (clock_.monotonic_now() < next_fetch_) return;
        next_fetch_ = clock_.monotonic_now() + 50ms;
        for (const auto& id : kInstruments) truth_.execute(domain::FetchBook{id});
    }

    // False when the time is over before all books are known and, from now on, three of each were equal.
    bool heals_within(base::Duration limit) {
        equal_.clear();
        for (const base::MonotonicTime end = clock_.monotonic_now() + limit; clock_.monotonic_now() < end;) {
            turn();
            if (are_all_known() && std::all_of(kInstruments.begin(), kInstruments.end(), [this](const auto& id) {
                    return equal_[id] >= 3;
                })) {
                return true;
            }
        }
        return false;
    }

    void turn_for(base::Duration duration) {
        for (const base::MonotonicTime end = clock_.monotonic_now() + duration; clock_.monotonic_now() < end;) turn();
    }

    [[nodiscard]] std::uint64_t add_fault(const v1::Fault& fault) {
        v1::AddFaultRequest request;
        *request.mutable_fault() = fault;
        v1::AddFaultResponse response;
        grpc::ClientContext context;
        const grpc::Status added = admin_->AddFault(&context, request, &response);
        EXPECT_TRUE(added.ok()) << added.error_message();
        return response.fault_id();
    }

    // Ends it; answers how often it struck.
    std::uint64_t end_fault(std::uint64_t fault_id) {
        std::uint64_t hits = 0;
        v1::ListFaultsResponse faults;
        grpc::ClientContext list_context;
        EXPECT_TRUE(admin_->ListFaults(&list_context, {}, &faults).ok());
        for (const v1::ActiveFault& active : faults.faults()) {
            if (active.fault_id() == fault_id) hits = active.hits();
        }
        v1::RemoveFaultRequest request;
        request.set_fault_id(fault_id);
        v1::RemoveFaultResponse response;
        grpc::ClientContext remove_context;
        EXPECT_TRUE(admin_->RemoveFault(&remove_context, request, &response).ok());
        return hits;
    }

    [[nodiscard]] int differences() const { return differences_; }
    [[nodiscard]] const gateway::Counters& counters() const { return agent_.core().counters(); }

private:
    void compare(const domain::BookFrame& truth) {
        const gateway::InstrumentFeeds* const feeds = agent_.core().find(truth.instrument_id);
        if (feeds == nullptr) return;
        const auto ours = feeds->book.whole();
        if (!ours || ours->venue_sequence != truth.sequence) return;
        if (ours->bids == truth.bids && ours->asks == truth.asks) {
            ++equal_[truth.instrument_id];
        } else {
            ++differences_;
        }
    }

    [[nodiscard]] bool are_all_known() const {
        return std::all_of(kInstruments.begin(), kInstruments.end(), [this](const auto& id) {
            const domain::FeedKey key{domain::Channel::Book, id, {}};
            return agent_.core().watch().state_of(key) == domain::FeedState::Fresh;
        });
    }

    base::SystemClock clock_;
    SimulatorProcess simulator_{{"--seed", "7"}};
    std::unique_ptr<v1::SimulatorService::Stub> admin_ =
        v1::SimulatorService::NewStub(rpc::make_channel(simulator_.admin_target()));
    bus::Context context_;
    service::Log log_{"gateway", service::LogLevel::Error, clock_};
    service::Health health_{clock_};
    service::Metrics metrics_;
    bus::FactPublisher publisher_ =
        bus::FactPublisher::bind(
            context_, clock_, {.endpoint = "tcp://127.0.0.1:*", .producer = "gateway", .epoch = 1, .socket = {}}
        ).value();
    bus::SnapshotServer snapshots_ =
        bus::SnapshotServer::bind(context_, publisher_, {.endpoint = "tcp://127.0.0.1:*"}).value();
    gateway::GatewayMetrics gateway_metrics_{metrics_, kInstruments};
    venue::okx::LwsEventLoop loop_;
    venue::okx::OkxMarketDataClient client_{loop_, clock_, client_options()};
    venue::okx::OkxMarketDataClient truth_{loop_, clock_, client_options()};
    gateway::GatewayAgent agent_{
        options(),
        "okx",
        {
            .loop = loop_,
            .client = client_,
            .publisher = publisher_,
            .snapshots = snapshots_,
            .recorder = nullptr,
            .questions = nullptr,
            .metrics = gateway_metrics_,
            .health = health_,
            .log = log_,
            .clock = clock_,
            .on_heartbeat = {},
        },
    };
    base::MonotonicTime next_fetch_{};
    std::map<domain::InstrumentId, int> equal_;
    int differences_ = 0;

    [[nodiscard]] venue::okx::OkxMarketDataClient::Options client_options() const {
        return {.addresses = venue::okx::simulator_addresses(simulator_.address()), .ca_file = {}, .seed = 1};
    }
};

struct Case {
    const char* name;
    v1::FaultKind kind;
    double probability = 1;
    base::Duration duration = 4s;
    std::uint64_t gateway::Counters::*must_count = nullptr;
};

void PrintTo(const Case& each, std::ostream* stream) { *stream << each.name; }

v1::Fault fault_of(const Case& each) {
    v1::Fault fault;
    fault.set_kind(each.kind);
    fault.set_probability(each.probability);
    const bool is_about_sockets = each.kind >= v1::FAULT_KIND_HALF_OPEN;
    if (!is_about_sockets) fault.set_channel("books");
    if (each.kind == v1::FAULT_KIND_STALE_FEED) fault.set_instrument_id("BTC-USDT");
    if (each.kind == v1::FAULT_KIND_NOTICE) fault.set_delay_ms(2000);
    return fault;
}

class GatewayAgainstVenue : public testing::TestWithParam<Case> {};

TEST_P(GatewayAgainstVenue, has_the_venues_books_or_knows_that_it_has_not) {
    World world;
    ASSERT_TRUE(world.start());
    ASSERT_TRUE(world.heals_within(20s)) << "the books are not known at the start";
    const std::uint64_t fault = world.add_fault(fault_of(GetParam()));
    world.turn_for(GetParam().duration);
    EXPECT_GT(world.end_fault(fault), 0U) << "the fault did not strike";
    EXPECT_TRUE(world.heals_within(40s)) << "the books are not known again";
    EXPECT_EQ(world.differences(), 0);
    if (GetParam().must_count != nullptr) {
        EXPECT_GT(world.counters().*GetParam().must_count, 0U);
    }
}

INSTANTIATE_TEST_SUITE_P(
    all,
    GatewayAgainstVenue,
    testing::Values(
        Case{"drop", v1::FAULT_KIND_DROP, 0.1, 4s, &gateway::Counters::book_gaps},
        Case{"delay", v1::FAULT_KIND_DELAY, 0.2, 4s},
        Case{"duplicate", v1::FAULT_KIND_DUPLICATE, 0.3, 3s, &gateway::Counters::book_duplicates},
        Case{"reorder", v1::FAULT_KIND_REORDER, 0.3, 4s},
        Case{"gap", v1::FAULT_KIND_GAP, 0.1, 4s, &gateway::Counters::book_gaps},
        Case{"sequence_reset", v1::FAULT_KIND_SEQUENCE_RESET, 1, 3s, &gateway::Counters::book_resets},
        Case{"stale_feed", v1::FAULT_KIND_STALE_FEED, 1, 5s, &gateway::Counters::feeds_silent},
        Case{"close", v1::FAULT_KIND_CLOSE, 1, 3s, &gateway::Counters::disconnects},
        Case{"half_open", v1::FAULT_KIND_HALF_OPEN, 1, 3s},
        Case{"notice", v1::FAULT_KIND_NOTICE, 1, 4s}
    ),
    [](const testing::TestParamInfo<Case>& each) { return std::string{each.param.name}; }
);

// Gaps, and no whole book after subscribing again: only fetching helps.
TEST(GatewayAgainstQuietVenue, fetches_the_book_when_subscribing_brings_none) {
    World world;
    ASSERT_TRUE(world.start());
    ASSERT_TRUE(world.heals_within(20s));
    const std::uint64_t silence = world.add_fault(fault_of({"", v1::FAULT_KIND_NO_INITIAL_SNAPSHOT}));
    const std::uint64_t gaps = world.add_fault(fault_of({"", v1::FAULT_KIND_GAP, 0.2}));
    world.turn_for(2s);
    EXPECT_GT(world.end_fault(gaps), 0U);
    EXPECT_TRUE(world.heals_within(40s)) << "the books are not known again";
    EXPECT_GT(world.end_fault(silence), 0U);
    EXPECT_GT(world.counters().book_fetches, 0U);
    EXPECT_EQ(world.differences(), 0);
}

}  // namespace
}  // namespace trading::test
