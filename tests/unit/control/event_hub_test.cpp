#include "services/control/io/event_hub.hpp"

#include <gtest/gtest.h>

namespace trading::control {
namespace {

constexpr base::Duration kSoon = std::chrono::seconds{5};
constexpr base::Duration kNow = base::Duration{1};

v1::StreamEventsResponse event(std::uint64_t sequence) {
    v1::StreamEventsResponse event;
    event.set_sequence(sequence);
    return event;
}

TEST(EventHub, passes_events_on_in_order) {
    EventHub hub;
    auto reader = hub.add_reader("").value();
    hub.publish(event(1), "BTC-USDT");
    hub.publish(event(2), "");
    EXPECT_EQ(reader->next(kSoon)->sequence(), 1U);
    EXPECT_EQ(reader->next(kSoon)->sequence(), 2U);
    EXPECT_FALSE(reader->next(kNow).has_value());
}

TEST(EventHub, gives_a_reader_of_one_instrument_no_other_ones) {
    EventHub hub;
    auto reader = hub.add_reader("BTC-USDT").value();
    hub.publish(event(1), "ETH-USDT");
    hub.publish(event(2), "BTC-USDT");
    EXPECT_EQ(reader->next(kSoon)->sequence(), 2U);
}

TEST(EventHub, tells_a_slow_reader_how_much_it_lost) {
    EventHub hub;
    auto reader = hub.add_reader("").value();
    for (std::uint64_t sequence = 1; sequence <= EventHub::kQueuedEventsMax + 3; ++sequence) {
        hub.publish(event(sequence), "");
    }
    const auto first = reader->next(kSoon);
    EXPECT_EQ(first->sequence(), 4U);
    EXPECT_EQ(first->lost_before(), 3U);
    EXPECT_EQ(reader->next(kSoon)->lost_before(), 0U);
    EXPECT_EQ(hub.lost_events(), 3U);
}

TEST(EventHub, refuses_one_reader_too_many_and_takes_another_when_one_left) {
    EventHub hub;
    std::vector<std::unique_ptr<EventHub::Reader>> readers;
    for (std::size_t count = 0; count < EventHub::kReadersMax; ++count) {
        readers.push_back(hub.add_reader("").value());
    }
    EXPECT_EQ(hub.add_reader("").error().code, base::ErrorCode::Unavailable);
    readers.pop_back();
    EXPECT_TRUE(hub.add_reader("").has_value());
}

TEST(EventHub, wakes_and_refuses_readers_once_closed) {
    EventHub hub;
    auto reader = hub.add_reader("").value();
    hub.close();
    EXPECT_FALSE(reader->next(std::chrono::hours{1}).has_value());
    EXPECT_FALSE(hub.add_reader("").has_value());
}

}  // namespace
}  // namespace trading::control
