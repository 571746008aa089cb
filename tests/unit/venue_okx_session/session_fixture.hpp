#pragma once

#include "common/venue/okx/session.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace trading::venue::okx {

inline ChannelArgument book_of(const std::string& instrument_id) {
    return {.channel = "books", .instrument_id = instrument_id, .instrument_type = {}, .instrument_family = {}};
}

// A session, a clock that moves only when told, and everything that the session wanted since it was last asked.
class SessionFixture : public ::testing::Test {
protected:
    using Milliseconds = std::chrono::milliseconds;
    using Seconds = std::chrono::seconds;

    void make(Session::Options options) { session_ = std::make_unique<Session>(options); }

    Session& session() { return *session_; }

    void start() { session().start(now_, out_); }
    void advance(base::Duration step) { now_ = now_ + step; }

    // Time passes as it does in a process: in small steps.
    void run_for(base::Duration duration) {
        const base::MonotonicTime end = now_ + duration;
        while (now_ < end) {
            advance(std::min<base::Duration>(Milliseconds{100}, end - now_));
            session().tick(now_, out_);
        }
    }

    void opened(LinkId link) { session().on_opened(link, now_, out_); }
    void closed(LinkId link) { session().on_closed(link, "connection lost", now_, out_); }
    void event(LinkId link, const SocketEvent& event) {
        if (session().on_message(link, now_)) session().on_event(link, event, now_, out_);
    }
    void acknowledge(LinkId link, const ChannelArgument& argument) {
        event(link, SubscriptionAcknowledged{argument, ""});
    }
    void notice(LinkId link) { event(link, NoticeReceived{"64008", "soon closed"}); }

    // The outputs of one kind since the last call, in order. The others stay.
    template <class Output>
    std::vector<Output> take() {
        std::vector<Output> taken;
        SessionOutputs rest;
        for (SessionOutput& output : out_) {
            if (auto* wanted = std::get_if<Output>(&output)) {
                taken.push_back(*wanted);
            } else {
                rest.push_back(output);
            }
        }
        out_ = rest;
        return taken;
    }

    // The one output of this kind.
    template <class Output>
    Output only() {
        const std::vector<Output> taken = take<Output>();
        EXPECT_EQ(taken.size(), 1U);
        return taken.empty() ? Output{} : taken.front();
    }

    template <class Output>
    bool none() {
        return take<Output>().empty();
    }

    void forget_outputs() { out_.clear(); }

    // From the start to being up with these subscriptions, on the first connection.
    LinkId come_up(const std::vector<ChannelArgument>& arguments) {
        session().subscribe(arguments, now_, out_);
        start();
        const LinkId link = only<OpenLink>().link;
        opened(link);
        for (const ChannelArgument& argument : arguments) acknowledge(link, argument);
        EXPECT_TRUE(session().is_up());
        forget_outputs();
        return link;
    }

    base::MonotonicTime now_{Seconds{1'000}.count() * 1'000'000'000};
    SessionOutputs out_;

private:
    std::unique_ptr<Session> session_ = std::make_unique<Session>(Session::Options{});
};

}  // namespace trading::venue::okx
