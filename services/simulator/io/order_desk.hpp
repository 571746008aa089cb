#pragma once

#include "services/simulator/io/api_keys.hpp"
#include "services/simulator/io/order_request.hpp"
#include "services/simulator/io/rate_limiter.hpp"
#include "services/simulator/io/venue_host.hpp"

#include <optional>
#include <span>
#include <string>

namespace trading::simulator {

enum class OrderVerb { Place = 1, Cancel = 2, Amend = 3 };

// One request of order operations, from REST or from a socket.
struct OrderBatch {
    OrderVerb verb = OrderVerb::Place;
    bool is_batch = false;
    bool names_by_code = false;  // Sockets name instruments by instIdCode only, REST by instId.
    std::span<const JsonValue> items;
    std::optional<base::Timestamp> expires;
    std::optional<std::string> reject_code;  // A fault: every order is rejected with it.
};

// The answer: `code` 0, 1 (all failed) or 2 (some failed), with one item per order; or the refusal of the whole.
struct OrderAnswer {
    std::string code{"0"};
    std::string data{"[]"};
    std::optional<std::string> refusal_code;
};

// Where REST and sockets meet: one set of rate buckets, one set of checks, one core (okx-v5 sections 3 and 7). One
// thread.
class OrderDesk {
public:
    static constexpr std::size_t kBatchMax = 20;

    OrderDesk(VenueHost& host, RateLimiter& limiter, const base::Clock& clock)
        : host_(host), limiter_(limiter), clock_(clock) {}

    [[nodiscard]] OrderAnswer execute(const OrderBatch& batch, const ApiKey& key);

private:
    struct Item {
        const JsonValue* json = nullptr;
        domain::InstrumentId instrument;
        std::optional<ItemRefusal> refusal;
    };

    [[nodiscard]] Item resolve(const JsonValue& json, bool names_by_code) const;
    [[nodiscard]] std::optional<std::string> rate_refusal(
        const OrderBatch& batch, std::span<const Item> items, const std::string& account
    );
    [[nodiscard]] Reply execute_item(const OrderBatch& batch, const Item& item, const ApiKey& key);

    VenueHost& host_;
    RateLimiter& limiter_;
    const base::Clock& clock_;
};

}  // namespace trading::simulator
