#include "common/venue/okx/transport/operation_book.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

Operation place(const std::string& id) {
    Operation operation;
    operation.client_order_id = domain::ClientOrderId{id};
    return operation;
}

base::MonotonicTime at(std::int64_t milliseconds) { return base::MonotonicTime{milliseconds * 1'000'000}; }

TEST(OperationBook, gives_each_operation_back_once) {
    OperationBook book;
    const std::string id = book.next_id();
    book.add(id, place("a"), {.link = 1, .message_number = 1}, at(0));
    EXPECT_EQ(book.take(id)->client_order_id.value(), "a");
    EXPECT_FALSE(book.take(id).has_value());
    EXPECT_FALSE(book.take("").has_value());
}

TEST(OperationBook, makes_ids_that_the_venue_accepts_and_never_repeats_one) {
    OperationBook book;
    const std::string first = book.next_id();
    EXPECT_NE(first, book.next_id());
    EXPECT_LE(first.size(), 32U);
    EXPECT_EQ(first.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos);
}

TEST(OperationBook, tells_which_operations_wait_too_long) {
    OperationBook book;
    book.add("t1", place("old"), {.link = 1, .message_number = 1}, at(0));
    book.add("t2", place("young"), {.link = 1, .message_number = 2}, at(4'000));
    EXPECT_TRUE(book.take_late(at(5'000), std::chrono::seconds{5}).empty());
    const auto late = book.take_late(at(5'001), std::chrono::seconds{5});
    ASSERT_EQ(late.size(), 1U);
    EXPECT_EQ(late[0].client_order_id.value(), "old");
    EXPECT_TRUE(book.take("t2").has_value());
}

TEST(OperationBook, tells_of_a_lost_connection_what_was_written_and_what_never_left) {
    OperationBook book;
    book.add("t1", place("written"), {.link = 1, .message_number = 3}, at(0));
    book.add("t2", place("queued"), {.link = 1, .message_number = 4}, at(0));
    const auto orphans = book.take_link(1, 3);
    ASSERT_EQ(orphans.size(), 2U);
    EXPECT_TRUE(orphans[0].was_written);
    EXPECT_FALSE(orphans[1].was_written);
    EXPECT_TRUE(book.take_link(1, 3).empty());
}

// After a handover the new connection counts its messages from one again.
TEST(OperationBook, judges_an_operation_by_its_own_connection_only) {
    OperationBook book;
    book.add("t1", place("old"), {.link = 1, .message_number = 50}, at(0));
    book.add("t2", place("new"), {.link = 2, .message_number = 2}, at(0));
    const auto orphans = book.take_link(1, 50);
    ASSERT_EQ(orphans.size(), 1U);
    EXPECT_EQ(orphans[0].operation.client_order_id.value(), "old");
    EXPECT_TRUE(orphans[0].was_written);
    EXPECT_TRUE(book.take("t2").has_value());
}

}  // namespace
}  // namespace trading::venue::okx
