#pragma once

#include "services/execution/core/closing_view.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trading::execution {

// Cancels every order, closes every position by reduce-only market orders, and is done only when a comparison with the
// venue has confirmed it.
// Stops stay until their position is gone; on spot until they stand in the way of the order that closes it. Spot
// positions are what we bought; other holdings are left alone.
class Flattener {
public:
    struct Result {
        std::vector<std::string> request_ids;
        FlattenReport report;
        std::string detail;
    };

    explicit Flattener(ClosingView view) : view_(view) {}

    // A command that comes while one is under way is answered with it, and with no less than it asks for. No
    // strategies: all orders and positions; otherwise only those of the named ones.
    void start(const std::string& request_id, Step& step, std::set<domain::StrategyId> strategies = {});
    [[nodiscard]] bool is_running() const noexcept { return run_.has_value(); }

    // Nothing is left in our records: a comparison with the venue is wanted.
    [[nodiscard]] bool wants_verification() const noexcept { return run_ && run_->is_empty && !run_->is_verified; }

    // Our records equal the venue's, as of now.
    void on_equal();

    // The result, once, when it is flat or out of time.
    [[nodiscard]] std::optional<Result> tick(Step& step);

private:
    struct Run {
        std::vector<std::string> request_ids;
        std::set<domain::StrategyId> strategies;  // Empty: all.
        base::Timestamp ts_started{};
        base::Timestamp ts_next_attempt{};
        std::set<domain::InstrumentId> waiting;  // For their stops to make way.
        int cancelled_orders = 0;
        int closing_orders = 0;
        bool is_empty = false;
        bool is_verified = false;
    };

    [[nodiscard]] bool covers(const domain::StrategyId& strategy_id) const;
    [[nodiscard]] bool has_position(const domain::InstrumentId& instrument_id) const;
    void cancel_orders(Step& step);
    void close_positions(Step& step);
    void count_remaining(FlattenReport& report) const;

    ClosingView view_;
    std::optional<Run> run_;
};

}  // namespace trading::execution
