#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "common/venue/okx/rate_window.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace trading::venue::okx {

// The venue's buckets that we draw on (section 3 of the protocol reference). Place, amend and cancel are independent;
// REST and the socket share each of them.
enum class Endpoint {
    PlaceOrder = 1,
    CancelOrder = 2,
    AmendOrder = 3,
    PlaceStop = 4,
    CancelStop = 5,
    AmendStop = 6,
    CancelAllAfter = 7,
    QueryOrder = 8,
    QueryStop = 9,
    OpenOrders = 10,
    OpenStops = 11,
    OrderHistory = 12,
    StopHistory = 13,
    Fills = 14,
    FillsHistory = 15,
    Balance = 16,
    Positions = 17,
    AccountConfig = 18,
    TradeFee = 19,
    Bills = 20,
    Time = 21,
    Instruments = 22,
    Books = 23,
    Candles = 24,
    HistoryCandles = 25,
    Status = 26,
    FundingRate = 27,
};

[[nodiscard]] std::string_view to_string(Endpoint endpoint) noexcept;

// The venue's limit of one endpoint.
struct EndpointLimit {
    std::size_t count = 1;
    base::Duration window = std::chrono::seconds{2};
    bool is_per_instrument = false;
    bool counts_towards_account_cap = false;  // New orders and amendments: 1000 in 2 s for the whole sub-account.
};

[[nodiscard]] EndpointLimit limit_of(Endpoint endpoint) noexcept;

// What may still be sent. Uses at most 80 % of each limit of the venue, in any stretch of time. Entries leave a fifth
// of each order budget to orders that shrink or protect a position; cancels have budgets of their own and never count
// towards the account's cap. Pure; one thread.
class RateBudget {
public:
    static constexpr std::size_t kBudgetsMax = 4096;  // Endpoints x instruments; more is refused, and counted.
    static constexpr std::size_t kAccountCapDefault = 1000;

    enum class Urgency {
        Ordinary = 1,    // Entries and reads: must leave the reserve.
        Protective = 2,  // Exits, stops, cancels, and what resolves an unknown outcome.
    };

    // `account_cap`: new orders and amendments in 2 s that the venue allows the sub-account.
    explicit RateBudget(std::size_t account_cap = kAccountCapDefault);

    // Takes one request. False: it must not be sent now.
    [[nodiscard]] bool try_take(
        Endpoint endpoint, const domain::InstrumentId& instrument_id, Urgency urgency, base::MonotonicTime now
    );

    // How long until `try_take` may succeed; zero when it would now.
    [[nodiscard]] base::Duration time_until_available(
        Endpoint endpoint, const domain::InstrumentId& instrument_id, Urgency urgency, base::MonotonicTime now
    );

    // The venue said 50011 (this endpoint) or 50061 (the account's cap): nothing of it for a whole window.
    void exhaust(Endpoint endpoint, const domain::InstrumentId& instrument_id, base::MonotonicTime now);
    void exhaust_account_cap(base::MonotonicTime now);

    [[nodiscard]] std::uint64_t refusals() const noexcept { return refusals_; }

private:
    using Key = std::pair<Endpoint, domain::InstrumentId>;

    // The window of an endpoint, made at its first use; null when there are too many.
    RateWindow* window_of(Endpoint endpoint, const domain::InstrumentId& instrument_id);

    std::map<Key, RateWindow> windows_;
    RateWindow account_cap_;
    std::uint64_t refusals_ = 0;
};

}  // namespace trading::venue::okx
