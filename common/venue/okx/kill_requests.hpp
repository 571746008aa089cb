#pragma once

#include "common/domain/venue_kill.hpp"
#include "common/venue/okx/requests.hpp"

#include <array>
#include <string_view>

namespace trading::venue::okx {

// The lists that together hold every open order of an account (sections 7.2 and 7.4 of the protocol reference): the
// book's, and one for each kind of order outside it; only the first two kinds may be asked for together.
inline constexpr std::string_view kBookList = "";
inline constexpr std::array<std::string_view, 7> kOpenOrderLists{
    kBookList, "conditional,oco", "trigger", "move_order_stop", "chase", "twap", "smart_iceberg"};

// One page of a list.
void write_open_order_list(std::string_view list, const PageCursor& cursor, RestRequest& out);

// At most 20 orders of the book or 10 others in one request; they have the venue's id only.
inline constexpr std::size_t kCancelsPerRequest = 20;
inline constexpr std::size_t kStopCancelsPerRequest = 10;
void write_cancels(const domain::CancelOrders& request, RestRequest& out);

// All of the position at market; the venue cancels first what would close it as well.
void write_close(const domain::ClosePosition& request, RestRequest& out);

}  // namespace trading::venue::okx
