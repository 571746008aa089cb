#include "common/venue/okx/documented_fields.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace trading::venue::okx {
namespace {

// clang-format off
constexpr std::array<std::string_view, 547> kFields{{
    "accAvgPx", "accFillSz", "accRateLimit", "acctAvailEq", "acctLv", "acctStpMode", "action", "activePx",
    "actualDepBlkConfirm", "actualPx", "actualSide", "actualSz", "addrEx", "adjEq", "adjEqChg", "adl",
    "advChaseParams", "advanceOrdType", "aggressiveness", "algoClOrdId", "algoId", "alias", "amendPxOnTriggerType",
    "amendResult", "amendSource", "amt", "apiKey", "areaCodeFrom", "areaCodeTo", "arg", "args", "askPx", "askSz",
    "askVol", "asks", "atRisk", "atRiskIdx", "atRiskLevel", "attachAlgoClOrdId", "attachAlgoId", "attachAlgoOrds",
    "auctionEndTime", "autoLendAmt", "autoLendMtAmt", "autoLendStatus", "autoLoan", "autoRepay", "availBal",
    "availBalChg", "availBuy", "availEq", "availPos", "availSell", "avgPx", "bal", "balChg", "balData", "baseBal",
    "baseBorrowed", "baseCcy", "baseInterest", "baseMaxLoan", "basic", "bePx", "begin", "bidPx", "bidSz", "bidVol",
    "bids", "billId", "bizRefId", "bizRefType", "bkLoss", "bkPx", "bookId", "borrowFroz", "buyLmt", "cTime",
    "callbackRatio", "callbackSpread", "canDep", "canInternal", "canWd", "cancelSource", "cancelSourceReason",
    "canceledSz", "cashBal", "category", "ccy", "chain", "channel", "chaseType", "chaseVal", "checksum", "clOrdId",
    "clSpotInUse", "clSpotInUseAmt", "classic", "clientId", "closeAvgPx", "closeFraction", "closeOrderAlgo",
    "closeTotalPos", "cnvPx", "code", "coinUsdPrice", "colBorrAutoConversion", "colRes", "collateralEnabled",
    "collateralRestrict", "components", "connCount", "connId", "contTdSwTime", "count", "crossLiab", "ctIsoMode",
    "ctMult", "ctType", "ctVal", "ctValCcy", "curAcctLv", "curPage", "cxlOnClosePos", "data", "debtAmt", "debtCcy",
    "debtData", "debtType", "delivery", "delta", "deltaBS", "deltaBs", "deltaLever", "deltaNeutralStatus", "deltaPA",
    "depId", "depQuotaFixed", "depQuoteDailyLayer2", "details", "direction", "disEq", "discountInfo", "discountLv",
    "discountRate", "earn", "earnAmt", "earnApr", "effTime", "elp", "enableSpotBorrow", "enabled", "end", "env", "eq",
    "eqUsd", "estMaxWd", "estMgn", "estSettlePx", "event", "eventType", "exch", "execType", "exercise", "expTime",
    "extraParams", "failCode", "failReason", "fee", "feeCcy", "feeGroup", "feeRate", "feeType", "fiat", "fillCount",
    "fillDebtSz", "fillFee", "fillFeeCcy", "fillFwdPx", "fillIdxPx", "fillMarkPx", "fillMarkVol", "fillNotionalUsd",
    "fillPnl", "fillPx", "fillPxUsd", "fillPxVol", "fillRatio", "fillRepaySz", "fillSz", "fillTime", "fixedBal",
    "floatPxLmtPct", "formulaType", "from", "fromWdId", "frozenBal", "frpType", "funding", "fundingFee", "fundingRate",
    "fundingTime",
    "futureSettlement", "fwdPx", "gamma", "gammaBS", "gammaBs", "gammaPA", "greeksType", "groupId", "hedgedPos",
    "high24h", "href", "id", "idxPx", "impactValue", "imr", "imrChg", "inTime", "index", "initPxLmtPct", "insId",
    "instCategory", "instFamily", "instId", "instIdCode", "instType", "interest", "interestAccrued", "interestRate",
    "ip", "irDiscount", "isTpLimit", "isTradeBorrowMode", "isoEq", "isoLiab", "isoMode", "isoUpl", "kycLv", "label",
    "last", "lastPage", "lastPx", "lastSz", "legs", "level", "levelTmp", "lever", "leverage", "liab", "liabCcy",
    "liabChg", "liabChgCcy", "linkedAlgoOrd", "linkedOrd", "liqPenalty", "liqPx", "liqPxDiff", "liqPxDiffRatio",
    "listTime", "lmtOrderNumber", "loanQuotaCoef", "logoLink", "lotSz", "low24h", "lqty", "mainFillRatio", "mainNet",
    "mainUid", "maintType", "maker", "makerU", "makerUSDC", "margin", "markPx", "markVol", "maxAmt", "maxBuy",
    "maxChaseType", "maxChaseVal", "maxFee", "maxFeeForCtAddr", "maxFundingRate", "maxIcebergSz", "maxLever",
    "maxLmtAmt", "maxLmtSz", "maxLoan", "maxMktAmt", "maxMktSz", "maxPlatOILmt", "maxPxLmtPct", "maxSell",
    "maxSpotInUse", "maxSpotInUseAmt", "maxStopSz", "maxSz", "maxTriggerSz", "maxTwapSz", "maxWd", "memo", "method",
    "mgnAft", "mgnBf", "mgnCcy", "mgnIsoMode", "mgnMode", "mgnRatio", "mgnRatioChg", "minAmt", "minDep",
    "minDepArrivalConfirm", "minFee", "minFeeForCtAddr", "minFundingRate", "minPnl", "minSz", "minWd",
    "minWdUnlockConfirm", "mmr", "mmrChg", "moveTriggerPx", "msg", "name", "needTag", "newValue", "nextAccRateLimit",
    "nextFundingRate", "nextFundingTime", "nextSettleTime", "nonSettleAvgPx", "nonTradableAsset", "notes",
    "notionalCcy", "notionalLever", "notionalUsd", "notionalUsdForBorrow", "notionalUsdForFutures",
    "notionalUsdForOption", "notionalUsdForSwap", "oi", "oiCcy", "oiUsd", "op", "opAuth", "open24h", "openAvgPx",
    "openMaxPos", "openType", "optMgnFactor", "optType", "optVal", "ordFroz", "ordFrozen", "ordId", "ordIdList",
    "ordPx", "ordType", "outTime", "outcome", "pTime", "param", "passphrase", "pendingCloseOrdLiabVal",
    "pendingFillSz", "pendingSettleSz", "perm", "pmtId", "pnl", "pnlRatio", "pos", "posBal", "posBalChg", "posCcy",
    "posData", "posId", "posList", "posLmtAmt", "posLmtPct", "posMode", "posSide", "posTierCheck", "preMktSwTime",
    "preOpenBegin", "premium", "prevFundingTime", "prevSeqId", "px", "pxAmendType", "pxLimit", "pxSpread", "pxType",
    "pxUsd", "pxVar", "pxVol", "quickMgnType", "quota", "quoteBal", "quoteBorrowed", "quoteCcy", "quoteInterest",
    "quoteMaxLoan", "rate", "realVol", "realizedPnl", "realizedRate", "rebate", "rebateCcy", "reduceOnly", "regular",
    "repayAmt", "repayCcy", "repayData", "reqId", "rewardBal", "riskOffsetType", "roleType", "rpiMaker",
    "rpiMinLevel", "rpiMinPxBand", "rpiTakerAccess", "ruleType", "sCode", "sMsg", "scheDesc", "sellLmt", "seqId",
    "seriesId", "serviceType", "settFundingRate", "settState", "settleCcy", "settleCcyList", "settlePx", "settledPnl",
    "side", "sideEffect", "sign", "slOrdPx", "slTriggerPx", "slTriggerPxType", "slTriggerRatio", "smtSyncEq",
    "sodUtc0", "sodUtc8", "source", "speedBump", "spotBal", "spotBorrowAutoRepay", "spotCopyTradingEq", "spotInUse",
    "spotInUseAmt", "spotInUseCcy", "spotIsoBal", "spotOffsetType", "spotRoleType", "spotTraderInsts", "spotUpl",
    "spotUplRatio", "sprdId", "sprdType", "state", "status", "stgyEq", "stgyType", "stk", "stpId", "stpMode",
    "subAcct", "subAlgoIdList", "subCode", "subType", "symPx", "symbol", "system", "sz", "szCcy", "szLimit", "tag",
    "taker", "takerU", "takerUSDC", "tdMode", "tgtCcy", "theta", "thetaBS", "thetaBs", "thetaPA", "tickSz", "tier",
    "timeInterval", "timestamp", "title", "to", "toInstId", "totalBal", "totalEq", "totalPnl", "totalPnlRatio",
    "tpOrdKind", "tpOrdPx", "tpTriggerPx", "tpTriggerPxType", "tpTriggerRatio", "tradeId", "tradeQuoteCcy",
    "tradeQuoteCcyList", "traderInsts", "trades", "trading", "transId", "triggerParams", "triggerPx", "triggerPxType",
    "triggerTime", "ts", "twap", "txId", "type", "uTime", "uid", "uly", "unit", "unmatchedInfoCheck", "upcChg", "upl",
    "uplLastPx", "uplLiab", "uplRatio", "uplRatioLastPx", "usdPx", "usedDepQuotaFixed", "usedWdQuota", "vega",
    "vegaBS", "vegaBs", "vegaPA", "vip", "vol24h", "volCcy24h", "volCny", "volLv", "volUsd", "wdId", "wdQuota",
    "wdTickSz", "wgt",
}};

// Candle channels are told by their beginning.
constexpr std::array<std::string_view, 55> kChannels{{
    "account", "account-greeks", "adl-warning", "algo-advance", "algo-recurring-buy", "balance_and_position",
    "bbo-tbt", "block-tickers", "books", "books-elp", "books-l2-tbt", "books-rpi", "books5", "books50-l2-tbt",
    "call-auction-details", "copytrading-lead-notification", "copytrading-notification", "deposit-info",
    "economic-calendar", "estimated-price", "fills", "funding-rate", "grid-orders-contract", "grid-orders-spot",
    "grid-positions", "grid-sub-orders", "index-tickers", "instruments", "liquidation-orders", "liquidation-warning",
    "mark-price", "open-interest", "opt-summary", "option-trades", "orders", "orders-algo", "positions",
    "price-limit", "public-block-trades", "public-struc-block-trades", "quotes", "rfqs", "sprd-bbo-tbt",
    "sprd-books-l2-tbt", "sprd-books5", "sprd-orders", "sprd-public-trades", "sprd-tickers", "sprd-trades", "status",
    "struc-block-trades", "tickers", "trades", "trades-all", "withdrawal-info",
}};

constexpr std::array<std::string_view, 4> kCandleChannels{{
    "candle", "mark-price-candle", "index-candle", "sprd-candle",
}};
// clang-format on

template <std::size_t Count>
constexpr bool is_sorted(const std::array<std::string_view, Count>& names) {
    for (std::size_t index = 1; index < Count; ++index) {
        if (!(names[index - 1] < names[index])) return false;
    }
    return true;
}

static_assert(is_sorted(kFields));
static_assert(is_sorted(kChannels));

}  // namespace

bool is_documented_field(std::string_view name) noexcept {
    return std::binary_search(kFields.begin(), kFields.end(), name);
}

bool is_documented_channel(std::string_view name) noexcept {
    if (std::binary_search(kChannels.begin(), kChannels.end(), name)) return true;
    return std::any_of(kCandleChannels.begin(), kCandleChannels.end(), [&](std::string_view beginning) {
        return name.starts_with(beginning);
    });
}

}  // namespace trading::venue::okx
