#include "services/execution/core/order_status_table.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

std::string whole_table() {
    std::string text = fmt::format("{:<18}", "");
    for (int trigger = 0; trigger <= 10; ++trigger) {
        text += fmt::format("{:<23}", to_string(static_cast<execution::OrderTrigger>(trigger)));
    }
    text += "\n";
    for (int status = 1; status <= 10; ++status) {
        const auto from = static_cast<domain::OrderStatus>(status);
        text += fmt::format("{:<18}", domain::to_string(from));
        for (int trigger = 0; trigger <= 10; ++trigger) {
            const auto next = execution::next_status(from, static_cast<execution::OrderTrigger>(trigger));
            text += fmt::format("{:<23}", next ? (*next == from ? "." : domain::to_string(*next)) : "refused");
        }
        text += "\n";
    }
    return text;
}

TEST(OrderStatusTable, equals_its_golden_file) {
    expect_golden(whole_table(), "tests/golden/execution/order_status.txt");
}

TEST(OrderStatusTable, never_leaves_a_terminal_status_except_for_a_stop_that_failed) {
    for (int status = 1; status <= 10; ++status) {
        const auto from = static_cast<domain::OrderStatus>(status);
        if (!domain::is_terminal(from)) continue;
        for (int trigger = 0; trigger <= 10; ++trigger) {
            const auto next = execution::next_status(from, static_cast<execution::OrderTrigger>(trigger));
            const bool is_failed_stop = from == domain::OrderStatus::Triggered &&
                                        trigger == static_cast<int>(execution::OrderTrigger::SeenRejected);
            if (next && !is_failed_stop) {
                EXPECT_EQ(*next, from);
            }
        }
    }
}

}  // namespace
}  // namespace trading::test
