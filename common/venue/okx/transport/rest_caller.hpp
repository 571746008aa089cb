#pragma once

#include "common/base/backoff.hpp"
#include "common/base/clock.hpp"
#include "common/venue/okx/environment.hpp"
#include "common/venue/okx/rate_budget.hpp"
#include "common/venue/okx/requests.hpp"
#include "common/venue/okx/rest_messages.hpp"
#include "common/venue/okx/signing.hpp"
#include "common/venue/okx/transport/circuit_breaker.hpp"
#include "common/venue/okx/transport/counters.hpp"
#include "common/venue/okx/transport/http_client.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace trading::venue::okx {

// The venue's REST interface: signs, keeps within the rate limits, repeats reads where the error table allows it with
// growing pauses, and stops asking for a while when nothing is answered any more. A write is sent at most once. One
// thread: the loop's.
class RestCaller {
public:
    static constexpr int kReadAttemptsMax = 5;
    static constexpr std::size_t kReadsMax = 512;  // Under way or waiting for the budget; more fail at once.

    struct Options {
        Addresses addresses;
        HttpClient::Options http;
        Signer* signer = nullptr;                    // Null: public requests only. Outlives the caller.
        std::function<base::Timestamp()> venue_now;  // For signatures.
        std::uint64_t seed = 1;
    };

    // What became of a write. `reply` only when there is one, and only inside the call.
    struct WriteResult {
        HttpOutcome outcome = HttpOutcome::Lost;
        const RestReply* reply = nullptr;
        std::string code;  // Ours, when there is no reply: budget, breaker, not_sent, lost.
        std::string detail;
    };

    // Takes a reply; a failure decides whether it is asked for again.
    using ReadHandler = std::function<std::optional<RestFailure>(const RestReply&)>;
    using FailureHandler = std::function<void(const RestFailure&)>;
    using WriteHandler = std::function<void(const WriteResult&)>;

    RestCaller(LwsEventLoop& loop, const base::Clock& clock, Options options, TransportCounters& counters);
    ~RestCaller();
    RestCaller(const RestCaller&) = delete;
    RestCaller& operator=(const RestCaller&) = delete;

    // Exactly one of the handlers ends it, later: `on_reply` with nothing, or `on_failure`.
    void read(
        const RestRequest& request,
        const domain::InstrumentId& instrument_id,
        ReadHandler on_reply,
        FailureHandler on_failure
    );

    // Answers exactly once.
    void write(
        const RestRequest& request,
        const domain::InstrumentId& instrument_id,
        RateBudget::Urgency urgency,
        const WriteHandler& on_result
    );

    // A read that waits, repeated likewise; for the start only.
    [[nodiscard]] std::optional<RestFailure> read_and_wait(const RestRequest& request, const ReadHandler& on_reply);

    // Shared with the socket's operations.
    [[nodiscard]] RateBudget& budget() noexcept { return budget_; }

private:
    // One question, until it is answered.
    struct Read {
        Read(
            RestRequest asked,
            domain::InstrumentId instrument,
            ReadHandler reply_handler,
            FailureHandler failure_handler,
            base::Backoff backoff,
            std::shared_ptr<std::size_t> all
        )
            : request(std::move(asked)),
              instrument_id(std::move(instrument)),
              on_reply(std::move(reply_handler)),
              on_failure(std::move(failure_handler)),
              pauses(backoff),
              count(std::move(all)) {}
        Read(const Read&) = delete;
        Read& operator=(const Read&) = delete;
        ~Read() { --*count; }

        RestRequest request;
        domain::InstrumentId instrument_id;
        ReadHandler on_reply;
        FailureHandler on_failure;
        base::Backoff pauses;
        int attempts = 0;
        std::shared_ptr<std::size_t> count;  // Of all reads, this one included.
    };

    void attempt(const std::shared_ptr<Read>& read);
    void on_read_reply(const std::shared_ptr<Read>& read, const HttpReply& reply);
    [[nodiscard]] HttpRequest to_http(const RestRequest& request);
    void note(const HttpReply& reply);

    LwsEventLoop& loop_;
    const base::Clock& clock_;
    Options options_;
    TransportCounters& counters_;
    HttpClient http_;
    RateBudget budget_;
    CircuitBreaker breaker_;
    std::uint64_t next_seed_;
    std::shared_ptr<std::size_t> reads_ = std::make_shared<std::size_t>(0);
    std::shared_ptr<bool> is_alive_ = std::make_shared<bool>(true);
};

}  // namespace trading::venue::okx
