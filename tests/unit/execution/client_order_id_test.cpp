#include "services/execution/core/client_order_id.hpp"

#include <gtest/gtest.h>

#include <set>

namespace trading::test {
namespace {

using domain::AccountId;
using domain::IntentId;

TEST(ClientOrderId, is_the_same_for_the_same_intent_for_ever) {
    const auto id = execution::client_order_id_of(AccountId{"main"}, IntentId{"i1"}, "entry");
    // Stored and sent: must not change with the build.
    EXPECT_EQ(id.value(), execution::client_order_id_of(AccountId{"main"}, IntentId{"i1"}, "entry").value());
    EXPECT_EQ(id.value().size(), 27U);
    EXPECT_TRUE(domain::make_client_order_id(id.value()).has_value());
    EXPECT_TRUE(execution::has_our_form(id));
}

TEST(ClientOrderId, differs_for_every_account_intent_and_leg) {
    std::set<std::string> ids;
    for (const char* account : {"a", "b", "main"}) {
        for (int intent = 0; intent < 20'000; ++intent) {
            for (const char* leg : {"entry", "exit"}) {
                ids.insert(
                    execution::client_order_id_of(AccountId{account}, IntentId{std::to_string(intent)}, leg).value()
                );
            }
        }
    }
    EXPECT_EQ(ids.size(), 120'000U);
}

TEST(ClientOrderId, tells_our_form_from_others) {
    EXPECT_FALSE(execution::has_our_form(domain::ClientOrderId{""}));
    EXPECT_FALSE(execution::has_our_form(domain::ClientOrderId{"b15"}));
    EXPECT_FALSE(execution::has_our_form(domain::ClientOrderId{"X0123456789ABCDEFGHIJKLMNOP"}));
    EXPECT_FALSE(execution::has_our_form(domain::ClientOrderId{"T0123456789abcdefghijklmnop"}));
    EXPECT_FALSE(execution::has_our_form(execution::key_of_foreign_order(domain::VenueOrderId{"312269865356374016"})));
}

}  // namespace
}  // namespace trading::test
