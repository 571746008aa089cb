#include "session_fixture.hpp"

namespace trading::venue::okx {
namespace {

class ASubscription : public SessionFixture {
protected:
    static std::vector<ChannelArgument> books(int count) {
        std::vector<ChannelArgument> arguments;
        for (int index = 0; index < count; ++index) arguments.push_back(book_of("COIN" + std::to_string(index)));
        return arguments;
    }
};

TEST_F(ASubscription, goes_out_at_once_while_the_session_is_up) {
    const LinkId link = come_up({});
    session().subscribe({book_of("BTC-USDT")}, now_, out_);
    const SendSubscription sent = only<SendSubscription>();
    EXPECT_EQ(sent.link, link);
    EXPECT_EQ(sent.operation, SubscribeOperation::Subscribe);
    EXPECT_TRUE(session().is_up());
    acknowledge(link, book_of("BTC-USDT"));
    EXPECT_EQ(only<SubscriptionAnswered>().argument, book_of("BTC-USDT"));
    EXPECT_TRUE(none<SessionUp>());
}

TEST_F(ASubscription, of_many_goes_out_in_messages_far_below_the_limit_of_64_kb) {
    session().subscribe(books(250), now_, out_);
    start();
    opened(only<OpenLink>().link);
    std::size_t count = 0;
    for (const SendSubscription& message : take<SendSubscription>()) {
        std::string text;
        write_subscription(message.operation, message.arguments, "", text);
        EXPECT_LT(text.size(), 16U * 1024);
        count += message.arguments.size();
    }
    EXPECT_EQ(count, 250U);
}

TEST_F(ASubscription, that_is_refused_is_given_up_alone) {
    session().subscribe({book_of("BTC-USDT"), book_of("NOTHING")}, now_, out_);
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    acknowledge(link, book_of("BTC-USDT"));
    event(link, ErrorReported{"60018", "doesn't exist", "", book_of("NOTHING")});
    EXPECT_TRUE(session().is_up());
    EXPECT_EQ(only<SubscriptionFailed>().error.argument, book_of("NOTHING"));
    forget_outputs();
    closed(link);
    run_for(Seconds{1});
    opened(only<OpenLink>().link);
    EXPECT_EQ(only<SendSubscription>().arguments, std::vector<ChannelArgument>{book_of("BTC-USDT")});
}

TEST_F(ASubscription, that_is_not_answered_is_given_up_alone) {
    const LinkId link = come_up({book_of("BTC-USDT")});
    session().subscribe({book_of("ETH-USDT")}, now_, out_);
    for (int second = 0; second < 10; ++second) {
        run_for(Seconds{1});
        EXPECT_TRUE(session().on_message(link, now_));
    }
    EXPECT_TRUE(none<SubscriptionFailed>());
    run_for(Milliseconds{200});
    EXPECT_EQ(only<SubscriptionFailed>().error.argument, book_of("ETH-USDT"));
    EXPECT_TRUE(session().is_up());
}

TEST_F(ASubscription, that_is_refused_costs_the_connection_where_all_are_needed) {
    make({.needs_all_subscriptions = true});
    session().subscribe({book_of("BTC-USDT"), book_of("ETH-USDT")}, now_, out_);
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    acknowledge(link, book_of("BTC-USDT"));
    event(link, ErrorReported{"60011", "please log in", "", book_of("ETH-USDT")});
    EXPECT_FALSE(session().is_up());
    EXPECT_EQ(only<CloseLink>().link, link);
    EXPECT_TRUE(none<SessionUp>());
    run_for(Seconds{1});
    opened(only<OpenLink>().link);
    EXPECT_EQ(take<SendSubscription>().back().arguments.size(), 2U);
}

TEST_F(ASubscription, that_is_not_answered_costs_the_connection_where_all_are_needed) {
    make({.needs_all_subscriptions = true});
    session().subscribe({book_of("BTC-USDT")}, now_, out_);
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    for (int second = 0; second < 11; ++second) {
        run_for(Seconds{1});
        static_cast<void>(session().on_message(link, now_));
    }
    EXPECT_EQ(only<CloseLink>().link, link);
    EXPECT_TRUE(none<SessionUp>());
}

TEST_F(ASubscription, over_the_limit_of_connections_costs_the_connection) {
    const LinkId link = come_up({book_of("BTC-USDT")});
    event(link, ConnectionsCounted{"orders", 30, false});
    EXPECT_TRUE(session().is_up());
    event(link, ConnectionsCounted{"orders", 31, true});
    EXPECT_FALSE(session().is_up());
    EXPECT_EQ(only<CloseLink>().link, link);
}

TEST_F(ASubscription, stays_within_the_venues_480_an_hour_and_connection_in_a_storm) {
    const LinkId link = come_up({});
    std::vector<base::MonotonicTime> requests;
    for (int second = 0; second < 2 * 3600; ++second) {
        session().unsubscribe({book_of("BTC-USDT")}, now_, out_);
        session().subscribe({book_of("BTC-USDT")}, now_, out_);
        advance(Seconds{1});
        session().tick(now_, out_);
        for (const SendSubscription& sent : take<SendSubscription>()) {
            requests.insert(requests.end(), sent.arguments.size(), now_);
        }
        acknowledge(link, book_of("BTC-USDT"));
        forget_outputs();
    }
    ASSERT_GT(requests.size(), 480U);
    for (std::size_t index = 480; index < requests.size(); ++index) {
        EXPECT_GT(requests[index] - requests[index - 480], std::chrono::hours{1});
    }
}

TEST_F(ASubscription, that_waited_for_the_budget_is_sent_when_there_is_room) {
    come_up({});
    session().subscribe(books(384), now_, out_);
    forget_outputs();
    const LinkId link = *session().link_in_use();
    session().subscribe({book_of("LATE")}, now_, out_);
    EXPECT_EQ(take<SubscriptionDelayed>().size(), 1U);
    EXPECT_TRUE(none<SendSubscription>());
    for (int minute = 0; minute < 61; ++minute) {
        for (const ChannelArgument& argument : books(384)) acknowledge(link, argument);
        for (int step = 0; step < 60; ++step) {
            run_for(Seconds{1});
            EXPECT_TRUE(session().on_message(link, now_));
        }
    }
    EXPECT_EQ(only<SendSubscription>().arguments, std::vector<ChannelArgument>{book_of("LATE")});
}

TEST_F(ASubscription, and_its_end_keep_their_order_while_they_wait) {
    come_up({});
    session().subscribe(books(384), now_, out_);
    forget_outputs();
    session().subscribe({book_of("LATE")}, now_, out_);
    session().unsubscribe({book_of("LATE")}, now_, out_);
    session().subscribe({book_of("LATE")}, now_, out_);
    EXPECT_TRUE(none<SendSubscription>());
    const LinkId link = *session().link_in_use();
    for (const ChannelArgument& argument : books(384)) acknowledge(link, argument);
    advance(std::chrono::hours{1});
    EXPECT_TRUE(session().on_message(link, now_));
    session().tick(now_, out_);
    const std::vector<SendSubscription> sent = take<SendSubscription>();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].operation, SubscribeOperation::Unsubscribe);
    EXPECT_EQ(sent[1].operation, SubscribeOperation::Subscribe);
}

TEST_F(ASubscription, wanted_while_there_is_no_connection_is_sent_with_the_next_one) {
    const LinkId link = come_up({});
    closed(link);
    session().subscribe({book_of("BTC-USDT")}, now_, out_);
    EXPECT_TRUE(none<SendSubscription>());
    run_for(Seconds{1});
    opened(only<OpenLink>().link);
    EXPECT_EQ(only<SendSubscription>().arguments.size(), 1U);
}

}  // namespace
}  // namespace trading::venue::okx
