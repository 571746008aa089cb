#include "session_fixture.hpp"

namespace trading::venue::okx {
namespace {

class AHandover : public SessionFixture {
protected:
    const ChannelArgument btc_ = book_of("BTC-USDT");
    const ChannelArgument eth_ = book_of("ETH-USDT");

    // The first connection is up, the venue has announced its end, and the second one is being opened.
    LinkId begin() {
        first_ = come_up({btc_, eth_});
        run_for(Seconds{1});
        notice(first_);
        return only<OpenLink>().link;
    }

    LinkId first_ = 0;
};

TEST_F(AHandover, opens_the_next_connection_before_it_leaves_the_old_one) {
    const LinkId second = begin();
    EXPECT_EQ(session().link_in_use(), first_);
    EXPECT_TRUE(none<CloseLink>());
    opened(second);
    EXPECT_EQ(only<SendSubscription>().link, second);
    acknowledge(second, btc_);
    EXPECT_EQ(session().link_in_use(), first_);
    acknowledge(second, eth_);
    EXPECT_EQ(session().link_in_use(), second);
    EXPECT_TRUE(only<SessionUp>().is_handover);
    EXPECT_TRUE(none<SessionDown>());
    EXPECT_TRUE(none<CloseLink>());
}

TEST_F(AHandover, hears_the_old_connection_a_little_longer_and_then_closes_it) {
    const LinkId second = begin();
    opened(second);
    acknowledge(second, btc_);
    acknowledge(second, eth_);
    forget_outputs();
    EXPECT_TRUE(session().on_message(first_, now_));
    run_for(Milliseconds{4'900});
    EXPECT_TRUE(session().is_handing_over());
    EXPECT_TRUE(session().on_message(first_, now_));
    EXPECT_TRUE(session().on_message(second, now_));
    run_for(Milliseconds{300});
    EXPECT_EQ(only<CloseLink>().link, first_);
    EXPECT_EQ(only<LinkLost>().link, first_);
    EXPECT_FALSE(session().is_handing_over());
    EXPECT_TRUE(session().is_up());
    EXPECT_TRUE(none<SessionDown>());
}

TEST_F(AHandover, takes_each_feed_from_the_newest_connection_that_carries_it) {
    const LinkId second = begin();
    opened(second);
    EXPECT_TRUE(session().takes(first_, btc_));
    acknowledge(second, btc_);
    EXPECT_FALSE(session().takes(first_, btc_));
    EXPECT_TRUE(session().takes(second, btc_));
    EXPECT_TRUE(session().takes(first_, eth_));
    EXPECT_TRUE(session().takes(second, eth_));  // Data may come before the acknowledgement.
    EXPECT_FALSE(session().takes(first_, eth_));
    acknowledge(second, eth_);
    EXPECT_FALSE(session().takes(first_, eth_));  // Still heard, but no longer for this.
    EXPECT_TRUE(session().takes(second, eth_));
}

TEST_F(AHandover, tries_again_when_the_next_connection_fails) {
    const LinkId second = begin();
    closed(second);
    EXPECT_EQ(session().link_in_use(), first_);
    EXPECT_TRUE(none<SessionDown>());
    run_for(Seconds{1});
    const LinkId third = only<OpenLink>().link;
    opened(third);
    acknowledge(third, btc_);
    acknowledge(third, eth_);
    EXPECT_EQ(session().link_in_use(), third);
}

TEST_F(AHandover, goes_on_with_the_next_connection_when_the_old_one_ends_too_early) {
    const LinkId second = begin();
    opened(second);
    closed(first_);
    EXPECT_FALSE(session().is_up());
    EXPECT_EQ(take<SessionDown>().size(), 1U);
    acknowledge(second, btc_);
    acknowledge(second, eth_);
    EXPECT_EQ(session().link_in_use(), second);
    EXPECT_FALSE(only<SessionUp>().is_handover);  // There was a break.
    run_for(Seconds{2});
    EXPECT_TRUE(none<OpenLink>());
}

TEST_F(AHandover, carries_what_is_subscribed_meanwhile_on_both_connections) {
    const LinkId second = begin();
    opened(second);
    forget_outputs();
    session().subscribe({book_of("SOL-USDT")}, now_, out_);
    const std::vector<SendSubscription> sent = take<SendSubscription>();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0].link, first_);
    EXPECT_EQ(sent[1].link, second);
    acknowledge(second, btc_);
    acknowledge(second, eth_);
    EXPECT_EQ(session().link_in_use(), first_);
    acknowledge(second, book_of("SOL-USDT"));
    EXPECT_EQ(session().link_in_use(), second);
}

TEST_F(AHandover, is_begun_once_for_repeated_notices) {
    const LinkId second = begin();
    notice(first_);
    notice(first_);
    run_for(Seconds{2});
    EXPECT_TRUE(none<OpenLink>());
    opened(second);
    EXPECT_EQ(take<SendSubscription>().size(), 1U);
}

TEST_F(AHandover, to_a_connection_that_will_end_too_is_followed_by_another) {
    const LinkId second = begin();
    opened(second);
    notice(second);
    acknowledge(second, btc_);
    acknowledge(second, eth_);
    forget_outputs();
    run_for(Seconds{1});
    const LinkId third = only<OpenLink>().link;
    opened(third);
    acknowledge(third, btc_);
    acknowledge(third, eth_);
    EXPECT_EQ(session().link_in_use(), third);
    EXPECT_EQ(take<CloseLink>().size(), 1U);  // The first one: only one old connection is heard.
}

TEST_F(AHandover, ends_nothing_when_the_old_connection_closes_after_it) {
    const LinkId second = begin();
    opened(second);
    acknowledge(second, btc_);
    acknowledge(second, eth_);
    forget_outputs();
    closed(first_);
    EXPECT_EQ(only<LinkLost>().link, first_);
    EXPECT_TRUE(none<SessionDown>());
    EXPECT_EQ(session().link_in_use(), second);
    run_for(Seconds{2});
    EXPECT_TRUE(none<OpenLink>());
}

}  // namespace
}  // namespace trading::venue::okx
