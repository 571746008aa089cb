#pragma once

#include "common/domain/ids.hpp"
#include "common/domain/venue_trading.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace trading::domain {

// What the killer and a venue say to each other. Orders are named as the venue names them, and nothing else of them is
// read: an order with a price that nobody can parse must be cancelled too.

// --- Requests -------------------------------------------------------------------------------------------------

// An open order of the account, whoever placed it.
struct OpenOrderName {
    InstrumentId instrument_id;
    VenueOrderId venue_order_id;
    bool is_stop = false;  // Rests outside the book: stop, trigger, trailing, iceberg and their like.

    bool operator==(const OpenOrderName&) const = default;
};

enum class PositionSide { Net = 1, Long = 2, Short = 3 };

struct OpenPositionName {
    InstrumentId instrument_id;
    PositionSide side = PositionSide::Net;
    bool is_isolated = false;

    bool operator==(const OpenPositionName&) const = default;
};

// Lists every open order of the account, every kind of it, to the end; with positions when asked for. Answered by any
// number of `OrdersSeen` and `PositionsSeen`, as they come, and then one `LookEnded`.
struct LookForOrders {
    std::uint64_t look = 0;
    bool with_positions = false;

    bool operator==(const LookForOrders&) const = default;
};

// All of one instrument and one kind. Answered by one `CancelsAnswered`.
struct CancelOrders {
    InstrumentId instrument_id;
    bool is_stop = false;
    std::vector<VenueOrderId> venue_order_ids;

    bool operator==(const CancelOrders&) const = default;
};

// Closes whatever there is of it at market. Answered by one `CloseAnswered`.
struct ClosePosition {
    OpenPositionName position;

    bool operator==(const ClosePosition&) const = default;
};

// `RefreshDeadMan` is answered by one `RequestAnswered`.
using KillRequest = std::variant<LookForOrders, CancelOrders, ClosePosition, RefreshDeadMan>;

// --- Reports --------------------------------------------------------------------------------------------------

struct OrdersSeen {
    std::uint64_t look = 0;
    std::vector<OpenOrderName> orders;

    bool operator==(const OrdersSeen&) const = default;
};

struct PositionsSeen {
    std::uint64_t look = 0;
    std::vector<OpenPositionName> positions;

    bool operator==(const PositionsSeen&) const = default;
};

// Only a look that `is_whole` can prove that nothing is open.
struct LookEnded {
    std::uint64_t look = 0;
    bool is_whole = false;
    std::string detail;  // What failed.

    bool operator==(const LookEnded&) const = default;
};

// Accepted cancels may still lose to a fill, and refused ones may be of orders that ended: only a look tells.
struct CancelsAnswered {
    CancelOrders request;
    RequestOutcome outcome = RequestOutcome::Unknown;  // Of the request; accepted also when items were refused.
    std::size_t accepted = 0;
    std::size_t refused = 0;
    bool is_over_limit = false;  // The venue's rate limit is used up.
    std::string code;            // Of the first item that was refused, or of the request.
    std::string detail;

    bool operator==(const CancelsAnswered&) const = default;
};

struct CloseAnswered {
    OpenPositionName position;
    RequestOutcome outcome = RequestOutcome::Unknown;
    std::string code;
    std::string detail;

    bool operator==(const CloseAnswered&) const = default;
};

// What the key may do; said once, as soon as the venue answers.
struct KeyChecked {
    bool can_trade = false;
    bool can_withdraw = false;

    bool operator==(const KeyChecked&) const = default;
};

using KillReport =
    std::variant<OrdersSeen, PositionsSeen, LookEnded, CancelsAnswered, CloseAnswered, RequestAnswered, KeyChecked>;

}  // namespace trading::domain
