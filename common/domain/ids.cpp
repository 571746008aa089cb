#include "common/domain/ids.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::domain {
namespace {

bool is_alphanumeric(char character) {
    return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z') ||
           (character >= 'a' && character <= 'z');
}

}  // namespace

base::Result<ClientOrderId> make_client_order_id(std::string_view text) {
    constexpr std::size_t kLengthMax = 32;
    if (text.empty() || text.size() > kLengthMax || !std::all_of(text.begin(), text.end(), is_alphanumeric)) {
        return base::failure(
            base::ErrorCode::InvalidArgument,
            fmt::format("'{}' is not a client order id of 1 to 32 letters and digits", text.substr(0, 64))
        );
    }
    return ClientOrderId{text};
}

}  // namespace trading::domain
