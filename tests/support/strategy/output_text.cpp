#include "tests/support/strategy/output_text.hpp"

#include <fmt/format.h>

namespace trading::test {

using namespace domain;
using namespace strategy;

namespace {

std::string price_text(const std::optional<Price>& price) { return price ? price->to_string() : "-"; }

struct Printer {
    bool with_checks;

    std::string operator()(const Decision& decision) const {
        std::string text = fmt::format(
            "decision     {} {} {} intent={} {}",
            decision.decision_id.value(),
            to_string(decision.outcome),
            decision.reason,
            decision.intent_id.empty() ? "-" : decision.intent_id.value(),
            decision.inputs
        );
        if (!with_checks) return text;
        for (const CheckVerdict& check : decision.checks) {
            text += fmt::format("\n  {} {:<13} {}", check.has_passed ? "pass" : "FAIL", check.check, check.detail);
        }
        return text;
    }

    std::string operator()(const OrderIntent& intent) const {
        return fmt::format(
            "order_intent {} {} {} {} @ {} stop={} take={} {} {} {} target={} valid_ms={}",
            intent.intent_id.value(),
            to_string(intent.kind),
            to_string(intent.side),
            intent.quantity.to_string(),
            price_text(intent.limit_price),
            price_text(intent.stop_price),
            price_text(intent.take_profit_price),
            to_string(intent.type),
            to_string(intent.time_in_force),
            intent.reason,
            intent.target_intent_id.empty() ? "-" : intent.target_intent_id.value(),
            std::chrono::duration_cast<std::chrono::milliseconds>(intent.valid_until - intent.ts_created).count()
        );
    }

    std::string operator()(const StrategyStatusChanged& change) const {
        return fmt::format(
            "status       {} {} by {}",
            change.strategy_id.value(),
            change.is_enabled ? "running" : "stopped",
            change.actor
        );
    }

    std::string operator()(const SnapshotWish& wish) const {
        return fmt::format("snapshot     wished: {}", wish.reason);
    }
};

}  // namespace

std::string text_of(const Output& output, bool with_checks) { return std::visit(Printer{with_checks}, output); }

}  // namespace trading::test
