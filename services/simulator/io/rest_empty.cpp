#include "services/simulator/io/rest_server.hpp"

#include <array>

// Endpoints that list what nobody has here: deposits, withdrawals, loans, options, sub-accounts. The venue answers them
// with an empty list, so a client that asks for everything at its start goes on.
namespace trading::simulator {

namespace {

RestResult get_nothing(RestCall&) { return RestAnswer{}; }

constexpr base::Duration kWindow = std::chrono::seconds{2};
constexpr RateLimit kPublicLimit{20, kWindow};
constexpr RateLimit kAccountLimit{6, std::chrono::seconds{1}};

constexpr RestRoute public_route(std::string_view path) {
    return RestRoute{"GET", path, RestAccess::Public, RateScope::Address, kPublicLimit, &get_nothing};
}

constexpr RestRoute account_route(std::string_view path) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, kAccountLimit, &get_nothing};
}

constexpr std::array kRoutes{
    public_route("public/block-trades"),
    public_route("public/delivery-exercise-history"),
    public_route("public/estimated-price"),
    public_route("public/estimated-settlement-info"),
    public_route("public/instrument-tick-bands"),
    public_route("public/opt-summary"),
    public_route("public/option-trades"),
    public_route("public/settlement-history"),
    public_route("market/block-ticker"),
    public_route("market/block-tickers"),
    public_route("market/option/instrument-family-trades"),
    account_route("account/greeks"),
    account_route("account/borrow-repay-history"),
    account_route("account/interest-accrued"),
    account_route("account/move-positions-history"),
    account_route("account/vip-interest-accrued"),
    account_route("account/vip-interest-deducted"),
    account_route("account/vip-loan-order-list"),
    account_route("account/spot-borrow-repay-history"),
    account_route("asset/deposit-address"),
    account_route("asset/deposit-history"),
    account_route("asset/withdrawal-history"),
    account_route("asset/non-tradable-assets"),
    account_route("users/subaccount/list"),
};

}  // namespace

std::span<const RestRoute> empty_routes() { return kRoutes; }

}  // namespace trading::simulator
