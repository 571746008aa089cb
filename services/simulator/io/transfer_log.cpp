#include "services/simulator/io/transfer_log.hpp"

#include <algorithm>

namespace trading::simulator {

void TransferLog::add(std::int64_t id, const Transfer& transfer, base::Timestamp time) {
    transfers_.push_front(RecordedTransfer{id, transfer, time});
    if (transfers_.size() > kTransfersMax) transfers_.pop_back();
}

const RecordedTransfer* TransferLog::find(
    const domain::AccountId& account, std::optional<std::int64_t> id, std::string_view client_id
) const {
    const auto found = std::find_if(transfers_.begin(), transfers_.end(), [&](const RecordedTransfer& entry) {
        if (entry.transfer.account != account) return false;
        return id ? entry.id == *id : !client_id.empty() && entry.transfer.client_id == client_id;
    });
    return found == transfers_.end() ? nullptr : &*found;
}

void TransferLog::on_position(const PositionChanged& change) {
    const auto key = std::make_pair(change.account, change.position.position_id);
    if (!change.position.size.is_zero()) {
        ClosedPosition& open = open_[key];
        open.account = change.account;
        open.position = change.position;
        open.was_long = change.position.side == PositionSide::Net ? change.position.size.is_positive()
                                                                  : change.position.side == PositionSide::Long;
        open.open_price = change.position.average_price.value_or(open.open_price);
        open.largest = std::max(open.largest, change.position.size.absolute().value_or(open.largest));
        return;
    }
    const auto found = open_.find(key);
    if (found == open_.end()) return;
    ClosedPosition closed = std::move(found->second);
    open_.erase(found);
    closed.position = change.position;
    closed_.push_front(std::move(closed));
    if (closed_.size() > kPositionsMax) closed_.pop_back();
}

}  // namespace trading::simulator
