#pragma once

#include "common/base/result.hpp"
#include "common/domain/instrument.hpp"
#include "common/domain/venue_trading.hpp"

#include <functional>
#include <string>
#include <vector>

namespace trading::venue {

// What the venue says of the account and the key at the start.
struct AccountProfile {
    std::string account_mode;        // The venue's words, for the log.
    bool has_net_positions = false;  // One signed position for each instrument.
    bool can_trade = false;
    bool can_withdraw = false;  // Such a key is refused.
    std::vector<domain::FeeRates> fee_rates;
};

// The private side of a venue: the only way to orders. It signs, limits the rate, chooses the route and keeps its
// connections up; it never sends an order twice. Every request is answered exactly once through the handler, with
// `Unknown` when the answer is lost. All calls and reports happen on the thread of its event loop.
class TradingClient {
public:
    using ReportHandler = std::function<void(const domain::VenueReport&)>;

    virtual ~TradingClient() = default;

    // Blocking: called once at the start, before the loop runs.
    [[nodiscard]] virtual base::Result<AccountProfile> fetch_account_profile() = 0;
    [[nodiscard]] virtual base::Result<std::vector<domain::Instrument>> fetch_instruments() = 0;

    virtual void start(ReportHandler handler) = 0;

    virtual void execute(const domain::VenueRequest& request) = 0;

    virtual void stop() = 0;
};

}  // namespace trading::venue
