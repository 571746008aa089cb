#include "services/simulator/io/account_json.hpp"

#include "services/simulator/io/okx_words.hpp"

#include <fmt/format.h>

#include <string_view>

namespace trading::simulator {

namespace {

void write_each(JsonWriter& json, std::initializer_list<std::string_view> names, std::string_view value) {
    for (const std::string_view name : names) json.field(name, value);
}

void write_detail(JsonWriter& json, const BalanceView& balance, bool is_push) {
    json.begin_object();
    json.field("accAvgPx", "").field("availBal", balance.available.to_string());
    json.field("availEq", balance.available_equity.to_string()).field("autoLendAmt", "0");
    json.field("autoLendMtAmt", "0").field("autoLendStatus", "off").field("borrowFroz", "");
    json.field("cashBal", balance.cash.to_string()).field("ccy", balance.currency.value());
    json.field("clSpotInUseAmt", "").field("colBorrAutoConversion", "0").field("colRes", "0");
    json.key("collateralEnabled").boolean(false).key("collateralRestrict").boolean(false);
    if (is_push) json.field("coinUsdPrice", balance.usd_price.to_string());
    json.field("crossLiab", "").field("disEq", balance.usd_equity.to_string()).field("eq", balance.equity.to_string());
    json.field("eqUsd", balance.usd_equity.to_string()).field("fixedBal", "0");
    json.field("frozenBal", balance.frozen.to_string()).field("frpType", "0");
    json.field("imr", balance.initial_margin.to_string()).field("interest", "");
    json.field("isoEq", balance.isolated_equity.to_string()).field("isoLiab", "");
    json.field("isoUpl", balance.isolated_unrealised_pnl.to_string()).field("liab", "").field("maxLoan", "");
    json.field(is_push ? "maxSpotInUseAmt" : "maxSpotInUse", "").field("mgnRatio", okx_text(balance.margin_ratio));
    json.field("mmr", balance.maintenance_margin.to_string()).field("notionalLever", "");
    json.field("openAvgPx", "").field("ordFrozen", balance.order_frozen.to_string()).field("rewardBal", "0");
    json.field("smtSyncEq", "0").field("spotBal", "").field("spotCopyTradingEq", "0").field("spotInUseAmt", "");
    json.field("spotIsoBal", "0").field("spotUpl", "").field("spotUplRatio", "").field("stgyEq", "0");
    json.field("totalPnl", "").field("totalPnlRatio", "").field("twap", "0");
    json.field("uTime", okx_time(balance.updated)).field("upl", balance.unrealised_pnl.to_string());
    json.field("uplLiab", "").end_object();
}

[[nodiscard]] base::Decimal sum_of(std::span<const BalanceView> balances, base::Decimal BalanceView::*member) {
    base::Decimal sum;
    for (const BalanceView& balance : balances) sum = base::add(sum, balance.*member).value_or(sum);
    return sum;
}

}  // namespace

std::string settle_of(const domain::InstrumentId& instrument) {
    const std::string& name = instrument.value();
    const std::size_t first = name.find('-');
    if (first == std::string::npos) return {};
    const std::size_t second = name.find('-', first + 1);
    const std::string quote = name.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    return quote == "USD" ? name.substr(0, first) : quote;
}

void write_account(JsonWriter& json, std::span<const BalanceView> balances, base::Timestamp now, bool is_push) {
    json.begin_object();
    // In futures mode margin is per currency, so the account-wide figures are empty, as OKX prints them.
    write_each(json, {"adjEq", "availEq", "borrowFroz", "imr", "mgnRatio", "mmr", "notionalUsd"}, "");
    write_each(json, {"notionalUsdForBorrow", "notionalUsdForFutures", "notionalUsdForOption"}, "");
    write_each(json, {"notionalUsdForSwap", "ordFroz", "upl", "delta", "deltaLever", "deltaNeutralStatus"}, "");
    json.key("details").begin_array();
    for (const BalanceView& balance : balances) write_detail(json, balance, is_push);
    json.end_array();
    // What isolated positions hold is in US dollars already: contracts settle in USDT here.
    json.field("isoEq", sum_of(balances, &BalanceView::isolated_equity).to_string());
    json.field("totalEq", sum_of(balances, &BalanceView::usd_equity).to_string());
    json.field("uTime", okx_time(now)).end_object();
}

void write_position(
    JsonWriter& json, const PositionView& position, const base::Decimal& index_price, base::Timestamp now
) {
    json.begin_object();
    json.field("adl", "1").field("availPos", position.available_size.to_string());
    json.field("avgPx", okx_text(position.average_price)).field("baseBal", "").field("baseBorrowed", "");
    json.field("baseInterest", "").field("bePx", okx_text(position.average_price)).field("bizRefId", "");
    json.field("bizRefType", "")
        .field("cTime", okx_time(position.created))
        .field("ccy", settle_of(position.instrument));
    json.field("clSpotInUseAmt", "").key("closeOrderAlgo").begin_array().end_array();
    write_each(json, {"deltaBS", "deltaPA", "gammaBS", "gammaPA"}, "");
    json.field("fee", position.fee.to_string()).field("fundingFee", position.funding_fee.to_string());
    json.field("hedgedPos", "").field("idxPx", index_price.to_string());
    json.field("imr", position.margin ? "" : position.initial_margin.to_string())
        .field("instId", position.instrument.value());
    json.field("instType", "SWAP").field("interest", "").field("last", position.last_price.to_string());
    json.field("lever", position.leverage.to_string()).field("liab", "").field("liabCcy", "");
    json.field("liqPenalty", "0")
        .field("liqPx", okx_text(position.liquidation_price))
        .field("margin", okx_text(position.margin));
    json.field("markPx", position.mark_price.to_string())
        .field("maxSpotInUseAmt", "")
        .field("mgnMode", okx_word(position.margin_mode));
    json.field("mgnRatio", okx_text(position.margin_ratio)).field("mmr", position.maintenance_margin.to_string());
    json.field("nonSettleAvgPx", "").field("notionalUsd", position.notional_usd.to_string()).field("optVal", "");
    json.field("pTime", okx_time(now)).field("pendingCloseOrdLiabVal", "").field("pnl", position.pnl.to_string());
    json.field("pos", position.size.to_string()).field("posCcy", "").field("posId", okx_id(position.position_id));
    json.field("posSide", okx_word(position.side)).field("quoteBal", "").field("quoteBorrowed", "");
    json.field("quoteInterest", "").field("realizedPnl", position.realised_pnl.to_string()).field("settledPnl", "");
    write_each(json, {"spotInUseAmt", "spotInUseCcy", "thetaBS", "thetaPA"}, "");
    json.field("tradeId", position.trade_id).field("uTime", okx_time(position.updated));
    json.field("upl", position.unrealised_pnl.to_string()).field("uplLastPx", position.unrealised_pnl.to_string());
    json.field("uplRatio", position.unrealised_ratio.to_string());
    json.field("uplRatioLastPx", position.unrealised_ratio.to_string());
    json.field("usdPx", "1").field("vegaBS", "").field("vegaPA", "").end_object();
}

void write_bill(JsonWriter& json, const BillView& bill) {
    const auto pocket = [](const std::optional<Pocket>& which) {
        return which ? fmt::format("{}", static_cast<int>(*which)) : std::string{};
    };
    const bool is_trade = !bill.instrument.empty();
    const bool is_derivative = bill.margin_mode != MarginMode::Cash;
    json.begin_object();
    json.field("bal", bill.balance.to_string()).field("balChg", bill.balance_change.to_string());
    json.field("billId", okx_id(bill.bill_id)).field("ccy", bill.currency.value());
    json.field("clOrdId", bill.client_order_id).field("earnAmt", "").field("earnApr", "");
    json.field("execType", bill.role ? okx_word(*bill.role) : "").field("fee", bill.fee.to_string());
    write_each(json, {"fillFwdPx", "fillIdxPx", "fillMarkPx", "fillMarkVol", "fillPxUsd", "fillPxVol"}, "");
    json.field("fillTime", bill.role ? okx_time(bill.time) : "").field("from", pocket(bill.from));
    json.field("instId", bill.instrument.value());
    json.field("instType", !is_trade ? "" : okx_type(!is_derivative)).field("interest", "0");
    json.field("mgnMode", is_trade ? okx_word(bill.margin_mode) : "").field("notes", "");
    json.field("ordId", okx_id(bill.order_id)).field("pnl", bill.pnl.to_string());
    json.field("posBal", bill.position_balance.to_string());
    json.field("posBalChg", bill.position_balance_change.to_string()).field("px", okx_text(bill.price));
    json.field("subType", fmt::format("{}", static_cast<int>(bill.sub_type))).field("sz", bill.size.to_string());
    json.field("tag", bill.tag).field("to", pocket(bill.to)).field("tradeId", bill.trade_id);
    json.field("ts", okx_time(bill.time)).field("type", fmt::format("{}", static_cast<int>(bill.type))).end_object();
}

void write_balance_change(JsonWriter& json, const BalanceView& balance) {
    json.begin_object().field("ccy", balance.currency.value()).field("cashBal", balance.cash.to_string());
    json.field("uTime", okx_time(balance.updated)).end_object();
}

void write_position_change(JsonWriter& json, const PositionView& position) {
    json.begin_object().field("posId", okx_id(position.position_id)).field("tradeId", position.trade_id);
    json.field("instId", position.instrument.value())
        .field("instType", "SWAP")
        .field("mgnMode", okx_word(position.margin_mode));
    json.field("posSide", okx_word(position.side)).field("pos", position.size.to_string());
    json.field("ccy", settle_of(position.instrument)).field("posCcy", "");
    json.field("avgPx", okx_text(position.average_price)).field("nonSettleAvgPx", "").field("settledPnl", "");
    json.field("baseBal", "").field("quoteBal", "").field("uTime", okx_time(position.updated)).end_object();
}

}  // namespace trading::simulator
