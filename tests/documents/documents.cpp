#include "tests/documents/documents.hpp"

#include "services/execution/core/denied_reasons.hpp"
#include "services/execution/core/order_status_words.hpp"
#include "services/execution/core/risk_gate.hpp"

#include <fmt/format.h>

namespace trading::test {

namespace {

using namespace domain;
using namespace execution;

constexpr int kReasonsMost = 200;
constexpr int kStatuses = 10;
constexpr int kTriggers = 11;

constexpr const char* kPrinted = "This page is printed from the code by `make docs`; change it there ({}).\n\n";

std::string rules_in_order(IntentKind kind) {
    std::string text;
    for (const std::string_view name : rule_names(kind)) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", name);
    return text;
}

}  // namespace

std::string denied_reasons_document() {
    std::string text = "# Why an intent is denied\n\n";
    text += fmt::format(fmt::runtime(kPrinted), "`services/execution/core/denied_reasons.cpp`");
    text += "An intent that the risk gate denies never reaches the venue. The reply names one reason, and in its detail the\n"
            "numbers: the limit and what was found. A limit is the last value that passes. Orders in flight or of unknown\n"
            "outcome count in full. Exits, stops and cancels are never held up by limits about exposure, losses or frequency.\n";
    text += "\n## Reasons\n\n| Reason | Rule | What it means | What to do |\n|---|---|---|---|\n";
    for (int number = 1; number <= kReasonsMost; ++number) {
        const auto reason = static_cast<DenyReason>(number);
        if (to_string(reason) == "unknown") continue;
        const DenyReasonWords words = words_of(reason);
        text += fmt::format("| `{}` | {} | {} | {} |\n", to_string(reason), words.rule, words.meaning, words.advice);
    }
    text += "\n## Rules\n\nThe limits are named as in `deployment/config/execution.yaml`. Days are UTC.\n\n"
            "| Rule | Looks at | Acts when | Effect |\n|---|---|---|---|\n";
    for (const RiskRuleWords& rule : risk_rules()) {
        text += fmt::format("| {} | {} | {} | {} |\n", rule.id, rule.scope, rule.rule, rule.effect);
    }
    text += "\n## In which order\n\nThe first rule that objects gives the reason.\n\n";
    for (const IntentKind kind : {IntentKind::Enter, IntentKind::Exit, IntentKind::Protect, IntentKind::Cancel}) {
        text += fmt::format("- **{}**: {}\n", to_string(kind), rules_in_order(kind));
    }
    return text;
}

std::string order_status_document() {
    std::string text = "# The life of an order as a table\n\n";
    text += fmt::format(fmt::runtime(kPrinted), "`services/execution/core/order_status_table.cpp`");
    text += "Reports may be late, early, doubled or out of order. The table says for each status and each event what comes\n"
            "next. Fills count in any status, however late.\n";
    text += "\n## Statuses\n\n| Status | Meaning |\n|---|---|\n";
    for (int number = 1; number <= kStatuses; ++number) {
        const auto status = static_cast<OrderStatus>(number);
        text += fmt::format("| `{}` | {} |\n", to_string(status), describe(status));
    }
    text += "\n## Events\n\n| Event | Meaning |\n|---|---|\n";
    for (int number = 0; number < kTriggers; ++number) {
        const auto trigger = static_cast<OrderTrigger>(number);
        text += fmt::format("| `{}` | {} |\n", to_string(trigger), describe(trigger));
    }
    text += "\n## Status by event\n\n`·` the same status; `refused` the event contradicts what we know: it is counted, told, "
            "and the venue is asked.\n\n| ";
    for (int number = 0; number < kTriggers; ++number) {
        text += fmt::format("| {} ", to_string(static_cast<OrderTrigger>(number)));
    }
    text += "|\n|---";
    for (int number = 0; number < kTriggers; ++number) text += "|---";
    text += "|\n";
    for (int number = 1; number <= kStatuses; ++number) {
        const auto from = static_cast<OrderStatus>(number);
        text += fmt::format("| **{}** ", to_string(from));
        for (int event = 0; event < kTriggers; ++event) {
            const auto next = next_status(from, static_cast<OrderTrigger>(event));
            text += fmt::format("| {} ", next ? (*next == from ? "·" : to_string(*next)) : "refused");
        }
        text += "|\n";
    }
    return text;
}

}  // namespace trading::test
