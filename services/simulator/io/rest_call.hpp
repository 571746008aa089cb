#pragma once

#include "services/simulator/io/api_error.hpp"
#include "services/simulator/io/api_keys.hpp"
#include "services/simulator/io/fault.hpp"
#include "services/simulator/io/http_message.hpp"
#include "services/simulator/io/json_value.hpp"
#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/order_desk.hpp"
#include "services/simulator/io/query_string.hpp"
#include "services/simulator/io/rate_limiter.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulator {

class PublicMarket;
class TransferLog;

// The parts of the venue that endpoints use.
struct RestVenue {
    VenueHost& host;
    OrderDesk& desk;
    RateLimiter& limiter;
    const base::Clock& clock;
    const PublicMarket& market;
    TransferLog& transfers;
    std::string client_address{"127.0.0.1"};
};

// One request on its way to its handler: parsed, authenticated and within its limits.
struct RestCall {
    RestVenue& venue;
    const HttpRequest& request;
    QueryString query;
    JsonValue body;               // Null for GET.
    const ApiKey* key = nullptr;  // Null on public endpoints.
    RequestFate fate;

    [[nodiscard]] domain::AccountId account() const { return domain::AccountId{key->account}; }
    [[nodiscard]] const VenueCore& core() const { return venue.host.core(); }
};

// What an endpoint answers: `data` under `code`.
struct RestAnswer {
    std::string data{"[]"};
    std::string code{"0"};
    std::string message;
    bool has_times = false;  // Adds inTime and outTime.
};

using RestResult = tl::expected<RestAnswer, ApiError>;
using RestHandler = RestResult (*)(RestCall&);

// Closes the array that a handler has written, and answers it.
[[nodiscard]] RestAnswer finish(JsonWriter& json);

[[nodiscard]] inline tl::unexpected<ApiError> refuse(ApiError error) {
    return tl::unexpected<ApiError>(std::move(error));
}
[[nodiscard]] inline tl::unexpected<ApiError> refuse(std::string_view code) { return refuse(api_error(code)); }

// "Parameter <name> can not be empty." (50014, HTTP 400)
[[nodiscard]] tl::unexpected<ApiError> refuse_missing(std::string_view name);

enum class RestAccess { Public = 1, Read = 2, Trade = 3, Withdraw = 4 };

// Whose requests share an endpoint's budget; the instrument, type or currency of the request may be part of it.
enum class RateScope { Address = 1, AddressAndInstrument = 2, AddressAndType = 3, Account = 4, AccountAndCurrency = 5 };

struct RestRoute {
    std::string_view method;
    std::string_view path;  // Behind /api/v5/.
    RestAccess access = RestAccess::Public;
    RateScope scope = RateScope::Address;
    RateLimit limit;  // Zero: limited elsewhere.
    RestHandler handler = nullptr;
};

// Reads OKX's paging parameters; the cursor is an id or a time, which both are numbers.
[[nodiscard]] PageQuery page_of(const QueryString& query, std::size_t limit_default, std::size_t limit_maximum);

// "a,b,c" -> {a, b, c}; empty for "".
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

// One of OKX's instrument types, listed here or not.
[[nodiscard]] bool is_instrument_type(std::string_view type);

// instFamily, or uly, which older clients send; "" when neither is there.
[[nodiscard]] std::string_view family_of(const QueryString& query);

// Whether an instrument passes the query's instFamily: a family has contracts, but no spot pair.
[[nodiscard]] bool is_of_family(std::string_view family, const InstrumentSpec& spec);

// instType as a filter: SPOT and SWAP choose, "" and ANY do not; everything else matches nothing (`is_nothing`).
struct TypeFilter {
    std::optional<bool> is_spot;
    bool is_nothing = false;
};
[[nodiscard]] TypeFilter type_filter(std::string_view instrument_type);

}  // namespace trading::simulator
