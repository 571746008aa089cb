#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// Endpoints that OKX has, but not for an account in futures mode (51010), and those that its demo trading leaves out as
// this venue does (50038).
namespace trading::simulator {

namespace {

RestResult refuse_mode(RestCall&) { return refuse("51010"); }

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute query(std::string_view path) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, {10, kWindow}, &refuse_mode};
}

constexpr RestRoute setting(std::string_view path) {
    return RestRoute{"POST", path, RestAccess::Trade, RateScope::Account, {5, kWindow}, &refuse_mode};
}

constexpr std::array kRoutes{
    query("account/collateral-assets"),
    query("account/interest-limits"),
    query("account/max-loan"),
    query("account/mmp-config"),
    query("account/position-tiers"),
    query("account/quick-margin-borrow-repay-history"),
    query("account/risk-state"),
    query("trade/easy-convert-currency-list"),
    query("trade/easy-convert-history"),
    query("trade/one-click-repay-currency-list"),
    query("trade/one-click-repay-currency-list-v2"),
    query("trade/one-click-repay-history"),
    query("trade/one-click-repay-history-v2"),
    setting("account/activate-option"),
    setting("account/mmp-config"),
    setting("account/mmp-reset"),
    setting("account/move-positions"),
    setting("account/position-builder"),
    setting("account/position-builder-graph"),
    setting("account/quick-margin-borrow-repay"),
    setting("account/set-auto-loan"),
    setting("account/set-auto-repay"),
    setting("account/set-collateral-assets"),
    setting("account/set-riskOffset-amt"),
    setting("account/set-riskOffset-type"),
    setting("account/simulated_margin"),
    setting("account/spot-manual-borrow-repay"),
    setting("trade/easy-convert"),
    setting("trade/one-click-repay"),
    setting("trade/one-click-repay-v2"),
    setting("trade/order-precheck"),
};

// A group ends in '/'; a single endpoint is named in full.
constexpr std::array<std::string_view, 30> kLeftOut{
    "account/bills-history-archive",
    "account/borrow-repay",
    "account/demo-adjust-balance",
    "account/fixed-loan/",
    "account/subaccount/",
    "affiliate/",
    "asset/broker/",
    "asset/cancel-withdrawal",
    "asset/convert-dust-assets",
    "asset/convert/",
    "asset/deposit-lightning",
    "asset/monthly-statement",
    "asset/subaccount/",
    "asset/withdrawal",
    "asset/withdrawal-lightning",
    "broker/",
    "copytrading/",
    "fiat/",
    "finance/",
    "market/books-sbe",
    "market/sprd-",
    "public/event-contract/",
    "rfq/",
    "rubik/",
    "sprd/",
    "support/",
    "trade/fills-archive",
    "tradingBot/",
    "users/",
    "public/economic-calendar",
};

}  // namespace

std::span<const RestRoute> refused_routes() { return kRoutes; }

bool is_left_out(std::string_view path) {
    return std::any_of(kLeftOut.begin(), kLeftOut.end(), [path](std::string_view left_out) {
        const bool is_group = left_out.ends_with('/') || left_out.ends_with('-');
        return is_group ? path.starts_with(left_out) : path == left_out;
    });
}

}  // namespace trading::simulator
