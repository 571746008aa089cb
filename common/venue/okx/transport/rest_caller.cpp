#include "common/venue/okx/transport/rest_caller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace trading::venue::okx {
namespace {

constexpr base::Backoff::Options kPauses{.first = std::chrono::milliseconds{200}, .longest = std::chrono::seconds{5}};

RestFailure failure_of(const HttpReply& reply) {
    RestFailure failure;
    failure.detail = reply.detail;
    failure.advice.is_read_retryable = true;
    failure.advice.error_code = base::ErrorCode::Unavailable;
    return failure;
}

constexpr int kServerErrors = 500;

}  // namespace

RestCaller::RestCaller(LwsEventLoop& loop, const base::Clock& clock, Options options, TransportCounters& counters)
    : loop_(loop),
      clock_(clock),
      options_(std::move(options)),
      counters_(counters),
      http_(loop, options_.http),
      next_seed_(options_.seed) {}

RestCaller::~RestCaller() { *is_alive_ = false; }

HttpRequest RestCaller::to_http(const RestRequest& request) {
    HttpRequest http;
    http.method = request.method;
    http.url = options_.addresses.rest + request.path;
    http.body = request.body;
    http.is_write = request.is_write;
    http.headers.emplace_back("Content-Type: application/json");
    // libcurl would wait for the server's leave before sending a longer body.
    http.headers.emplace_back("Expect:");
    if (options_.addresses.sends_demo_header) {
        http.headers.push_back(fmt::format("{}: {}", kDemoHeaderName, kDemoHeaderValue));
    }
    if (!request.expiry.empty()) http.headers.push_back("expTime: " + request.expiry);
    if (request.is_private && options_.signer != nullptr) {
        const RestSignature signature = options_.signer->sign(
            {.method = request.method, .path = request.path, .body = request.body}, options_.venue_now()
        );
        http.headers.push_back("OK-ACCESS-KEY: " + options_.signer->api_key());
        http.headers.push_back(fmt::format("OK-ACCESS-SIGN: {}", signature.signature()));
        http.headers.push_back(fmt::format("OK-ACCESS-TIMESTAMP: {}", signature.timestamp()));
        http.headers.push_back(fmt::format("OK-ACCESS-PASSPHRASE: {}", options_.signer->reveal_passphrase()));
    }
    return http;
}

void RestCaller::note(const HttpReply& reply) {
    if (reply.outcome == HttpOutcome::NotSent) ++counters_.requests_not_sent;
    if (reply.outcome == HttpOutcome::Lost) ++counters_.requests_lost;
    if (reply.outcome == HttpOutcome::Replied && reply.status < kServerErrors) {
        breaker_.succeed();
    } else if (breaker_.fail(LwsEventLoop::now())) {
        ++counters_.breaker_openings;
    }
}

void RestCaller::read(
    const RestRequest& request,
    const domain::InstrumentId& instrument_id,
    ReadHandler on_reply,
    FailureHandler on_failure
) {
    if (*reads_ >= kReadsMax) {
        ++counters_.reads_refused;
        loop_.call_after(base::Duration::zero(), [alive = is_alive_, on_failure = std::move(on_failure)] {
            RestFailure failure;
            failure.detail = "too many questions to the venue are waiting";
            failure.advice.error_code = base::ErrorCode::Unavailable;
            if (*alive) on_failure(failure);
        });
        return;
    }
    ++*reads_;
    attempt(std::make_shared<Read>(
        request, instrument_id, std::move(on_reply), std::move(on_failure), base::Backoff{kPauses, ++next_seed_}, reads_
    ));
}

