#pragma once

#include "services/execution/core/execution_core.hpp"
#include "tests/support/execution/memory_store.hpp"
#include "tests/support/execution/model_venue.hpp"
#include "tests/support/execution/samples.hpp"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace trading::test {

// The whole core of execution on a model venue whose prices stand where the test puts them: for what only shows over
// time. Strategy s1 trades BTC-USDT-SWAP (0.01 BTC a contract) from 42,000, with 100,000 USDT and 1 BTC.
class RiskWorld {
public:
    // `change` adapts the sample options before the core starts.
    template <class Change>
    explicit RiskWorld(Change change) : RiskWorld(changed(change)) {}
    RiskWorld() : RiskWorld(sample_options()) {}

    // Time passes in steps of ten milliseconds: the venue acts, the market is fed, the core ticks.
    void run(base::Duration duration);
    // Nothing happens in between, as if everything had been asleep.
    void skip(base::Duration duration) { now_ += duration; }
    // Both instruments trade there from now on.
    void set_price(std::string_view text);
    // A new process on the same records and the same venue.
    void restart();

    // A market order of s1, with its stop 5 % away; the answer: "accepted" or the reason for the denial.
    std::string enter(std::string_view size, domain::Side side = domain::Side::Buy);
    std::string exit(std::string_view size, domain::Side side = domain::Side::Sell);
    std::string send(domain::OrderIntent intent);
    [[nodiscard]] domain::OrderIntent wish(domain::IntentKind kind, std::string_view size, domain::Side side);

    void push(execution::Input input);
    void stop_feeding() { is_feeding_ = false; }

    [[nodiscard]] bool was_told(std::string_view event) const;
    [[nodiscard]] std::string state() const;
    [[nodiscard]] std::string actor() const { return core_->risk_state().actor; }
    [[nodiscard]] execution::ExecutionCore& core() { return *core_; }
    [[nodiscard]] ModelVenue& venue() { return venue_; }
    [[nodiscard]] const MemoryStore& store() const { return store_; }
    [[nodiscard]] base::Timestamp now() const { return now_; }
    [[nodiscard]] domain::Quantity position() const;
    [[nodiscard]] const std::vector<execution::Alert>& alerts() const { return alerts_; }
    // Asked of the venue, in order.
    [[nodiscard]] const std::vector<domain::VenueRequest>& requests() const { return requests_; }
    [[nodiscard]] std::string answer_to(std::string_view request_id) const;

    static inline const domain::InstrumentId kSwap{"BTC-USDT-SWAP"};
    static inline const domain::InstrumentId kSpot{"BTC-USDT"};
    static inline const domain::StrategyId kStrategy{"s1"};

private:
    explicit RiskWorld(execution::ExecutionOptions options);

    template <class Change>
    static execution::ExecutionOptions changed(Change change) {
        execution::ExecutionOptions options = sample_options();
        change(options);
        return options;
    }

    void start();
    void feed();
    void settle();

    execution::ExecutionOptions options_;
    ModelVenue venue_;
    MemoryStore store_;
    std::unique_ptr<execution::ExecutionCore> core_;
    std::deque<execution::Input> inputs_;
    base::Timestamp now_ = base::from_unix_milliseconds(1'764'064'800'000);  // 2025-11-25T10:00:00Z
    std::vector<domain::IntentReply> replies_;
    std::vector<execution::CommandAnswer> answers_;
    std::vector<execution::Alert> alerts_;
    std::vector<domain::VenueRequest> requests_;
    bool is_feeding_ = true;
    int wishes_ = 0;
    int steps_ = 0;
};

}  // namespace trading::test
