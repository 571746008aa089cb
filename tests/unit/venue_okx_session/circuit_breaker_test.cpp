#include "common/venue/okx/transport/circuit_breaker.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

class ACircuitBreaker : public ::testing::Test {
protected:
    void fail_until_open() {
        for (int failure = 1; failure < CircuitBreaker::kFailuresMax; ++failure) EXPECT_FALSE(breaker_.fail(now_));
        EXPECT_TRUE(breaker_.fail(now_));
    }

    CircuitBreaker breaker_;
    base::MonotonicTime now_{1};
};

TEST_F(ACircuitBreaker, opens_after_so_many_failures_in_a_row) {
    fail_until_open();
    EXPECT_TRUE(breaker_.is_open());
    EXPECT_FALSE(breaker_.allows(now_));
}

TEST_F(ACircuitBreaker, forgets_failures_at_the_first_success) {
    for (int failure = 1; failure < CircuitBreaker::kFailuresMax; ++failure) EXPECT_FALSE(breaker_.fail(now_));
    breaker_.succeed();
    EXPECT_FALSE(breaker_.fail(now_));
    EXPECT_TRUE(breaker_.allows(now_));
}

TEST_F(ACircuitBreaker, lets_one_probe_through_after_the_pause) {
    fail_until_open();
    now_ = now_ + CircuitBreaker::kPause;
    EXPECT_TRUE(breaker_.allows(now_));
    EXPECT_FALSE(breaker_.allows(now_));
}

TEST_F(ACircuitBreaker, closes_when_the_probe_succeeds) {
    fail_until_open();
    now_ = now_ + CircuitBreaker::kPause;
    EXPECT_TRUE(breaker_.allows(now_));
    breaker_.succeed();
    EXPECT_FALSE(breaker_.is_open());
    EXPECT_TRUE(breaker_.allows(now_));
}

TEST_F(ACircuitBreaker, waits_again_when_the_probe_fails) {
    fail_until_open();
    now_ = now_ + CircuitBreaker::kPause;
    EXPECT_TRUE(breaker_.allows(now_));
    EXPECT_FALSE(breaker_.fail(now_));  // It was open already.
    EXPECT_FALSE(breaker_.allows(now_));
    now_ = now_ + CircuitBreaker::kPause;
    EXPECT_TRUE(breaker_.allows(now_));
}

}  // namespace
}  // namespace trading::venue::okx
