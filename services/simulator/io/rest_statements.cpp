#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/request_fields.hpp"
#include "services/simulator/io/rest_server.hpp"
#include "services/simulator/io/transfer_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

// What an account is worth, may take out, and has moved; and settings that have one value here (okx-v5 section 9).
namespace trading::simulator {

namespace {

[[nodiscard]] bool is_asked(const std::vector<std::string>& list, const std::string& currency) {
    return list.empty() || std::find(list.begin(), list.end(), currency) != list.end();
}

RestResult get_withdrawable(RestCall& call) {
    const std::vector<std::string> currencies = split_list(call.query.get("ccy"));
    JsonWriter json;
    json.begin_array();
    for (const BalanceView& balance : call.core().balances(call.account())) {
        if (!is_asked(currencies, balance.currency.value())) continue;
        const std::string most = balance.available.to_string();
        json.begin_object().field("ccy", balance.currency.value()).field("maxWd", most).field("maxWdEx", most);
        json.field("spotOffsetMaxWd", "").field("spotOffsetMaxWdEx", "").end_object();
    }
    return finish(json);
}

// Nobody lends here, so nobody pays interest.
RestResult get_interest_rate(RestCall& call) {
    const std::vector<std::string> currencies = split_list(call.query.get("ccy"));
    JsonWriter json;
    json.begin_array();
    for (const BalanceView& balance : call.core().balances(call.account())) {
        if (!is_asked(currencies, balance.currency.value())) continue;
        json.begin_object().field("ccy", balance.currency.value()).field("interestRate", "0").end_object();
    }
    return finish(json);
}

// The worth of both pockets, in `ccy` or in USDT.
RestResult get_valuation(RestCall& call) {
    constexpr int kDigits = 8;
    const std::string_view currency = call.query.has("ccy") ? call.query.get("ccy") : "USDT";
    base::Decimal trading;
    std::map<std::string, base::Decimal> prices;
    for (const BalanceView& balance : call.core().balances(call.account())) {
        trading = base::add(trading, balance.usd_equity).value_or(trading);
        prices[balance.currency.value()] = balance.usd_price;
    }
    base::Decimal funding;
    for (const FundingBalanceView& row : call.core().funding_balances(call.account())) {
        const auto value = base::multiply(row.balance, prices[row.currency.value()], kDigits, base::Rounding::HalfEven);
        if (value) funding = base::add(funding, *value).value_or(funding);
    }
    const auto price = prices.find(std::string(currency));
    const base::Decimal unit = price == prices.end() || price->second.is_zero() ? base::Decimal{1} : price->second;
    const auto in_unit = [&unit](const base::Decimal& dollars) {
        const auto value = base::divide(dollars, unit, kDigits, base::Rounding::HalfEven);
        return value ? value->to_string() : std::string{};
    };
    JsonWriter json;
    json.begin_array().begin_object().key("details").begin_object().field("classic", "0").field("earn", "0");
    json.field("funding", in_unit(funding)).field("trading", in_unit(trading)).end_object();
    json.field("totalBal", in_unit(base::add(trading, funding).value_or(trading)));
    json.field("ts", okx_time(call.venue.host.now())).end_object();
    return finish(json);
}

// The funding pocket's bills: only transfers touch it. Newest first, so balances are computed backwards.
RestResult get_funding_bills(RestCall& call) {
    constexpr std::size_t kRowsMax = 100;
    const std::string_view asked = call.query.get("ccy");
    const std::size_t most = page_of(call.query, kRowsMax, kRowsMax).limit;
    std::map<std::string, base::Decimal> balances;
    for (const FundingBalanceView& row : call.core().funding_balances(call.account())) {
        balances[row.currency.value()] = row.balance;
    }
    JsonWriter json;
    json.begin_array();
    std::size_t rows = 0;
    for (const RecordedTransfer& entry : call.venue.transfers.transfers()) {
        const Transfer& transfer = entry.transfer;
        if (transfer.account != call.account() || transfer.from == transfer.to) continue;
        const bool is_out = transfer.from == Pocket::Funding;
        const base::Decimal change = is_out ? transfer.amount.negated().value_or(base::Decimal{}) : transfer.amount;
        base::Decimal& balance = balances[transfer.currency.value()];
        const base::Decimal after = balance;
        balance = base::subtract(balance, change).value_or(balance);
        if ((!asked.empty() && transfer.currency.value() != asked) || rows == most) continue;
        ++rows;
        json.begin_object().field("bal", after.to_string()).field("balChg", change.to_string());
        json.field("billId", okx_id(entry.id)).field("ccy", transfer.currency.value());
        json.field("clientId", transfer.client_id).field("notes", "").field("ts", okx_time(entry.time));
        json.field("type", is_out ? "131" : "130").end_object();
    }
    return finish(json);
}

// The types and subtypes of bills that this venue books.
RestResult get_bill_types(RestCall& call) {
    struct Row {
        std::string_view type;
        std::string_view name;
        std::string_view sub_type;
        std::string_view sub_name;
    };
    constexpr std::array kRows{
        Row{"1", "Transfer", "11", "Transfer in"},
        Row{"1", "Transfer", "12", "Transfer out"},
        Row{"2", "Trade", "1", "Buy"},
        Row{"2", "Trade", "2", "Sell"},
        Row{"2", "Trade", "3", "Open long"},
        Row{"2", "Trade", "4", "Open short"},
        Row{"2", "Trade", "5", "Close long"},
        Row{"2", "Trade", "6", "Close short"},
        Row{"5", "Liquidation", "104", "Liquidation of a long"},
        Row{"5", "Liquidation", "105", "Liquidation of a short"},
        Row{"6", "Margin transfer", "160", "Manual margin increase"},
        Row{"6", "Margin transfer", "161", "Manual margin decrease"},
        Row{"8", "Funding fee", "173", "Funding fee expense"},
        Row{"8", "Funding fee", "174", "Funding fee income"},
    };
    const std::vector<std::string> types = split_list(call.query.get("type"));
    JsonWriter json;
    json.begin_array();
    std::string_view open;
    for (const Row& row : kRows) {
        if (!is_asked(types, std::string(row.type))) continue;
        if (row.type != open) {
            if (!open.empty()) json.end_array().end_object();
            json.begin_object().field("type", row.type).field("typeDesc", row.name);
            json.key("subTypeDetails").begin_array();
            open = row.type;
        }
        json.begin_object().field("subType", row.sub_type).field("subTypeDesc", row.sub_name).end_object();
    }
    if (!open.empty()) json.end_array().end_object();
    return finish(json);
}

// Settings that this venue has in one value only: that one is taken, any other refused.
RestResult set_fixed(RestCall& call, std::string_view name, std::string_view only) {
    const std::string_view value = call.body.text_of(name);
    if (value.empty()) return refuse_missing(name);
    if (value != only) return refuse("51010");
    JsonWriter json;
    json.begin_array().begin_object().field(name, value).end_object();
    return finish(json);
}

RestResult set_account_level(RestCall& call) { return set_fixed(call, "acctLv", "2"); }
RestResult set_greeks(RestCall& call) { return set_fixed(call, "greeksType", "PA"); }

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute route(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, {per_window, kWindow}, handler};
}

constexpr RestRoute setting(std::string_view path, RestHandler handler) {
    return RestRoute{"POST", path, RestAccess::Trade, RateScope::Account, {5, kWindow}, handler};
}

constexpr std::array kRoutes{
    route("account/max-withdrawal", 20, &get_withdrawable),
    route("account/interest-rate", 5, &get_interest_rate),
    route("account/subtypes", 2, &get_bill_types),
    route("asset/asset-valuation", 2, &get_valuation),
    route("asset/bills", 12, &get_funding_bills),
    route("asset/bills-history", 2, &get_funding_bills),
    setting("account/set-account-level", &set_account_level),
    setting("account/set-greeks", &set_greeks),
};

}  // namespace

std::span<const RestRoute> statement_routes() { return kRoutes; }

}  // namespace trading::simulator
