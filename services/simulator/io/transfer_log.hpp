#pragma once

#include "services/simulator/core/venue_inputs.hpp"
#include "services/simulator/core/venue_outputs.hpp"

#include <deque>
#include <map>
#include <string>

namespace trading::simulator {

struct RecordedTransfer {
    std::int64_t id = 0;
    Transfer transfer;
    base::Timestamp time{};
};

// A position that was closed, as GET account/positions-history shows it.
struct ClosedPosition {
    domain::AccountId account;
    PositionView position;  // As it was when it closed.
    base::Decimal largest;  // openMaxPos
    bool was_long = true;
    base::Decimal open_price;
};

// What REST shows of the past and the core does not keep: transfers and closed positions, the newest of each. One
// thread.
class TransferLog {
public:
    static constexpr std::size_t kTransfersMax = 1000;
    static constexpr std::size_t kPositionsMax = 1000;

    void add(std::int64_t id, const Transfer& transfer, base::Timestamp time);

    // Newest first.
    [[nodiscard]] const std::deque<RecordedTransfer>& transfers() const noexcept { return transfers_; }

    // By id, or by the client's when the id is absent; null when unknown.
    [[nodiscard]] const RecordedTransfer* find(
        const domain::AccountId& account, std::optional<std::int64_t> id, std::string_view client_id
    ) const;

    void on_position(const PositionChanged& change);

    // Newest first.
    [[nodiscard]] const std::deque<ClosedPosition>& closed_positions() const noexcept { return closed_; }

private:
    std::deque<RecordedTransfer> transfers_;  // Newest first.
    std::map<std::pair<domain::AccountId, std::int64_t>, ClosedPosition> open_;
    std::deque<ClosedPosition> closed_;
};

}  // namespace trading::simulator
