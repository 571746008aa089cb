#pragma once

#include "services/execution/core/limits.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/position_keeper.hpp"
#include "services/execution/core/venue_positions.hpp"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace trading::execution {

// Looks after single instruments between the orders: too many cancels for the fills (R07), positions whose market we
// cannot see (R19), prices out of order (R20), positions that come near their liquidation (R12). It finds; the risk
// watch acts.
class InstrumentWatch {
public:
    enum class Remedy {
        Lock = 1,           // Its entries for a while.
        CancelEntries = 2,  // Its open ones.
        CloseHalf = 3,      // Of the position.
        Close = 4,          // All of the position.
    };

    struct Finding {
        domain::InstrumentId instrument_id;
        Remedy remedy = Remedy::Lock;
        std::string rule;
        std::string reason;  // The numbers.
    };

    struct View {
        const Limits& limits;
        const MarketView& market;
        const PositionKeeper& positions;
        const VenuePositions& venue_positions;
    };

    explicit InstrumentWatch(View view) : view_(view) {}

    void on_cancel(const domain::InstrumentId& id, base::Timestamp now);
    void on_fill(const domain::InstrumentId& id, base::Timestamp now);

    // All that is out of order now. With each tick.
    [[nodiscard]] std::vector<Finding> look(base::Timestamp now);

private:
    // R07 looks back this far. Cancels are as frequent as R18 allows, so that both lists stay small.
    static constexpr base::Duration kActivityWindow = std::chrono::minutes{5};

    struct Activity {
        std::deque<base::Timestamp> cancels;
        std::deque<base::Timestamp> fills;
        base::Timestamp ts_blind_since{};  // Zero: we see its market, or hold nothing of it.
    };

    void look_at_activity(const domain::InstrumentId& id, Activity& activity, base::Timestamp now);
    void look_at_prices(const InstrumentMarket& market, base::Timestamp now);
    void look_at_sight(const InstrumentMarket& market, Activity& activity, base::Timestamp now);
    void look_at_liquidation(const InstrumentMarket& market);

    View view_;
    std::map<domain::InstrumentId, Activity> activities_;
    std::vector<Finding> found_;
};

// Whether book and mark price are as fresh as R19 asks of them.
[[nodiscard]] bool is_in_sight(const InstrumentMarket& market, const AccountLimits& limits, base::Timestamp now);

}  // namespace trading::execution
