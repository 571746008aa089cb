#include "common/base/clock.hpp"
#include "common/bus/intent_receiver.hpp"
#include "common/bus/intent_sender.hpp"
#include "tests/integration/bus/bus_test_support.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace trading::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Timestamp kStart = base::from_unix_milliseconds(1'700'000'000'000);
constexpr base::Duration kResend = std::chrono::milliseconds{500};

class Answers final : public bus::IntentSender::Handler {
public:
    void on_reply(const v1::IntentReply& reply) override { replies.push_back(reply.intent_id()); }
    void on_expired(std::string_view intent_id) override { expired.emplace_back(intent_id); }

    std::vector<std::string> replies;
    std::vector<std::string> expired;
};

class Intents : public BusTest {
protected:
    void SetUp() override {
        auto bound = bus::IntentReceiver::bind(context, {.endpoint = endpoints.next()});
        ASSERT_TRUE(bound) << bound.error().detail;
        receiver.emplace(std::move(*bound));
        endpoint = receiver->last_endpoint();
        sender.emplace(connect());
    }

    bus::IntentSender connect() {
        return *bus::IntentSender::connect(
            context, clock, {.endpoint = endpoint, .unanswered_max = 3, .resend_interval = kResend}
        );
    }

    [[nodiscard]] v1::OrderIntent intent(const std::string& id, base::Duration validity = std::chrono::seconds{5}) {
        v1::OrderIntent message;
        message.set_intent_id(id);
        message.set_valid_until_ns(base::to_unix_nanoseconds(clock.now() + validity));
        return message;
    }

    // Lets the sender work until so many intents have reached execution; the clock moves only to try a connection that
    // was not there yet.
    [[nodiscard]] bool arrive(std::size_t count) {
        return eventually([&] {
            sender->poll(answers);
            if (sender->counters().sends == 0) clock.advance(std::chrono::milliseconds{50});
            take();
            return taken.size() >= count;
        });
    }

    void take() {
        receiver->receive([&](const bus::PeerIdentity& peer, const v1::OrderIntent& message) {
            peers.push_back(peer);
            taken.push_back(message);
        });
    }

    base::Status answer(std::size_t index) {
        v1::IntentReply reply;
        reply.set_intent_id(taken[index].intent_id());
        return receiver->reply(peers[index], reply);
    }

    [[nodiscard]] bool hears_reply(std::size_t count) {
        return eventually([&] {
            sender->poll(answers);
            return answers.replies.size() >= count;
        });
    }

    base::ManualClock clock{kStart};
    std::string endpoint;
    std::optional<bus::IntentReceiver> receiver;
    std::optional<bus::IntentSender> sender;
    Answers answers;
    std::vector<bus::PeerIdentity> peers;
    std::vector<v1::OrderIntent> taken;
};

INSTANTIATE_TEST_SUITE_P(Transports, Intents, ::testing::Bool(), transport_name);

TEST_P(Intents, are_answered_and_forgotten) {
    ASSERT_TRUE(sender->send(intent("i1")));
    EXPECT_EQ(sender->unanswered(), 1U);
    ASSERT_TRUE(arrive(1));
    ASSERT_TRUE(answer(0));
    ASSERT_TRUE(hears_reply(1));
    EXPECT_THAT(answers.replies, ElementsAre("i1"));
    EXPECT_EQ(sender->unanswered(), 0U);
    clock.advance(std::chrono::seconds{60});
    sender->poll(answers);
    EXPECT_THAT(answers.expired, IsEmpty());
    EXPECT_EQ(sender->counters().resends, 0U);
}

TEST_P(Intents, are_sent_again_unchanged_when_the_answer_is_lost) {
    const auto original = intent("i1");
    ASSERT_TRUE(sender->send(original));
    ASSERT_TRUE(arrive(1));
    // The first answer is never given. Nothing is repeated before the interval has passed.
    sender->poll(answers);
    EXPECT_EQ(sender->counters().resends, 0U);
    clock.advance(kResend);
    ASSERT_TRUE(arrive(2));
    EXPECT_EQ(sender->counters().resends, 1U);
    EXPECT_EQ(taken[1].SerializeAsString(), original.SerializeAsString());
    ASSERT_TRUE(answer(1));
    ASSERT_TRUE(hears_reply(1));
    EXPECT_EQ(sender->unanswered(), 0U);
}

