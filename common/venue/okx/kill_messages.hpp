#pragma once

#include "common/domain/venue_kill.hpp"
#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/rest_envelope.hpp"
#include "common/venue/okx/rest_messages.hpp"

#include <string>
#include <vector>

namespace trading::venue::okx {

// A page of names. Rows whose name cannot be read are missing in it, which makes it not whole; the others are of use.
template <class Name>
struct NamePage {
    std::vector<Name> names;
    std::size_t row_count = 0;
    std::string oldest_id;
    bool is_whole = true;
};

// Reads of the venue's lists only what names an order or a position, so that nothing else in them can be in the way.
class KillMessageParser {
public:
    // orders-pending, and with `is_stop` orders-algo-pending.
    [[nodiscard]] RestResult<NamePage<domain::OpenOrderName>> orders(const RestReply& reply, bool is_stop);
    // account/positions; those of nothing are left out.
    [[nodiscard]] RestResult<NamePage<domain::OpenPositionName>> positions(const RestReply& reply);
    // Absent when close-position was accepted.
    [[nodiscard]] std::optional<RestFailure> close(const RestReply& reply);

private:
    template <class Read>
    [[nodiscard]] std::optional<RestFailure> walk(const RestReply& reply, Read&& read);

    ItemReader reader_;
    RestEnvelope envelope_;
};

}  // namespace trading::venue::okx
