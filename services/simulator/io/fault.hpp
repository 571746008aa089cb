#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "services/simulator/io/api_error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulator {

// Everything that can be made to go wrong, on purpose. The first group spoils frames, the second requests, the third
// whole sockets.
enum class FaultKind {
    Drop = 1,               // A frame is not sent.
    Delay = 2,              // A frame is sent late.
    Duplicate = 3,          // A frame is sent twice.
    Reorder = 4,            // A frame is sent after its successor.
    Gap = 5,                // A book update is left out, so the chain of sequence numbers breaks.
    NoInitialSnapshot = 6,  // Subscribing brings the ack, but no snapshot.
    StaleFeed = 7,          // The channel falls silent while the socket stays healthy.
    LateFills = 8,          // Fills reach the orders channel late.

    RequestError = 20,    // The request is answered with `code` and not executed: 50001, 50011, 50013, 50026, 50061...
    RequestTimeout = 21,  // 50004: executed, but answered as "result unknown".
    LostResponse = 22,    // Executed, but the answer never comes.
    SlowResponse = 23,    // Executed, answered late.
    ExpiredTimestamp = 24,  // 50102, whatever the timestamp was.
    Reject = 25,            // Each order is rejected with the item code `code`, without reaching the matching engine.

    SequenceReset = 40,  // The book's sequence number starts again from a small one, announced as a legal reset.
    HalfOpen = 41,       // The socket stays open, but nothing is sent or answered any more.
    Notice = 42,         // 64008, then the close after `delay`.
    Close = 43,          // The socket is closed with `code`, 4006 when empty.
};

// The kinds that hit each socket once: the ones open when the fault is added, and, `delay` after their opening, the
// ones opened while it lasts. Their `channel` is the last word of the socket's path: public, private or business.
[[nodiscard]] bool hits_sockets(FaultKind kind) noexcept;

[[nodiscard]] std::vector<FaultKind> all_fault_kinds();
[[nodiscard]] std::string_view to_string(FaultKind kind) noexcept;
[[nodiscard]] std::optional<FaultKind> parse_fault_kind(std::string_view text) noexcept;

// What to spoil, how often and for how long. An empty name of the scope means "any". The endpoint of a REST request is
// its path ("/api/v5/trade/order"), of a socket operation its `op` ("order").
struct FaultSpec {
    FaultKind kind = FaultKind::Drop;
    std::string channel;
    std::string instrument;
    std::string endpoint;
    double probability = 1.0;
    base::Duration duration{};  // Zero: until removed.
    base::Duration delay = std::chrono::milliseconds{500};
    std::string code;
};

// "drop,channel=books,instrument=BTC-USDT,probability=0.1,duration=30s": the kind, then what differs from the default.
// Durations are whole numbers with ms or s. `InvalidArgument` names what is wrong.
[[nodiscard]] base::Result<FaultSpec> parse_fault(std::string_view text);

// A frame about to be pushed to a subscriber.
struct FrameContext {
    std::string_view channel;
    std::string_view instrument;
    bool is_initial = false;      // Sent because of the subscription itself.
    bool is_book_update = false;  // A change of a book that continues a chain.
    bool has_fill = false;
};

struct FrameFate {
    int copies = 1;
    base::Duration delay{};         // Later frames of the same channel wait behind it...
    bool may_be_overtaken = false;  // ...unless it may be overtaken.
    bool goes_after_next = false;
};

// A REST request or a socket operation about to be served.
struct RequestContext {
    std::string_view endpoint;
    bool is_order = false;   // Places, amends or cancels.
    bool is_signed = false;  // A REST request with a signature and so a timestamp.
};

struct RequestFate {
    std::optional<ApiError> refusal;         // Instead of executing.
    std::optional<ApiError> answer_instead;  // After executing.
    std::optional<std::string> reject_code;  // For each order.
    bool loses_response = false;
    base::Duration delay{};
};

}  // namespace trading::simulator
