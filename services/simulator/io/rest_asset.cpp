#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/request_fields.hpp"
#include "services/simulator/io/rest_server.hpp"
#include "services/simulator/io/transfer_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

// asset/*: the funding pocket (okx-v5 section 9).
namespace trading::simulator {

namespace {

[[nodiscard]] std::optional<Pocket> parse_pocket(std::string_view text) noexcept {
    if (text == "6") return Pocket::Funding;
    if (text == "18") return Pocket::Trading;
    return std::nullopt;
}

[[nodiscard]] std::string pocket_text(Pocket pocket) { return fmt::format("{}", static_cast<int>(pocket)); }

RestResult get_balances(RestCall& call) {
    const std::vector<std::string> currencies = split_list(call.query.get("ccy"));
    JsonWriter json;
    json.begin_array();
    for (const FundingBalanceView& row : call.core().funding_balances(call.account())) {
        const std::string& currency = row.currency.value();
        const bool is_asked =
            currencies.empty() || std::find(currencies.begin(), currencies.end(), currency) != currencies.end();
        if (!is_asked) continue;
        json.begin_object().field("availBal", row.balance.to_string()).field("bal", row.balance.to_string());
        json.field("ccy", currency).field("frozenBal", "0").end_object();
    }
    return finish(json);
}

RestResult get_currencies(RestCall& call) {
    const std::vector<std::string> asked = split_list(call.query.get("ccy"));
    std::set<std::string> currencies{"USDT"};
    for (const InstrumentSpec& spec : call.core().instruments()) {
        currencies.insert(spec.published.base_currency.value());
        currencies.insert(spec.published.quote_currency.value());
    }
    JsonWriter json;
    json.begin_array();
    for (const std::string& currency : currencies) {
        if (!asked.empty() && std::find(asked.begin(), asked.end(), currency) == asked.end()) continue;
        json.begin_object().field("burningFeeRate", "").key("canDep").boolean(false).key("canInternal").boolean(false);
        json.key("canWd").boolean(false).field("ccy", currency).field("chain", currency + "-Simulated");
        json.field("ctAddr", "")
            .field("depEstOpenTime", "")
            .field("depQuotaFixed", "")
            .field("depQuoteDailyLayer2", "");
        json.field("fee", "0").field("logoLink", "").key("mainNet").boolean(true).field("maxFee", "0");
        json.field("maxFeeForCtAddr", "").field("maxWd", "0").field("minDep", "0").field("minDepArrivalConfirm", "1");
        json.field("minFee", "0").field("minFeeForCtAddr", "").field("minInternal", "0").field("minWd", "0");
        json.field("minWdUnlockConfirm", "1").field("name", currency).key("needTag").boolean(false);
        json.field("usedDepQuotaFixed", "").field("usedWdQuota", "0").field("wdEstOpenTime", "");
        json.field("wdQuota", "0").field("wdTickSz", "8").end_object();
    }
    return finish(json);
}

RestResult post_transfer(RestCall& call) {
    RequestFields fields(call.body);
    Transfer transfer;
    transfer.account = call.account();
    transfer.currency = domain::Currency{call.body.text_of("ccy")};
    if (transfer.currency.empty()) fields.refuse(missing_parameter("ccy"));
    transfer.amount = fields.required_number("amt");
    if (!transfer.amount.is_positive()) fields.refuse(bad_parameter("amt"));
    transfer.from = fields.required_word("from", &parse_pocket);
    transfer.to = fields.required_word("to", &parse_pocket);
    transfer.client_id = fields.identifier("clientId", 32);
    if (fields.refusal()) {
        ApiError error = api_error(fields.refusal()->code);
        error.message = fields.refusal()->message;
        return refuse(std::move(error));
    }
    const Reply reply = call.venue.host.execute(transfer);
    if (!reply.is_accepted()) return refuse(ApiError{reply.code, 200, reply.message});
    call.venue.transfers.add(reply.order_id, transfer, call.venue.host.now());
    JsonWriter json;
    json.begin_array().begin_object().field("amt", transfer.amount.to_string());
    json.field("ccy", transfer.currency.value()).field("clientId", transfer.client_id);
    json.field("from", pocket_text(transfer.from)).field("to", pocket_text(transfer.to));
    json.field("transId", okx_id(reply.order_id)).end_object();
    return finish(json);
}

RestResult get_transfer_state(RestCall& call) {
    const auto id = call.query.integer("transId");
    if (!id && !call.query.has("clientId")) return refuse_missing("transId");
    const RecordedTransfer* found = call.venue.transfers.find(call.account(), id, call.query.get("clientId"));
    if (found == nullptr) return refuse(ApiError{"58129", 200, "Incorrect transId or clientId"});
    const Transfer& transfer = found->transfer;
    JsonWriter json;
    json.begin_array().begin_object().field("amt", transfer.amount.to_string());
    json.field("ccy", transfer.currency.value()).field("clientId", transfer.client_id);
    json.field("from", pocket_text(transfer.from)).field("instId", "").field("state", "success");
    json.field("subAcct", "").field("to", pocket_text(transfer.to)).field("toInstId", "");
    json.field("transId", okx_id(found->id)).field("type", "0").end_object();
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};
constexpr base::Duration kSecond = std::chrono::seconds{1};

constexpr std::array kRoutes{
    RestRoute{"GET", "asset/balances", RestAccess::Read, RateScope::Account, {6, kSecond}, &get_balances},
    RestRoute{"GET", "asset/currencies", RestAccess::Read, RateScope::Account, {6, kSecond}, &get_currencies},
    RestRoute{
        "POST", "asset/transfer", RestAccess::Withdraw, RateScope::AccountAndCurrency, {2, kSecond}, &post_transfer},
    RestRoute{"GET", "asset/transfer-state", RestAccess::Read, RateScope::Account, {10, kWindow}, &get_transfer_state},
};

}  // namespace

std::span<const RestRoute> asset_routes() { return kRoutes; }

}  // namespace trading::simulator
