#pragma once

#include "common/domain/venue_trading.hpp"

#include <map>
#include <optional>

namespace trading::execution {

// What the venue says of our positions beside their size: where it would liquidate them. Its word for the size is
// compared by the reconciliation, not here.
class VenuePositions {
public:
    void take(const domain::PositionReport& report) { reports_[report.instrument_id] = report; }

    // A complete list: what is not in it is gone.
    void take_all(const domain::PositionsFetched& fetched);

    // The liquidation price of a position of exactly this size; absent when the venue names none, or speaks of another
    // size because its word is older than our last fill.
    [[nodiscard]] std::optional<domain::Price> liquidation_price(
        const domain::InstrumentId& id, domain::Quantity quantity
    ) const;

private:
    std::map<domain::InstrumentId, domain::PositionReport> reports_;
};

// How far `mark` is from the price at which the venue liquidates, as a fraction of it; absent when it does not fit.
[[nodiscard]] std::optional<domain::Ratio> liquidation_distance(domain::Price mark, domain::Price liquidation);

}  // namespace trading::execution