void RestCaller::attempt(const std::shared_ptr<Read>& read) {
    const base::MonotonicTime now = LwsEventLoop::now();
    const auto again_after = [&](base::Duration pause) {
        loop_.call_after(pause, [this, read, alive = is_alive_] {
            if (*alive) attempt(read);
        });
    };
    const bool has_budget =
        budget_.try_take(read->request.endpoint, read->instrument_id, RateBudget::Urgency::Protective, now);
    if (!has_budget) {
        const base::Duration wait = budget_.time_until_available(
            read->request.endpoint, read->instrument_id, RateBudget::Urgency::Protective, now
        );
        return again_after(std::max<base::Duration>(wait, std::chrono::milliseconds{10}));
    }
    if (!breaker_.allows(now)) {
        ++counters_.breaker_refusals;
        if (++read->attempts >= kReadAttemptsMax) {
            RestFailure failure;
            failure.detail = "the venue answers nothing; asking has been stopped for a while";
            failure.advice.error_code = base::ErrorCode::Unavailable;
            return read->on_failure(failure);
        }
        return again_after(CircuitBreaker::kPause);
    }
    ++counters_.requests;
    ++read->attempts;
    http_.send(to_http(read->request), [this, read](const HttpReply& reply) { on_read_reply(read, reply); });
}

void RestCaller::on_read_reply(const std::shared_ptr<Read>& read, const HttpReply& reply) {
    note(reply);
    std::optional<RestFailure> failure;
    if (reply.outcome == HttpOutcome::Replied) {
        failure = read->on_reply({.http_status = reply.status, .body = reply.body, .ts_received = clock_.now()});
    } else {
        failure = failure_of(reply);
    }
    if (!failure) return;
    if (!failure->advice.is_read_retryable || read->attempts >= kReadAttemptsMax) return read->on_failure(*failure);
    ++counters_.retries;
    const base::Duration pause = std::max(read->pauses.next_delay(), failure->advice.wait);
    loop_.call_after(pause, [this, read, alive = is_alive_] {
        if (*alive) attempt(read);
    });
}

void RestCaller::write(
    const RestRequest& request,
    const domain::InstrumentId& instrument_id,
    RateBudget::Urgency urgency,
    const WriteHandler& on_result
) {
    const base::MonotonicTime now = LwsEventLoop::now();
    if (!budget_.try_take(request.endpoint, instrument_id, urgency, now)) {
        ++counters_.budget_refusals;
        return on_result({HttpOutcome::NotSent, nullptr, "budget", "our budget of the venue's rate limit is used up"});
    }
    // Cancels and stops are tried even when nothing else is answered.
    if (urgency == RateBudget::Urgency::Ordinary && !breaker_.allows(now)) {
        ++counters_.breaker_refusals;
        return on_result({HttpOutcome::NotSent, nullptr, "breaker", "the venue answers nothing at the moment"});
    }
    ++counters_.requests;
    http_.send(to_http(request), [this, on_result](const HttpReply& reply) {
        note(reply);
        if (reply.outcome != HttpOutcome::Replied) {
            const char* code = reply.outcome == HttpOutcome::NotSent ? "not_sent" : "lost";
            return on_result({reply.outcome, nullptr, code, reply.detail});
        }
        const RestReply parsed{.http_status = reply.status, .body = reply.body, .ts_received = clock_.now()};
        on_result({reply.outcome, &parsed, "", ""});
    });
}

std::optional<RestFailure> RestCaller::read_and_wait(const RestRequest& request, const ReadHandler& on_reply) {
    base::Backoff pauses{kPauses, ++next_seed_};
    std::optional<RestFailure> failure;
    for (int attempts = 1; attempts <= kReadAttemptsMax; ++attempts) {
        ++counters_.requests;
        const HttpReply reply = http_.send_and_wait(to_http(request));
        failure = reply.outcome == HttpOutcome::Replied
                      ? on_reply({.http_status = reply.status, .body = reply.body, .ts_received = clock_.now()})
                      : failure_of(reply);
        if (!failure || !failure->advice.is_read_retryable || attempts == kReadAttemptsMax) return failure;
        ++counters_.retries;
        std::this_thread::sleep_for(std::max(pauses.next_delay(), failure->advice.wait));
    }
    return failure;
}

}  // namespace trading::venue::okx
