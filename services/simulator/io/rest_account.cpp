#include "services/simulator/io/account_json.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/rest_server.hpp"
#include "services/simulator/io/transfer_log.hpp"

#include <algorithm>
#include <array>

// GET account/*: what an account has and has done (okx-v5 section 9).
namespace trading::simulator {

namespace {

constexpr std::size_t kRowsMax = 100;

[[nodiscard]] bool contains(const std::vector<std::string>& list, const std::string& text) {
    return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
}

[[nodiscard]] base::Decimal index_price(const VenueCore& core, const domain::InstrumentId& instrument) {
    const InstrumentSpec* spec = core.find_instrument(instrument.value());
    const auto ticker = spec == nullptr ? std::nullopt : core.index_ticker(spec->index.value());
    return ticker ? ticker->price : base::Decimal{};
}

RestResult get_config(RestCall& call) {
    const AccountConfigView config = call.core().account_config(call.account());
    JsonWriter json;
    json.begin_array().begin_object().field("acctLv", "2").field("acctStpMode", "cancel_maker");
    json.key("autoLoan").boolean(false).field("ctIsoMode", "automatic").key("enableSpotBorrow").boolean(false);
    json.field("feeType", "0").field("greeksType", "PA").field("ip", "").field("type", "0");
    json.field("kycLv", "3").field("label", "simulator").field("level", "Lv1").field("levelTmp", "");
    json.field("liquidationGear", "-1").field("mainUid", config.uid).field("mgnIsoMode", "automatic");
    json.field("opAuth", "0").field("perm", call.key->permissions()).field("posMode", okx_word(config.position_mode));
    json.field("roleType", "0").field("settleCcy", "USDT").key("settleCcyList").begin_array().text("USDT").end_array();
    json.key("spotBorrowAutoRepay").boolean(false).field("spotOffsetType", "").field("spotRoleType", "0");
    json.key("spotTraderInsts").begin_array().end_array().field("stgyType", "0");
    json.key("traderInsts").begin_array().end_array().field("uid", config.uid).end_object();
    return finish(json);
}

RestResult get_balance(RestCall& call) {
    constexpr std::size_t kCurrenciesMax = 20;
    const std::vector<std::string> currencies = split_list(call.query.get("ccy"));
    if (currencies.size() > kCurrenciesMax) return refuse("50025");
    std::vector<BalanceView> balances = call.core().balances(call.account());
    std::erase_if(balances, [&](const BalanceView& balance) {
        const bool is_empty = balance.cash.is_zero() && balance.equity.is_zero();
        return !contains(currencies, balance.currency.value()) || (currencies.empty() && is_empty);
    });
    JsonWriter json;
    json.begin_array();
    write_account(json, balances, call.venue.host.now(), false);
    return finish(json);
}

RestResult get_positions(RestCall& call) {
    const TypeFilter type = type_filter(call.query.get("instType"));
    const std::vector<std::string> instruments = split_list(call.query.get("instId"));
    const std::vector<std::string> ids = split_list(call.query.get("posId"));
    JsonWriter json;
    json.begin_array();
    const bool has_none = type.is_nothing || type.is_spot.value_or(false);
    for (const PositionView& position : call.core().positions(call.account())) {
        if (has_none || !contains(instruments, position.instrument.value())) continue;
        if (!contains(ids, okx_id(position.position_id))) continue;
        write_position(json, position, index_price(call.core(), position.instrument), call.venue.host.now());
    }
    return finish(json);
}

void write_closed(JsonWriter& json, const ClosedPosition& closed) {
    const PositionView& position = closed.position;
    json.begin_object().field("cTime", okx_time(position.created)).field("ccy", settle_of(position.instrument));
    json.field("closeAvgPx", position.last_price.to_string()).field("closeTotalPos", closed.largest.to_string());
    json.field("direction", closed.was_long ? "long" : "short").field("fee", position.fee.to_string());
    json.field("fundingFee", position.funding_fee.to_string()).field("instId", position.instrument.value());
    json.field("instType", "SWAP").field("lever", position.leverage.to_string()).field("liqPenalty", "0");
    json.field("mgnMode", okx_word(position.margin_mode))
        .field("nonSettleAvgPx", "")
        .field("openAvgPx", closed.open_price.to_string());
    json.field("openMaxPos", closed.largest.to_string()).field("pnl", position.pnl.to_string());
    json.field("pnlRatio", "").field("posId", okx_id(position.position_id));
    json.field("posSide", okx_word(position.side)).field("realizedPnl", position.realised_pnl.to_string());
    json.field("settledPnl", "").field("triggerPx", "").field("type", "2").field("uTime", okx_time(position.updated));
    const std::string& name = position.instrument.value();
    json.field("uly", name.substr(0, name.rfind('-'))).end_object();
}

RestResult get_positions_history(RestCall& call) {
    const std::string_view id = call.query.get("instId");
    const std::string_view type = call.query.get("instType");
    const std::string_view position_id = call.query.get("posId");
    const PageQuery page = page_of(call.query, kRowsMax, kRowsMax);
    JsonWriter json;
    json.begin_array();
    std::size_t rows = 0;
    for (const ClosedPosition& closed : call.venue.transfers.closed_positions()) {
        const std::int64_t updated = base::to_unix_milliseconds(closed.position.updated);
        if (closed.account != call.account() || rows == page.limit) continue;
        if ((!id.empty() && closed.position.instrument.value() != id) || (!type.empty() && type != "SWAP")) continue;
        if (!position_id.empty() && okx_id(closed.position.position_id) != position_id) continue;
        if ((page.after && updated >= *page.after) || (page.before && updated <= *page.before)) continue;
        write_closed(json, closed);
        ++rows;
    }
    return finish(json);
}

RestResult get_position_risk(RestCall& call) {
    JsonWriter json;
    json.begin_array().begin_object().field("adjEq", "").key("balData").begin_array();
    for (const BalanceView& balance : call.core().balances(call.account())) {
        json.begin_object().field("ccy", balance.currency.value()).field("disEq", balance.usd_equity.to_string());
        json.field("eq", balance.equity.to_string()).end_object();
    }
    json.end_array().key("posData").begin_array();
    for (const PositionView& position : call.core().positions(call.account())) {
        json.begin_object().field("baseBal", "").field("ccy", settle_of(position.instrument));
        json.field("instId", position.instrument.value())
            .field("instType", "SWAP")
            .field("mgnMode", okx_word(position.margin_mode));
        json.field("notionalCcy", "").field("notionalUsd", position.notional_usd.to_string());
        json.field("pos", position.size.to_string()).field("posCcy", "").field("posId", okx_id(position.position_id));
        json.field("posSide", okx_word(position.side)).field("quoteBal", "").end_object();
    }
    json.end_array().field("ts", okx_time(call.venue.host.now())).end_object();
    return finish(json);
}

RestResult get_bills(RestCall& call) {
    const TypeFilter type = type_filter(call.query.get("instType"));
    BillFilter filter;
    filter.currency = domain::Currency{call.query.get("ccy")};
    filter.instrument = domain::InstrumentId{call.query.get("instId")};
    filter.is_spot = type.is_spot;
    filter.page = page_of(call.query, kRowsMax, kRowsMax);
    if (const auto kind = call.query.integer("type")) filter.type = static_cast<BillType>(*kind);
    if (const auto kind = call.query.integer("subType")) filter.sub_type = static_cast<BillSubType>(*kind);
    JsonWriter json;
    json.begin_array();
    if (!type.is_nothing) {
        for (const BillView& bill : call.core().bills(call.account(), filter)) write_bill(json, bill);
    }
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};
constexpr base::Duration kSecond = std::chrono::seconds{1};

constexpr RestRoute route(std::string_view path, RateLimit limit, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, limit, handler};
}

constexpr std::array kRoutes{
    route("account/config", {5, kWindow}, &get_config),
    route("account/balance", {10, kWindow}, &get_balance),
    route("account/positions", {10, kWindow}, &get_positions),
    route("account/positions-history", {10, kWindow}, &get_positions_history),
    route("account/account-position-risk", {10, kWindow}, &get_position_risk),
    route("account/bills", {5, kSecond}, &get_bills),
    route("account/bills-archive", {5, kWindow}, &get_bills),
};

}  // namespace

std::span<const RestRoute> account_routes() { return kRoutes; }

}  // namespace trading::simulator
