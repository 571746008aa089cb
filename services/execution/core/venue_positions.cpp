#include "services/execution/core/venue_positions.hpp"

namespace trading::execution {

namespace {

constexpr int kScale = 8;

}  // namespace

void VenuePositions::take_all(const domain::PositionsFetched& fetched) {
    if (!fetched.has_answer) return;
    reports_.clear();
    for (const domain::PositionReport& report : fetched.positions) take(report);
}

std::optional<domain::Price> VenuePositions::liquidation_price(
    const domain::InstrumentId& id, domain::Quantity quantity
) const {
    const auto found = reports_.find(id);
    if (found == reports_.end() || found->second.quantity != quantity) return std::nullopt;
    return found->second.liquidation_price;
}

std::optional<domain::Ratio> liquidation_distance(domain::Price mark, domain::Price liquidation) {
    const auto away = mark.minus(liquidation);
    const auto size = away ? away->absolute() : away;
    if (!size || !mark.is_positive()) return std::nullopt;
    const auto ratio = base::divide(size->value(), mark.value(), kScale, base::Rounding::HalfEven);
    return ratio ? std::optional{domain::Ratio{*ratio}} : std::nullopt;
}

}  // namespace trading::execution
