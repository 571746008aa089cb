#pragma once

#include "common/domain/ids.hpp"

#include <string_view>

namespace trading::execution {

// The id under which an order goes to the venue: a pure function of account, intent and leg, so that an intent that
// arrives twice, or is recovered after a crash, can never become two orders. "T" and 26 characters of base32. Legs:
// entry, exit, and for orders of ours that have no intent of their own a name with the time of their making.
[[nodiscard]] domain::ClientOrderId client_order_id_of(
    const domain::AccountId& account_id, const domain::IntentId& intent_id, std::string_view leg
);

// Whether the text has the form of our ids, whoever made it.
[[nodiscard]] bool has_our_form(const domain::ClientOrderId& id) noexcept;

// The key of an order that the venue or a person made: from the venue's id, since it may carry none of ours.
[[nodiscard]] domain::ClientOrderId key_of_foreign_order(const domain::VenueOrderId& venue_order_id);

}  // namespace trading::execution