TEST_P(Intents, expire_once_and_are_not_sent_any_more) {
    ASSERT_TRUE(sender->send(intent("i1", std::chrono::seconds{2})));
    ASSERT_TRUE(arrive(1));
    clock.advance(std::chrono::seconds{2});
    sender->poll(answers);
    EXPECT_THAT(answers.expired, ElementsAre("i1"));
    const auto sends = sender->counters().sends;
    clock.advance(std::chrono::seconds{10});
    sender->poll(answers);
    EXPECT_THAT(answers.expired, ElementsAre("i1"));
    EXPECT_EQ(sender->counters().sends, sends);
    // The answer comes late: it is still told, because execution took the intent.
    ASSERT_TRUE(answer(0));
    ASSERT_TRUE(hears_reply(1));
    EXPECT_EQ(sender->counters().late_replies, 1U);
}

TEST_P(Intents, are_refused_when_too_many_wait_for_an_answer) {
    for (const char* id : {"i1", "i2", "i3"}) ASSERT_TRUE(sender->send(intent(id)));
    const auto refused = sender->send(intent("i4"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::Unavailable);
    EXPECT_EQ(sender->counters().refused, 1U);
    ASSERT_TRUE(arrive(3));
    ASSERT_TRUE(answer(0));
    ASSERT_TRUE(hears_reply(1));
    EXPECT_TRUE(sender->send(intent("i4")));
}

TEST_P(Intents, must_have_an_id_of_their_own_and_time_left) {
    EXPECT_EQ(sender->send(intent("")).error().code, base::ErrorCode::InvalidArgument);
    EXPECT_EQ(sender->send(intent("i1", base::Duration{0})).error().code, base::ErrorCode::InvalidArgument);
    ASSERT_TRUE(sender->send(intent("i1")));
    EXPECT_EQ(sender->send(intent("i1")).error().code, base::ErrorCode::Conflict);
}

TEST_P(Intents, that_expired_while_execution_was_away_never_reach_it) {
    ASSERT_TRUE(sender->send(intent("early")));
    ASSERT_TRUE(arrive(1));
    ASSERT_TRUE(answer(0));
    ASSERT_TRUE(hears_reply(1));
    receiver.reset();
    // Once the loss of the connection is noticed nothing is taken for sent any more.
    ASSERT_TRUE(eventually([&] {
        const auto before = sender->counters().not_sent;
        const std::string id = "probe" + std::to_string(clock.now().time_since_epoch().count());
        EXPECT_TRUE(sender->send(intent(id, std::chrono::milliseconds{1})));
        clock.advance(std::chrono::milliseconds{1});
        sender->poll(answers);
        return sender->counters().not_sent > before;
    }));
    ASSERT_TRUE(sender->send(intent("stale", std::chrono::milliseconds{100})));
    clock.advance(std::chrono::milliseconds{100});
    sender->poll(answers);
    EXPECT_EQ(answers.expired.back(), "stale");
    ASSERT_TRUE(sender->send(intent("fresh", std::chrono::hours{1})));

    ASSERT_TRUE(eventually([&] {
        auto bound = bus::IntentReceiver::bind(context, {.endpoint = endpoint});
        if (bound) receiver.emplace(std::move(*bound));
        return receiver.has_value();
    }));
    taken.clear();
    ASSERT_TRUE(eventually([&] {
        clock.advance(std::chrono::milliseconds{50});
        sender->poll(answers);
        take();
        return !taken.empty();
    }));
    for (const auto& message : taken) EXPECT_EQ(message.intent_id(), "fresh");
}

TEST_P(Intents, of_a_sender_that_is_gone_cannot_be_answered_and_that_is_said) {
    ASSERT_TRUE(sender->send(intent("i1")));
    ASSERT_TRUE(arrive(1));
    sender.reset();
    ASSERT_TRUE(eventually([&] {
        const auto status = answer(0);
        return !status && status.error().code == base::ErrorCode::Unavailable;
    }));
    EXPECT_GE(receiver->counters().undeliverable, 1U);
}

TEST_P(Intents, made_of_garbage_are_counted_and_the_next_one_is_taken) {
    auto raw = *bus::make_socket(context, zmq::socket_type::dealer, {});
    ASSERT_TRUE(bus::connect(raw, endpoint));
    const auto send = [&](const std::string& bytes) {
        return eventually([&] {
            zmq::message_t frame{bytes.data(), bytes.size()};
            return *bus::try_send(raw, frame, false);
        });
    };
    ASSERT_TRUE(send("\xff\xff"));
    ASSERT_TRUE(send(""));
    ASSERT_TRUE(send(intent("i1").SerializeAsString()));
    ASSERT_TRUE(eventually([&] {
        take();
        return !taken.empty();
    }));
    EXPECT_EQ(taken[0].intent_id(), "i1");
    EXPECT_EQ(receiver->counters().malformed, 2U);
}

}  // namespace
}  // namespace trading::test
