#include "services/execution/core/client_order_id.hpp"

#include "common/base/hash.hpp"

#include <algorithm>
#include <string>

namespace trading::execution {
namespace {

constexpr std::size_t kLength = 27;
// A second, independent hash: together 128 bits.
constexpr std::uint64_t kSecondSeed = 0x6C62272E07BB0142ULL;

// Fields are separated by a character that no id contains, so that ("a", "bc") and ("ab", "c") differ.
std::string hashed(const std::string& text) {
    return base::to_base32(base::mix(base::stable_hash(text))) +
           base::to_base32(base::mix(base::stable_hash(text, kSecondSeed)));
}

bool is_base32(char character) noexcept {
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'V');
}

}  // namespace

domain::ClientOrderId client_order_id_of(
    const domain::AccountId& account_id, const domain::IntentId& intent_id, std::string_view leg
) {
    std::string text = account_id.value();
    text.append("\n").append(intent_id.value()).append("\n").append(leg);
    return domain::ClientOrderId{"T" + hashed(text)};
}

bool has_our_form(const domain::ClientOrderId& id) noexcept {
    const std::string& text = id.value();
    return text.size() == kLength && text.front() == 'T' && std::all_of(text.begin() + 1, text.end(), is_base32);
}

domain::ClientOrderId key_of_foreign_order(const domain::VenueOrderId& venue_order_id) {
    if (auto id = domain::make_client_order_id("V" + venue_order_id.value())) return *std::move(id);
    return domain::ClientOrderId{"V" + hashed(venue_order_id.value())};
}

}  // namespace trading::execution
