#include "services/simulator/io/book_feed.hpp"

#include "tests/unit/simulator_io/fakes.hpp"

#include <gtest/gtest.h>

#include <map>

namespace trading::test {
namespace {

using namespace simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

class Listener final : public Subscriber {
public:
    void push(const FrameContext& context, Frame frame) override {
        channels.emplace_back(context.channel);
        messages.push_back(JsonValue::parse(*frame).value());
    }

    [[nodiscard]] std::size_t backlog() const override { return 0; }

    std::vector<std::string> channels;
    std::vector<JsonValue> messages;
};

VenueOptions busy_venue() {
    VenueOptions options;
    options.seed = 3;
    options.history = std::chrono::hours{1};
    options.second_history = std::chrono::minutes{1};
    return options;
}

class BookFeedTest : public testing::Test {
protected:
    BookFeedTest() {
        host_.on_event([this](const Event& event) {
            if (const auto* changed = std::get_if<BookChanged>(&event)) feed_.on_changed(changed->instrument);
        });
    }

    void subscribe(const std::string& channel) {
        const auto argument = JsonValue::parse(R"({"channel":")" + channel + R"(","instId":"BTC-USDT"})").value();
        const auto subscription =
            std::make_shared<const Subscription>(make_subscription(*find_channel(channel), argument, {}, ""));
        registry_.add(listener_, subscription);
        feed_.on_subscribed(listener_, *subscription);
    }

    void run(base::Duration duration) {
        for (base::Duration passed{}; passed < duration; passed += milliseconds{10}) {
            clock_.advance(milliseconds{10});
            host_.advance();
            feed_.on_slot(host_.now());
        }
    }

    static const JsonValue& data_of(const JsonValue& message) { return message.find("data")->items().front(); }

    base::ManualClock clock_{kNow};
    VenueHost host_{busy_venue(), clock_};
    SubscriberRegistry registry_;
    FaultInjector faults_{1};
    BookFeed feed_{host_, registry_, faults_, clock_};
    Listener listener_;
};

// Applies a frame to a book as a client does it.
void apply(std::map<base::Decimal, std::string>& side, const JsonValue* levels) {
    for (const JsonValue& level : levels->items()) {
        const auto price = base::Decimal::from_string(level.items()[0].text()).value();
        const std::string& size = level.items()[1].text();
        if (size == "0") {
            side.erase(price);
        } else {
            side[price] = size;
        }
    }
}

TEST_F(BookFeedTest, chains_updates_to_the_book_that_rest_shows) {
    subscribe("books");
    run(seconds{5});
    ASSERT_GT(listener_.messages.size(), 10U);
    std::map<base::Decimal, std::string> bids;
    std::map<base::Decimal, std::string> asks;
    std::int64_t last = -1;
    for (const JsonValue& message : listener_.messages) {
        const JsonValue& data = data_of(message);
        EXPECT_EQ(data.integer_of("prevSeqId"), last);
        EXPECT_EQ(data.integer_of("checksum"), 0);
        last = data.integer_of("seqId").value();
        apply(bids, data.find("bids"));
        apply(asks, data.find("asks"));
        EXPECT_LE(bids.size(), BookFeed::kDepth);
        EXPECT_LE(asks.size(), BookFeed::kDepth);
    }
    const auto cached = feed_.cached("BTC-USDT");
    ASSERT_TRUE(cached);
    EXPECT_EQ(cached->sequence, last);
    ASSERT_EQ(cached->bids.size(), bids.size());
    ASSERT_EQ(cached->asks.size(), asks.size());
    for (const BookLevelView& level : cached->bids) EXPECT_EQ(bids.at(level.price), level.size.to_string());
    for (const BookLevelView& level : cached->asks) EXPECT_EQ(asks.at(level.price), level.size.to_string());
}

TEST_F(BookFeedTest, sends_books_at_most_every_hundred_milliseconds) {
    subscribe("books");
    run(seconds{2});
    EXPECT_LE(listener_.messages.size(), 22U);
}

TEST_F(BookFeedTest, sends_the_retail_book_on_the_same_chain_without_a_checksum) {
    subscribe("books-rpi");
    run(seconds{2});
    ASSERT_GT(listener_.messages.size(), 2U);
    EXPECT_EQ(listener_.messages.front().text_of("action"), "snapshot");
    std::int64_t last = data_of(listener_.messages.front()).integer_of("seqId").value();
    for (std::size_t index = 1; index < listener_.messages.size(); ++index) {
        const JsonValue& data = data_of(listener_.messages[index]);
        EXPECT_EQ(data.integer_of("prevSeqId"), last);
        EXPECT_EQ(data.find("checksum"), nullptr);
        for (const JsonValue& level : data.find("asks")->items()) {
            EXPECT_EQ(level.items().at(1).text(), level.items().at(2).text());
        }
        last = data.integer_of("seqId").value();
    }
}

TEST_F(BookFeedTest, announces_a_reset_with_a_smaller_number) {
    subscribe("books");
    run(seconds{1});
    const std::int64_t before = data_of(listener_.messages.back()).integer_of("seqId").value();
    FaultSpec reset;
    reset.kind = FaultKind::SequenceReset;
    ASSERT_TRUE(faults_.add(reset, clock_.monotonic_now()));
    const std::size_t known = listener_.messages.size();
    run(seconds{2});
    ASSERT_GT(listener_.messages.size(), known);
    const JsonValue& first = data_of(listener_.messages[known]);
    EXPECT_EQ(first.integer_of("prevSeqId"), before);
    EXPECT_LT(first.integer_of("seqId").value(), before);
    std::int64_t last = first.integer_of("seqId").value();
    for (std::size_t index = known + 1; index < listener_.messages.size(); ++index) {
        EXPECT_EQ(data_of(listener_.messages[index]).integer_of("prevSeqId"), last);
        last = data_of(listener_.messages[index]).integer_of("seqId").value();
    }
}

TEST_F(BookFeedTest, sends_best_quotes_before_books_before_five_levels) {
    subscribe("books5");
    subscribe("bbo-tbt");
    subscribe("books");
    run(seconds{1});
    std::size_t rounds = 0;
    for (std::size_t index = 3; index + 1 < listener_.channels.size(); ++index) {
        if (listener_.channels[index] != "books5") continue;
        EXPECT_EQ(listener_.channels[index - 1], "books");
        ++rounds;
    }
    EXPECT_GT(rounds, 0U);
}

}  // namespace
}  // namespace trading::test
