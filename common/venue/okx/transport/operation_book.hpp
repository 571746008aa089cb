#pragma once

#include "common/base/time.hpp"
#include "common/domain/venue_trading.hpp"
#include "common/venue/okx/rate_budget.hpp"
#include "common/venue/okx/session_link.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trading::venue::okx {

// One order, cancel or amend on its way, with what its answer must say.
struct Operation {
    domain::RequestKind kind = domain::RequestKind::Place;
    domain::InstrumentId instrument_id;
    domain::ClientOrderId client_order_id;
    bool is_stop = false;
    RateBudget::Urgency urgency = RateBudget::Urgency::Ordinary;
    Endpoint endpoint = Endpoint::PlaceOrder;
};

// The operations that were given to the socket and wait for their answer, by message id. Pure; one thread.
class OperationBook {
public:
    static constexpr std::size_t kWaitingMax = 2'000;

    [[nodiscard]] bool is_full() const noexcept { return waiting_.size() >= kWaitingMax; }

    // The id of the next message: 1 to 32 of [A-Za-z0-9].
    [[nodiscard]] std::string next_id() { return "t" + std::to_string(++last_id_); }

    // `message_number`: which message of its connection it is, counted from 1.
    struct SentAs {
        LinkId link = 0;
        std::uint64_t message_number = 0;
    };

    void add(const std::string& id, Operation operation, SentAs sent, base::MonotonicTime now) {
        waiting_.emplace(id, Waiting{std::move(operation), sent, now});
    }

    [[nodiscard]] std::optional<Operation> take(const std::string& id) {
        const auto found = waiting_.find(id);
        if (found == waiting_.end()) return std::nullopt;
        Operation operation = std::move(found->second.operation);
        waiting_.erase(found);
        return operation;
    }

    // Those that wait for longer than `timeout`.
    [[nodiscard]] std::vector<Operation> take_late(base::MonotonicTime now, base::Duration timeout) {
        std::vector<Operation> late;
        for (auto entry = waiting_.begin(); entry != waiting_.end();) {
            if (now - entry->second.ts_sent <= timeout) {
                ++entry;
                continue;
            }
            late.push_back(std::move(entry->second.operation));
            entry = waiting_.erase(entry);
        }
        return late;
    }

    struct Orphan {
        Operation operation;
        bool was_written = true;  // False: it provably never left us.
    };

    // Those of one connection, because it is gone; `written` messages of it were handed to the system.
    [[nodiscard]] std::vector<Orphan> take_link(LinkId link, std::uint64_t written) {
        std::vector<Orphan> orphans;
        for (auto entry = waiting_.begin(); entry != waiting_.end();) {
            if (entry->second.sent.link != link) {
                ++entry;
                continue;
            }
            const bool was_written = entry->second.sent.message_number <= written;
            orphans.push_back({std::move(entry->second.operation), was_written});
            entry = waiting_.erase(entry);
        }
        return orphans;
    }

private:
    struct Waiting {
        Operation operation;
        SentAs sent;
        base::MonotonicTime ts_sent;
    };

    std::map<std::string, Waiting> waiting_;
    std::uint64_t last_id_ = 0;
};

}  // namespace trading::venue::okx
