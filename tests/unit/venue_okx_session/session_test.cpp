#include "session_fixture.hpp"

#include <limits>

namespace trading::venue::okx {
namespace {

class ASession : public SessionFixture {};

TEST_F(ASession, connects_at_once_and_is_up_when_all_subscriptions_are_answered) {
    session().subscribe({book_of("BTC-USDT"), book_of("ETH-USDT")}, now_, out_);
    start();
    const LinkId link = only<OpenLink>().link;
    EXPECT_TRUE(none<SendSubscription>());
    opened(link);
    EXPECT_EQ(only<SendSubscription>().arguments.size(), 2U);
    acknowledge(link, book_of("BTC-USDT"));
    EXPECT_FALSE(session().is_up());
    EXPECT_FALSE(session().link_in_use().has_value());
    acknowledge(link, book_of("ETH-USDT"));
    EXPECT_TRUE(session().is_up());
    EXPECT_EQ(session().link_in_use(), link);
    EXPECT_FALSE(only<SessionUp>().is_handover);
}

TEST_F(ASession, without_subscriptions_is_up_as_soon_as_it_is_open) {
    start();
    opened(only<OpenLink>().link);
    EXPECT_TRUE(session().is_up());
}

TEST_F(ASession, logs_in_before_it_subscribes) {
    make({.needs_login = true});
    session().subscribe({book_of("BTC-USDT")}, now_, out_);
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    EXPECT_EQ(only<SendLogin>().link, link);
    EXPECT_TRUE(none<SendSubscription>());
    event(link, LoggedIn{"a4d3ae55"});
    EXPECT_EQ(only<SendSubscription>().link, link);
}

TEST_F(ASession, comes_back_after_a_refused_login_but_waits_long_when_the_key_is_wrong) {
    make({.needs_login = true});
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    event(link, ErrorReported{"60024", "Wrong passphrase", "", std::nullopt});
    EXPECT_EQ(only<CloseLink>().link, link);
    run_for(Seconds{59});
    EXPECT_TRUE(none<OpenLink>());
    run_for(Seconds{2});
    EXPECT_EQ(take<OpenLink>().size(), 1U);
}

TEST_F(ASession, asks_again_soon_when_the_venue_had_an_internal_error_at_login) {
    make({.needs_login = true});
    start();
    const LinkId link = only<OpenLink>().link;
    opened(link);
    event(link, ErrorReported{"63999", "Internal error", "", std::nullopt});
    run_for(Seconds{1});
    EXPECT_EQ(take<OpenLink>().size(), 1U);
}

TEST_F(ASession, pings_a_silent_connection_and_gives_it_up_when_nothing_comes) {
    const LinkId link = come_up({book_of("BTC-USDT")});
    run_for(Seconds{5});
    EXPECT_TRUE(none<SendPing>());
    run_for(Milliseconds{200});
    EXPECT_EQ(only<SendPing>().link, link);
    run_for(Milliseconds{4'800});
    EXPECT_TRUE(session().is_up());
    run_for(Milliseconds{400});
    EXPECT_EQ(only<SessionDown>().reason, "silent");
    EXPECT_EQ(only<CloseLink>().link, link);
    EXPECT_EQ(only<LinkLost>().link, link);
}

TEST_F(ASession, keeps_a_connection_that_answers_its_pings) {
    const LinkId link = come_up({});
    for (int minute = 0; minute < 10; ++minute) {
        run_for(Milliseconds{5'200});
        EXPECT_EQ(take<SendPing>().size(), 1U);
        event(link, PongReceived{});
    }
    EXPECT_TRUE(session().is_up());
}

TEST_F(ASession, does_not_ping_while_data_comes) {
    const LinkId link = come_up({});
    for (int step = 0; step < 100; ++step) {
        run_for(Seconds{1});
        EXPECT_TRUE(session().on_message(link, now_));
    }
    EXPECT_TRUE(none<SendPing>());
}

TEST_F(ASession, subscribes_everything_again_after_a_reconnect) {
    const LinkId first = come_up({book_of("BTC-USDT"), book_of("ETH-USDT")});
    session().unsubscribe({book_of("ETH-USDT")}, now_, out_);
    session().subscribe({book_of("SOL-USDT")}, now_, out_);
    acknowledge(first, book_of("SOL-USDT"));
    forget_outputs();
    closed(first);
    EXPECT_EQ(only<SessionDown>().reason, "connection lost");
    EXPECT_EQ(only<LinkLost>().link, first);
    run_for(Seconds{1});
    const LinkId second = only<OpenLink>().link;
    EXPECT_NE(second, first);
    opened(second);
    const std::vector<ChannelArgument> expected{book_of("BTC-USDT"), book_of("SOL-USDT")};
    EXPECT_EQ(only<SendSubscription>().arguments, expected);
}

TEST_F(ASession, uses_no_message_of_a_connection_that_it_gave_up) {
    const LinkId link = come_up({});
    closed(link);
    EXPECT_FALSE(session().on_message(link, now_));
    opened(link);
    event(link, LoggedIn{""});
    EXPECT_TRUE(none<SessionUp>());
}

TEST_F(ASession, gives_up_an_attempt_that_takes_too_long) {
    start();
    const LinkId link = only<OpenLink>().link;
    run_for(Milliseconds{10'200});
    EXPECT_EQ(only<CloseLink>().link, link);
    EXPECT_TRUE(none<LinkLost>());  // Nothing can have been sent on it.
    EXPECT_TRUE(none<SessionDown>());
}

TEST_F(ASession, waits_longer_and_longer_between_failing_attempts) {
    start();
    std::vector<base::Duration> pauses;
    for (int attempt = 0; attempt < 12; ++attempt) {
        const LinkId link = only<OpenLink>().link;
        closed(link);
        const base::MonotonicTime began = now_;
        while (out_.empty()) run_for(Milliseconds{10});
        pauses.push_back(now_ - began);
    }
    EXPECT_LE(pauses.front(), Milliseconds{720});
    EXPECT_GE(pauses.back(), Milliseconds{2'490});
    EXPECT_LE(pauses.back(), Milliseconds{5'110});
}

TEST_F(ASession, never_tries_more_than_twice_in_a_second_whatever_the_venue_does) {
    start();
    std::vector<base::MonotonicTime> attempts;
    while (attempts.size() < 40) {
        for (const OpenLink& open : take<OpenLink>()) {
            attempts.push_back(now_);
            opened(open.link);
            if (attempts.size() % 3 == 0) run_for(Seconds{11});  // Long enough to start with short pauses again.
            closed(open.link);
        }
        run_for(Milliseconds{10});
    }
    for (std::size_t index = 2; index < attempts.size(); ++index) {
        EXPECT_GT(attempts[index] - attempts[index - 2], Seconds{1});
    }
}

TEST_F(ASession, starts_with_short_pauses_again_only_after_a_stable_connection) {
    make({.pauses = {.first = Seconds{1}, .longest = Seconds{64}}});
    start();
    for (int flap = 0; flap < 6; ++flap) {
        const LinkId link = only<OpenLink>().link;
        opened(link);
        closed(link);
        forget_outputs();
        while (out_.empty()) run_for(Milliseconds{50});
    }
    const LinkId link = only<OpenLink>().link;
    opened(link);
    run_for(Seconds{4});
    EXPECT_TRUE(session().on_message(link, now_));
    run_for(Seconds{4});
    EXPECT_TRUE(session().on_message(link, now_));
    run_for(Seconds{3});
    closed(link);
    forget_outputs();
    run_for(Milliseconds{1'100});
    EXPECT_EQ(take<OpenLink>().size(), 1U);
}

TEST_F(ASession, stops_for_good) {
    const LinkId link = come_up({book_of("BTC-USDT")});
    session().stop(out_);
    EXPECT_EQ(only<CloseLink>().link, link);
    EXPECT_EQ(only<LinkLost>().link, link);
    EXPECT_EQ(only<SessionDown>().reason, "stopped");
    run_for(Seconds{60});
    EXPECT_TRUE(out_.empty());
}

}  // namespace
}  // namespace trading::venue::okx
