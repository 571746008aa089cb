#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/frame_pipeline.hpp"
#include "tests/unit/simulator_io/fakes.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::MonotonicTime kStart{1'000'000'000};

Frame frame(const std::string& text) { return std::make_shared<const std::string>(text); }

FrameContext book_update() {
    FrameContext context;
    context.channel = "books";
    context.instrument = "BTC-USDT";
    context.is_book_update = true;
    return context;
}

FaultSpec fault(const std::string& text) {
    const auto spec = parse_fault(text);
    EXPECT_TRUE(spec) << spec.error().detail;
    return spec.value_or(FaultSpec{});
}

TEST(FaultText, reads_kind_scope_and_numbers) {
    const FaultSpec spec = fault("delay,channel=books,instrument=BTC-USDT,probability=0.25,duration=30s,delay=250ms");
    EXPECT_EQ(spec.kind, FaultKind::Delay);
    EXPECT_EQ(spec.channel, "books");
    EXPECT_EQ(spec.instrument, "BTC-USDT");
    EXPECT_DOUBLE_EQ(spec.probability, 0.25);
    EXPECT_EQ(spec.duration, seconds{30});
    EXPECT_EQ(spec.delay, milliseconds{250});
}

TEST(FaultText, refuses_what_it_does_not_know) {
    EXPECT_FALSE(parse_fault("explode"));
    EXPECT_FALSE(parse_fault("drop,colour=red"));
    EXPECT_FALSE(parse_fault("drop,probability=2"));
    EXPECT_FALSE(parse_fault("drop,duration=5"));
    EXPECT_FALSE(parse_fault("drop,channel"));
}

TEST(FaultInjector, gives_the_same_draws_for_the_same_seed) {
    FaultInjector one(42);
    FaultInjector two(42);
    ASSERT_TRUE(one.add(fault("drop,probability=0.5"), kStart));
    ASSERT_TRUE(two.add(fault("drop,probability=0.5"), kStart));
    int dropped = 0;
    for (int index = 0; index < 200; ++index) {
        const int copies = one.fate_of(book_update(), kStart).copies;
        EXPECT_EQ(copies, two.fate_of(book_update(), kStart).copies);
        if (copies == 0) ++dropped;
    }
    EXPECT_GT(dropped, 50);
    EXPECT_LT(dropped, 150);
}

TEST(FaultInjector, ends_a_fault_with_its_duration_or_when_removed) {
    FaultInjector faults(1);
    ASSERT_TRUE(faults.add(fault("drop,duration=10s"), kStart));
    EXPECT_EQ(faults.fate_of(book_update(), kStart + seconds{9}).copies, 0);
    EXPECT_EQ(faults.fate_of(book_update(), kStart + seconds{10}).copies, 1);
    const auto id = faults.add(fault("drop"), kStart);
    ASSERT_TRUE(id);
    EXPECT_TRUE(faults.remove(*id));
    EXPECT_FALSE(faults.remove(*id));
    EXPECT_EQ(faults.fate_of(book_update(), kStart).copies, 1);
}

TEST(FaultInjector, strikes_only_what_a_fault_is_about) {
    FaultInjector faults(1);
    ASSERT_TRUE(faults.add(fault("gap"), kStart));
    FrameContext snapshot = book_update();
    snapshot.is_book_update = false;
    snapshot.is_initial = true;
    EXPECT_EQ(faults.fate_of(snapshot, kStart).copies, 1);
    EXPECT_EQ(faults.fate_of(book_update(), kStart).copies, 0);
    RequestContext reading;
    reading.endpoint = "/api/v5/public/time";
    ASSERT_TRUE(faults.add(fault("request_error,code=50026"), kStart));
    EXPECT_FALSE(faults.fate_of(reading, kStart).refusal);
    RequestContext order;
    order.endpoint = "/api/v5/trade/order";
    order.is_order = true;
    ASSERT_TRUE(faults.fate_of(order, kStart).refusal);
    EXPECT_EQ(faults.fate_of(order, kStart).refusal->code, "50026");
}

TEST(FaultInjector, resets_each_book_once) {
    FaultInjector faults(1);
    ASSERT_TRUE(faults.add(fault("sequence_reset"), kStart));
    EXPECT_TRUE(faults.takes_sequence_reset("BTC-USDT", kStart));
    EXPECT_FALSE(faults.takes_sequence_reset("BTC-USDT", kStart));
    EXPECT_TRUE(faults.takes_sequence_reset("ETH-USDT", kStart));
}

TEST(FaultInjector, has_a_limit) {
    FaultInjector faults(1);
    for (std::size_t index = 0; index < FaultInjector::kFaultsMax; ++index) {
        EXPECT_TRUE(faults.add(fault("drop"), kStart));
    }
    EXPECT_FALSE(faults.add(fault("drop"), kStart));
}

TEST(FramePipeline, keeps_the_order_of_delayed_frames_of_a_channel) {
    FakeLink link;
    FaultInjector faults(1);
    FramePipeline pipeline(link, faults);
    const auto id = faults.add(fault("delay,channel=books,delay=100ms"), kStart);
    pipeline.push(book_update(), frame("first"), kStart);
    ASSERT_TRUE(faults.remove(*id));
    pipeline.push(book_update(), frame("second"), kStart + milliseconds{10});
    FrameContext other;
    other.channel = "trades";
    pipeline.push(other, frame("trade"), kStart + milliseconds{20});
    EXPECT_EQ(link.frames, std::vector<std::string>{"trade"});
    pipeline.pump(kStart + milliseconds{99});
    EXPECT_EQ(link.frames.size(), 1U);
    pipeline.pump(kStart + milliseconds{100});
    EXPECT_EQ(link.frames, (std::vector<std::string>{"trade", "first", "second"}));
}

TEST(FramePipeline, lets_late_fills_be_overtaken) {
    FakeLink link;
    FaultInjector faults(1);
    FramePipeline pipeline(link, faults);
    ASSERT_TRUE(faults.add(fault("late_fills,delay=100ms"), kStart));
    FrameContext fill;
    fill.channel = "orders";
    fill.has_fill = true;
    pipeline.push(fill, frame("fill"), kStart);
    fill.has_fill = false;
    pipeline.push(fill, frame("canceled"), kStart);
    pipeline.pump(kStart + milliseconds{100});
    EXPECT_EQ(link.frames, (std::vector<std::string>{"canceled", "fill"}));
}

TEST(FramePipeline, doubles_and_swaps_frames) {
    FakeLink link;
    FaultInjector faults(1);
    FramePipeline pipeline(link, faults);
    auto id = faults.add(fault("duplicate"), kStart);
    pipeline.push(book_update(), frame("one"), kStart);
    ASSERT_TRUE(faults.remove(*id));
    id = faults.add(fault("reorder"), kStart);
    pipeline.push(book_update(), frame("two"), kStart);
    ASSERT_TRUE(faults.remove(*id));
    FrameContext other = book_update();
    other.instrument = "SOL-USDT";
    pipeline.push(other, frame("of another feed"), kStart);
    pipeline.push(book_update(), frame("three"), kStart);
    EXPECT_EQ(link.frames, (std::vector<std::string>{"one", "one", "of another feed", "three", "two"}));
    EXPECT_EQ(pipeline.spoiled(), 2U);
}

}  // namespace
}  // namespace trading::test
