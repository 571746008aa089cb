#pragma once

#include "services/strategy/core/checks.hpp"
#include "services/strategy/core/strategy.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace trading::simulation {

// Trades whenever the product's own checks let it: enters, moves its stop, leaves. What it wishes for is a pure
// function of seed, instrument and bar, so that a restart wishes for the same again.
class EagerStrategy final : public strategy::Strategy {
public:
    EagerStrategy(std::string_view id, std::vector<domain::InstrumentId> instruments, std::uint64_t seed);

    [[nodiscard]] const strategy::StrategyPlan& plan() const noexcept override { return plan_; }
    void on_history(const domain::InstrumentId& instrument_id, const strategy::Bar& bar) override;
    [[nodiscard]] strategy::Evaluation on_bar(
        const domain::InstrumentId& instrument_id, const strategy::Bar& bar, const strategy::DecisionView& view
    ) override;

private:
    void enter(strategy::Evaluation& evaluation, const strategy::DecisionView& view, std::uint64_t luck) const;
    void leave(strategy::Evaluation& evaluation, const strategy::DecisionView& view, std::uint64_t luck) const;

    strategy::StrategyPlan plan_;
    std::uint64_t seed_;
};

// The two strategies that share one contract, and the spot market of the first.
[[nodiscard]] std::vector<std::unique_ptr<strategy::Strategy>> eager_strategies(std::uint64_t seed);

}  // namespace trading::simulation
