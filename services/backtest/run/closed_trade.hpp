#pragma once

#include "common/domain/order.hpp"

#include <optional>

namespace trading::backtest {

// From the first fill of a position to the one that closed it.
struct ClosedTrade {
    domain::Side side = domain::Side::Buy;  // Of the entry.
    base::Timestamp ts_opened{};
    base::Timestamp ts_closed{};
    double entry_price = 0;     // Averages; statistics.
    double exit_price = 0;
    domain::Quantity quantity;  // All that was bought for it, or sold short.
    domain::Cash realised;      // Before fees.
    domain::Cash fees;          // Negative: paid.
    domain::OrderPurpose ending = domain::OrderPurpose::Exit;

    [[nodiscard]] double net() const { return realised.to_double() + fees.to_double(); }

    bool operator==(const ClosedTrade&) const = default;
};

// Makes trades of the fills of one instrument, as execution books them. Pure.
class TradeLog {
public:
    // The trade that this fill has closed.
    [[nodiscard]] std::optional<ClosedTrade> take(const domain::Fill& fill);

private:
    ClosedTrade open_;
    domain::Quantity held_;  // Signed.
    double entered_ = 0;     // Sums of price x quantity.
    double left_ = 0;
};

}  // namespace trading::backtest
