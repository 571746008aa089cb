#include "common/venue/okx/transport/rest_caller.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"

#include <deque>

namespace trading::venue::okx {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::ScriptedVenue;

constexpr const char* kTime = R"({"code":"0","msg":"","data":[{"ts":"1700000000000"}]})";

simulator::HttpResponse reply(int status, std::string body) {
    simulator::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

std::string error_body(const std::string& code) { return R"({"code":")" + code + R"(","msg":"words","data":[]})"; }

class ARestCaller : public ::testing::Test {
protected:
    void SetUp() override {
        script({reply(200, kTime)});
        RestCaller::Options options;
        options.addresses = simulator_addresses("http://localhost:" + std::to_string(venue_.port()));
        options.http.timeout = seconds{2};
        caller_ = std::make_unique<RestCaller>(driver_.loop(), clock_, options, counters_);
    }

    // The answers of the venue in order; the last one again and again.
    void script(std::deque<simulator::HttpResponse> answers) {
        venue_.on_request([answers = std::move(answers)](const auto&) mutable {
            const simulator::HttpResponse next = answers.front();
            if (answers.size() > 1) answers.pop_front();
            return next;
        });
    }

    void read() {
        RestRequest request;
        writer_.server_time(request);
        caller_->read(
            request,
            {},
            [this](const RestReply& reply_of_venue) -> std::optional<RestFailure> {
                const auto time = parser_.server_time(reply_of_venue);
                if (!time) return time.error();
                ++successes_;
                return std::nullopt;
            },
            [this](const RestFailure& failure) { failures_.push_back(failure); }
        );
    }

    bool ends() {
        const std::size_t before = successes_ + failures_.size();
        return driver_.wait_until([&] { return successes_ + failures_.size() > before; });
    }

    RestCaller::WriteResult write(RateBudget::Urgency urgency) {
        RestRequest request;
        writer_.dead_man({.timeout = seconds{30}}, request);
        std::optional<RestCaller::WriteResult> result;
        caller_->write(request, {}, urgency, [&](const RestCaller::WriteResult& written) { result = written; });
        EXPECT_TRUE(driver_.wait_until([&] { return result.has_value(); }));
        return result.value_or(RestCaller::WriteResult{});
    }

    // Questions that fail at the venue until the breaker opens.
    void open_the_breaker() {
        script({reply(503, "")});
        while (counters_.breaker_openings == 0) {
            read();
            driver_.run_for(milliseconds{50});
        }
    }

    test::LoopDriver driver_;
    base::SystemClock clock_;
    TransportCounters counters_;
    RequestWriter writer_;
    RestMessageParser parser_;
    ScriptedVenue venue_;
    std::unique_ptr<RestCaller> caller_;
    std::size_t successes_ = 0;
    std::vector<RestFailure> failures_;
};

TEST_F(ARestCaller, reads) {
    read();
    ASSERT_TRUE(ends());
    EXPECT_EQ(successes_, 1U);
    EXPECT_EQ(counters_.requests, 1U);
    EXPECT_EQ(counters_.retries, 0U);
}

TEST_F(ARestCaller, repeats_a_read_that_met_a_system_error) {
    script({reply(500, error_body("50026")), reply(503, "<html>busy</html>"), reply(200, kTime)});
    read();
    ASSERT_TRUE(ends());
    EXPECT_EQ(successes_, 1U);
    EXPECT_EQ(counters_.retries, 2U);
}

TEST_F(ARestCaller, waits_two_seconds_when_the_venue_says_that_it_was_too_much) {
    script({reply(429, error_body("50011")), reply(200, kTime)});
    const base::MonotonicTime began = LwsEventLoop::now();
    read();
    ASSERT_TRUE(ends());
    EXPECT_EQ(successes_, 1U);
    EXPECT_GE(LwsEventLoop::now() - began, seconds{2});
}

TEST_F(ARestCaller, does_not_repeat_what_can_never_succeed) {
    script({reply(401, error_body("50113"))});
    read();
    ASSERT_TRUE(ends());
    ASSERT_EQ(failures_.size(), 1U);
    EXPECT_EQ(failures_[0].code, "50113");
    EXPECT_EQ(venue_.requests().size(), 1U);
}

TEST_F(ARestCaller, gives_up_after_so_many_attempts) {
    script({reply(503, "")});
    read();
    ASSERT_TRUE(ends());
    ASSERT_EQ(failures_.size(), 1U);
    EXPECT_EQ(venue_.requests().size(), static_cast<std::size_t>(RestCaller::kReadAttemptsMax));
}

TEST_F(ARestCaller, stops_asking_a_venue_that_only_fails_and_comes_back_by_a_probe) {
    open_the_breaker();
    const auto refused = write(RateBudget::Urgency::Ordinary);
    EXPECT_EQ(refused.outcome, HttpOutcome::NotSent);
    EXPECT_EQ(refused.code, "breaker");
    script({reply(200, kTime)});
    ASSERT_TRUE(driver_.wait_until([&] { return successes_ > 0; }));
    driver_.run_for(milliseconds{1'100});  // The budget of this endpoint is one in a second.
    EXPECT_EQ(write(RateBudget::Urgency::Ordinary).outcome, HttpOutcome::Replied);
}

TEST_F(ARestCaller, tries_what_protects_even_when_the_breaker_is_open) {
    open_the_breaker();
    EXPECT_EQ(write(RateBudget::Urgency::Protective).outcome, HttpOutcome::Replied);
}

TEST_F(ARestCaller, does_not_send_a_write_beyond_its_budget) {
    EXPECT_EQ(write(RateBudget::Urgency::Protective).outcome, HttpOutcome::Replied);
    const auto refused = write(RateBudget::Urgency::Protective);
    EXPECT_EQ(refused.outcome, HttpOutcome::NotSent);
    EXPECT_EQ(refused.code, "budget");
    EXPECT_EQ(counters_.budget_refusals, 1U);
    EXPECT_EQ(venue_.requests().size(), 1U);
}

TEST_F(ARestCaller, lets_reads_wait_for_their_budget) {
    for (int count = 0; count < 12; ++count) read();  // 8 in 2 s: four fifths of the venue's 10.
    ASSERT_TRUE(driver_.wait_until([&] { return successes_ == 8; }));
    EXPECT_EQ(venue_.requests().size(), 8U);
    ASSERT_TRUE(driver_.wait_until([&] { return successes_ == 12; }));
    EXPECT_TRUE(failures_.empty());
}

TEST_F(ARestCaller, fails_questions_beyond_the_most_that_may_wait) {
    for (std::size_t count = 0; count <= RestCaller::kReadsMax; ++count) read();
    ASSERT_TRUE(driver_.wait_until([&] { return !failures_.empty(); }));
    EXPECT_EQ(failures_.size(), 1U);
    EXPECT_EQ(counters_.reads_refused, 1U);
}

}  // namespace
}  // namespace trading::venue::okx
